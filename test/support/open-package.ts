/** Opens bytes as a package through the engine's own reader, as one of the test's people. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@engine/context.ts';
import type { AsyncTask } from '@engine/jobs/async-task.ts';
import { openPackage } from '@engine/io/package-file.ts';
import { selectLicence } from '@shared/license/select-licence.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, concat } from '@shared/std/bytes.ts';
import { crypto, cardOf, issuer, type TestPerson } from './package.ts';

export const QUIET_ASYNC_TASK: AsyncTask = { signal: new AbortController().signal, report() {}, checkpoint() {} };

/** Only what a reader of packages asks for. */
export function readerContext(me: TestPerson, trusted: readonly TestPerson[] = [issuer]): Context {
  const cards = new Map(trusted.map((who) => [who.id, { view: {}, card: cardOf(who) }]));
  const context = {
    crypto,
    store: { trust: { find: (id: string) => cards.get(id) } },
    identities: {
      current: () => ({
        id: me.id,
        name: me.name,
        organisation: '',
        email: '',
        device: me.device,
        words: [],
        created: '',
      }),
      publicKeys: () => ({ signing: crypto.signingKeyPair(me.seed).publicKey, agreement: me.agreementKey }),
      agree: (publicKey: Bytes) => crypto.agree(me.agreementSecret, publicKey),
    },
  };
  return context as unknown as Context;
}

/** Verifies, unlocks and reads the whole table; throws the first failure. */
export async function openBytes(bytes: Bytes, me: TestPerson, trusted?: readonly TestPerson[]): Promise<Bytes> {
  const folder = mkdtempSync(join(tmpdir(), 'bulla-open-'));
  const path = join(folder, 'x.bulla');
  writeFileSync(path, bytes);
  try {
    const opened = await openPackage(readerContext(me, trusted), path, QUIET_ASYNC_TASK);
    try {
      const licence = selectLicence(opened.licences, me.id);
      if (!licence) throw new AppError('licence', 'licence.not-for-you');
      const unlocked = await opened.unlock(licence);
      const pieces: Bytes[] = [];
      for await (const piece of unlocked.table('data.csv')) pieces.push(piece);
      return concat(...pieces);
    } finally {
      await opened.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
