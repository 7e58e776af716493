/** The person's own identity: made, unlocked, backed up, restored. Every unlocking is in the log, also one that failed. */
import { AppError } from '@shared/std/app-error.ts';
import type { UsageKind } from '@shared/audit/usage-event.ts';
import type { IdentityView } from '@shared/contract/views.ts';
import { MAX_CARD_BYTES } from '@shared/package-format/dsse.ts';
import { readCard } from '@shared/package-format/identity-card.ts';
import type { Context, HandlersOf } from '../context.ts';
import { cardView } from '../crypto/trusted-card.ts';
import { writeFileAtomic } from '../io/atomic-write.ts';
import { readSmallFile } from '../io/source-file.ts';
import { record } from './record.ts';

export function identityHandlers(context: Context): HandlersOf<'identity'> {
  const { crypto, files, identities, notify } = context;

  /** Records the act with its outcome, and tells who looks on. */
  function recorded(kind: UsageKind, act: () => IdentityView): IdentityView {
    try {
      const view = act();
      record(context, { kind, outcome: 'done', reason: '', actor: view.id, details: { device: view.device } });
      return view;
    } catch (error) {
      if (error instanceof AppError && error.category === 'identity')
        record(context, { kind, outcome: 'failed', reason: error.code, actor: identities.current()?.id ?? '' });
      throw error;
    } finally {
      notify('status');
    }
  }

  return {
    'identity.create': ({ passphrase, ...person }) =>
      recorded('identity.create', () => identities.create(person, passphrase)),
    'identity.unlock': ({ passphrase }) => recorded('identity.unlock', () => identities.unlock(passphrase)),
    'identity.lock'() {
      identities.lock();
      notify('status');
      return null;
    },
    async 'identity.card'({ file }, task) {
      const path = files.resolve(file, 'write');
      const card = identities.card();
      await writeFileAtomic(path, [card], task.signal);
      return cardView(readCard(card, crypto), context);
    },
    async 'identity.backup'({ file }, task) {
      const path = files.resolve(file, 'write');
      await writeFileAtomic(path, [identities.backup()], task.signal);
      identities.markBackedUp();
      notify('status');
      return null;
    },
    async 'identity.restore'({ file, passphrase }) {
      const backup = await readSmallFile(files.resolve(file, 'read'), MAX_CARD_BYTES);
      return recorded('identity.restore', () => identities.restore(backup, passphrase));
    },
  };
}
