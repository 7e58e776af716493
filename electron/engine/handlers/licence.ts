/** Licence drafts: what to start from, and what a draft says in plain sentences. */
import { checkDraft } from '@shared/license/check-draft.ts';
import { presetDraft } from '@shared/license/presets.ts';
import { readLicence } from '@shared/license/read-licence.ts';
import type { Context, HandlersOf } from '../context.ts';

export function licenceHandlers({ clock, identities, store }: Context): HandlersOf<'licence'> {
  return {
    'licence.preset': ({ preset, title }) => {
      const issuer = identities.current();
      // Somebody has to be named; without an e-mail address it is the name.
      const contact = issuer === null ? '' : issuer.email || issuer.name;
      return presetDraft(preset, { title, now: clock.now(), contact });
    },
    'licence.read': ({ draft, recipients }) => ({
      sentences: readLicence(draft, recipients.map(nameOf)),
      warnings: checkDraft(draft, { recipients: recipients.length, now: clock.now() }),
    }),
  };

  /** Recipients are ids of trusted people; an id that is not known stands for itself. */
  function nameOf(id: string): string {
    const self = identities.current();
    return store.trust.find(id)?.view.name ?? (self?.id === id ? self.name : id);
  }
}
