/** People whose signatures count here. A card comes as a file of its own, or travels in a package that its owner signed. */
import { formatUtc } from '@shared/license/utc.ts';
import { MAX_CARD_BYTES } from '@shared/package-format/dsse.ts';
import { type IdentityCard, readCard, refuseExpiredCard } from '@shared/package-format/identity-card.ts';
import { memberHeader, MAGIC, MAGIC_NAME } from '@shared/package-format/ustar.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, equalBytes } from '@shared/std/bytes.ts';
import type { Context, HandlersOf } from '../context.ts';
import type { AsyncTask } from '../jobs/async-task.ts';
import { cardView, trustedCard } from '../crypto/trusted-card.ts';
import { openFileSource } from '../io/byte-source.ts';
import { enclosedCard } from '../io/package-file.ts';
import { readSmallFile } from '../io/source-file.ts';
import { record } from './record.ts';

export function trustHandlers(context: Context): HandlersOf<'trust'> {
  const { clock, crypto, files, identities, notify, store } = context;
  const actor = () => identities.current()?.id ?? '';

  return {
    'trust.list': () => store.trust.list().map(({ card }) => cardView(readCard(card, crypto), context)),

    async 'trust.inspect'({ file }, task) {
      return cardView((await cardIn(files.resolve(file, 'read'), task)).card, context);
    },

    async 'trust.add'({ file, words }, task) {
      const { card, bytes } = await cardIn(files.resolve(file, 'read'), task);
      if (words !== undefined && words !== card.words.join(' '))
        throw new AppError('integrity', 'trust.card-changed', { name: card.name });
      refuseExpiredCard(card, clock.now());
      refuseOtherKeys(card);
      const trustedSince = store.trust.find(card.id)?.view.trustedSince ?? formatUtc(clock.now());
      const { isSelf: _, ...view } = cardView(card, context);
      const details = { person: card.id, words: card.words.join(' ') };
      record(context, { kind: 'trust.add', outcome: 'done', reason: '', actor: actor(), details });
      store.trust.add({ ...view, trustedSince }, bytes);
      notify('trust');
      return cardView(card, context);
    },

    'trust.remove'({ id }) {
      if (!store.trust.find(id)) throw new AppError('usage', 'trust.unknown-person');
      record(context, { kind: 'trust.remove', outcome: 'done', reason: '', actor: actor(), details: { person: id } });
      store.trust.remove(id);
      notify('trust');
      return null;
    },
  };

  async function cardIn(path: string, task: AsyncTask): Promise<{ card: IdentityCard; bytes: Bytes }> {
    const bytes = (await isPackage(path))
      ? await enclosedCard(context, path, task)
      : await readSmallFile(path, MAX_CARD_BYTES);
    return { card: readCard(bytes, crypto), bytes };
  }

  /** The id is the signing key; another agreement key under it would hand the next package to somebody else. */
  function refuseOtherKeys(card: IdentityCard): void {
    const known = trustedCard(context, card.id);
    if (known && !equalBytes(known.agreementKey, card.agreementKey))
      throw new AppError('integrity', 'trust.key-changed', { name: known.name });
  }
}

async function isPackage(path: string): Promise<boolean> {
  const header = memberHeader(MAGIC_NAME, MAGIC.length);
  const source = await openFileSource(path);
  try {
    return equalBytes(await source.read(0, Math.min(source.size, header.length)), header);
  } finally {
    await source.close();
  }
}
