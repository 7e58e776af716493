/** The moments at which the owner signs the log's key: whenever the identity has just been unlocked and has not done so yet. */
import { readLogCertificate, signLogCertificate } from '@shared/audit/log-certificate.ts';
import { formatUtc } from '@shared/license/utc.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { Clock } from '../context.ts';
import type { Identities } from '../crypto/identities.ts';
import type { LogOwner, UsageLog } from './usage-log.ts';

interface Tools {
  readonly log: UsageLog;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
}

/** The same identities; unlocking, making or restoring one also certifies the log. */
export function certifyingIdentities(identities: Identities, tools: Tools): Identities {
  const certified = <View>(view: View): View => {
    certifyLog(identities, tools);
    return view;
  };
  return {
    ...identities,
    get isLocked() {
      return identities.isLocked;
    },
    create: (person, passphrase) => certified(identities.create(person, passphrase)),
    unlock: (passphrase) => certified(identities.unlock(passphrase)),
    restore: (backup, passphrase) => certified(identities.restore(backup, passphrase)),
  };
}

function certifyLog(identities: Identities, { log, crypto, clock }: Tools): void {
  const me = identities.current();
  if (!me || identities.isLocked || log.problem !== '' || ownerOf(log.owner, crypto) === me.id) return;
  const { origin, publicKey } = log;
  const issued = formatUtc(clock.now());
  const certificate = signLogCertificate({ origin, publicKey, issued }, { id: me.id, sign: identities.sign });
  log.certify({ card: identities.card(), certificate });
}

function ownerOf(owner: LogOwner | null, crypto: CryptoPort): string {
  try {
    return owner ? readLogCertificate(owner.certificate, owner.card, crypto).owner.id : '';
  } catch {
    return ''; // unreadable: it is signed again
  }
}
