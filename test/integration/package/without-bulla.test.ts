/** The promise of docs/package-format.md: any computer's own tools list a package and verify who signed it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageDigest } from '@shared/package-format/manifest.ts';
import { verifyPackage } from '@shared/package-format/verify-package.ts';
import { readCard } from '@shared/package-format/identity-card.ts';
import { type Bytes, fromUtf8, utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes } from '@shared/std/canonical-json.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildPackage, cardOf, crypto, inMemory, issuer, sealBytes, withRightChecksum } from '../../support/package.ts';

const SCRIPT = join(import.meta.dirname, '../../../docs/verify-package.sh');
const missing = ['tar', 'jq', 'awk', 'openssl'].filter((tool) => spawnSync(tool, ['--help']).error);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulla-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(bytes: Bytes) {
  const file = join(folder, 'x.bulla');
  writeFileSync(file, bytes);
  return spawnSync('sh', [SCRIPT, file], { encoding: 'utf8' });
}

test.skipIf(missing.length > 0)(
  `tar, jq, awk and openssl verify a package (missing here: ${missing.join(', ') || 'none'})`,
  async () => {
    const good = buildPackage();
    const { stdout, stderr, status } = run(good);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain(`signer  ${issuer.id}`);
    const card = readCard(cardOf(issuer), crypto);
    const verdict = await verifyPackage(inMemory(good), { crypto, task: QUIET_TASK, trustedCard: () => card });
    expect(verdict.failure).toBe(null);
    expect(packageDigest(canonicalBytes(verdict.manifest), crypto)).toBe(verdict.packageDigest);
    expect(stdout).toContain(`digest  ${verdict.packageDigest}`);
  },
);

test.skipIf(missing.length > 0)('and they notice what was changed', () => {
  const edited = buildPackage({
    manifestEnvelope: (envelope) => {
      const document = JSON.parse(fromUtf8(envelope)) as { payload: string };
      const payload = Buffer.from(document.payload, 'base64url').toString().replace('A study', 'B study');
      return utf8(JSON.stringify({ ...document, payload: Buffer.from(payload).toString('base64url') }));
    },
  });
  expect(run(edited)).toMatchObject({ status: 1, stderr: expect.stringContaining('The signature does not hold.') });
  const swapped = withRightChecksum(buildPackage({ swapSections: (s) => [s[0]!, sealBytes(utf8('other'), 1)] }));
  expect(run(swapped)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('data/0001.sealed is not the part'),
  });
});
