/** Whose signature counts: people whose cards were added, and oneself. */
import type { CardView, IdentityView } from '@shared/contract/views.ts';
import { type IdentityCard, readCard } from '@shared/package-format/identity-card.ts';
import type { Context } from '../context.ts';

type TrustContext = Pick<Context, 'store' | 'crypto' | 'identities'>;

/** Null when the person is unknown. */
export function trustedCard({ store, crypto, identities }: TrustContext, id: string): IdentityCard | null {
  const self = identities.current();
  if (self?.id === id) return ownCard(self, identities.publicKeys());
  const trusted = store.trust.find(id);
  return trusted ? readCard(trusted.card, crypto) : null;
}

/** As it is shown; `trustedSince` from the trust store. */
export function cardView(card: IdentityCard, { store, identities }: TrustContext): CardView {
  const { id, name, organisation, email, device, words, created } = card;
  const trustedSince = store.trust.find(id)?.view.trustedSince ?? null;
  const isSelf = identities.current()?.id === id;
  return { id, name, organisation, email, device, words, created, trustedSince, isSelf };
}

/** One's own keys need no signature, so this works while locked; it does not expire. */
function ownCard(self: IdentityView, keys: ReturnType<Context['identities']['publicKeys']>): IdentityCard {
  const { id, name, organisation, email, device, words, created } = self;
  const expires = '2099-12-31T23:59:59Z';
  return {
    id,
    name,
    organisation,
    email,
    device,
    words,
    created,
    expires,
    signingKey: keys.signing,
    agreementKey: keys.agreement,
  };
}
