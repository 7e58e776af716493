/** How a licence hands the package's key to one person on one device: HPKE, bound to the package, the licence and the person. */
import { KEY_GRANT_KEM, type KeyGrant, type Licence } from '../license/licence.ts';
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat, equalBytes, fromBase64Url, fromHex, toBase64Url, utf8 } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import { hpkeOpen, hpkeSeal } from './hpke.ts';
import type { IdentityCard } from './identity-card.ts';
import { keyCommitment } from './sealing.ts';

export interface GrantBinding {
  /** Hexadecimal. */
  readonly packageDigest: string;
  readonly licenceUid: string;
  readonly member: string;
}

/** Throws `key.unsafe-point` (K03). */
export function grantKey(
  packageKey: Bytes,
  recipient: Pick<IdentityCard, 'id' | 'device' | 'agreementKey'>,
  binding: Omit<GrantBinding, 'member'>,
  crypto: CryptoPort,
): KeyGrant {
  const info = grantInfo({ ...binding, member: recipient.id }, crypto);
  const ephemeral = crypto.randomBytes(32);
  const sealed = hpkeSeal(recipient.agreementKey, info, utf8(recipient.device), packageKey, ephemeral, crypto);
  ephemeral.fill(0);
  if (sealed === null) throw failure('key.unsafe-point', 'K03');
  return {
    member: recipient.id,
    device: recipient.device,
    kem: KEY_GRANT_KEM,
    enc: toBase64Url(sealed.enc),
    ct: toBase64Url(sealed.ct),
  };
}

/**
 * The grant for this person on this device. Where the licence binds no device, a grant for another device of the same person
 * will do: the key is the same. Throws `key.no-grant` (K01), `licence.other-device` (L04).
 */
export function grantFor(licence: Licence, member: string, device: string): KeyGrant {
  const own = licence.keyGrants.filter((grant) => grant.member === member);
  const grant = own.find((candidate) => candidate.device === device);
  if (grant) return grant;
  const [other] = own;
  if (!other) throw failure('key.no-grant', 'K01');
  if (bindsDevices(licence)) throw new AppError('licence', 'licence.other-device', { reference: 'L04' });
  return other;
}

/** Throws `key.unsafe-point` (K03), `key.grant-failed` (K02), `key.wrong-key` (K04). */
export function openGrant(
  grant: KeyGrant,
  binding: GrantBinding,
  identity: { readonly agreementKey: Bytes; agree(publicKey: Bytes): Bytes | null },
  commitment: string,
  crypto: CryptoPort,
): Bytes {
  const sealed = { enc: fromBase64Url(grant.enc), ct: fromBase64Url(grant.ct) };
  const info = grantInfo(binding, crypto);
  const opened = hpkeOpen(identity.agreementKey, identity.agree, info, utf8(grant.device), sealed, crypto);
  if ('failure' in opened)
    throw opened.failure === 'unsafe-point' ? failure('key.unsafe-point', 'K03') : failure('key.grant-failed', 'K02');
  if (!equalBytes(keyCommitment(opened.plaintext, crypto), fromHex(commitment))) throw failure('key.wrong-key', 'K04');
  return opened.plaintext;
}

function grantInfo({ packageDigest, licenceUid, member }: GrantBinding, crypto: Pick<CryptoPort, 'sha256'>): Bytes {
  return concat(
    utf8('bulla/1 key-grant\0'),
    fromHex(packageDigest),
    crypto.sha256(utf8(licenceUid)),
    crypto.sha256(utf8(member)),
  );
}

function bindsDevices(licence: Licence): boolean {
  return licence.permissions.some(({ constraints }) =>
    constraints.some(({ leftOperand }) => leftOperand === 'bulla:device'),
  );
}

function failure(code: string, reference: string): AppError {
  return new AppError('identity', code, { reference });
}
