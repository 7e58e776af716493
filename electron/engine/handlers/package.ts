/** Packages: sealing a release under a licence, what was issued, and the verdict page of a package that came in. */
import { basename } from 'node:path';
import type { PackageCheck, PackageInspection, SealedPackage } from '@shared/contract/views.ts';
import { buildLicence } from '@shared/license/build-licence.ts';
import { judgeClock } from '@shared/license/clock.ts';
import { acceptedPurposes, purposeLabel } from '@shared/license/duo.ts';
import type { Licence } from '@shared/license/licence.ts';
import { readLicence } from '@shared/license/read-licence.ts';
import { memberNames, selectLicence } from '@shared/license/select-licence.ts';
import { formatUtc, parseUtc } from '@shared/license/utc.ts';
import { PAYLOAD_TYPES, signDocument } from '@shared/package-format/dsse.ts';
import { type IdentityCard, refuseExpiredCard } from '@shared/package-format/identity-card.ts';
import { grantFor, grantKey } from '@shared/package-format/key-grant.ts';
import type { PackageVerdict } from '@shared/package-format/verify-package.ts';
import { AppError } from '@shared/std/app-error.ts';
import { type Bytes, concat, toHex, utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes } from '@shared/std/canonical-json.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { Context, HandlersOf } from '../context.ts';
import { cardView, trustedCard } from '../crypto/trusted-card.ts';
import { clockMarks } from '../gate/clock-watch.ts';
import { csvBytes } from '../io/csv-write.ts';
import { describeRelease, riskReportOf, TABLE_PATH } from '../io/describe-release.ts';
import { checksOf, inspectPackage } from '../io/package-file.ts';
import { sealPackage } from '../io/seal-package.ts';
import { completeDataset, refuseOverwriting, releaseFor } from '../jobs/release.ts';
import { record } from './record.ts';

export function packageHandlers(context: Context): HandlersOf<'package'> {
  const { clock, crypto, files, identities, log, notify, store, version } = context;

  return {
    async 'package.seal'({ dataset, recipe, draft, recipients, file }, task) {
      const path = files.resolve(file, 'write');
      const issuer = identities.current();
      if (!issuer) throw new AppError('identity', 'identity.none');
      const issuerCard = identities.card(); // throws while locked, before long work
      const cards = [...new Set(recipients)].map(recipientCard);
      await refuseOverwriting(completeDataset(context, dataset), path);
      const release = await releaseFor(context, dataset, recipe, task);

      const packageId = newUuid(crypto);
      const packageKey = crypto.randomBytes(32);
      const created = formatUtc(clock.now());
      const signer = { id: issuer.id, sign: identities.sign };
      let sealed: SealedPackage | null = null;
      try {
        await sealPackage(
          path,
          {
            packageId,
            packageKey,
            created,
            issuer: { id: issuer.id, name: issuer.name },
            issuerCard,
            summary: { title: draft.title, note: '1 table' },
            tables: [{ name: TABLE_PATH, bytes: () => csvBytes(release.table) }],
            riskReport: riskReportOf(release.report),
            describe: ([csv]) =>
              describeRelease({
                packageId,
                title: draft.title,
                created,
                issuer: issuer.name,
                tool: `Bulla ${version}`,
                recipeMac: toHex(crypto.hmacSha256(identities.derivedKey('source-digest'), canonicalBytes(recipe))),
                release,
                csv: csv!,
              }),
            license: (packageDigest) => {
              const uid = newUuid(crypto);
              const licence = buildLicence({
                draft,
                issuer: { id: issuer.id, name: issuer.name },
                members: cards.map(({ id, name, organisation, device }) => ({ id, name, organisation, device })),
                packageId,
                packageDigest,
                uid,
                series: newUuid(crypto),
                serial: 1,
                issued: created,
                keyGrants: cards.map((card) => grantKey(packageKey, card, { packageDigest, licenceUid: uid }, crypto)),
                sha256: crypto.sha256,
              });
              return [signDocument(PAYLOAD_TYPES.licence, licence, signer)];
            },
          },
          { crypto, signer, task },
          ({ packageDigest, bytes }) => {
            sealed = {
              packageId,
              digest: packageDigest,
              bytes,
              rows: release.table.rowCount,
              file: basename(path),
              validUntil: draft.validUntil,
              recipients: cards.map(({ name }) => name),
              created,
              title: draft.title,
            };
            log.append({
              kind: 'package.seal',
              outcome: 'done',
              reason: '',
              package: packageId,
              actor: issuer.id,
              details: { digest: packageDigest, rows: sealed.rows, recipients: cards.length, bytes },
            });
            store.issued.add(sealed, sealedKey(packageId, packageKey));
          },
        );
      } finally {
        packageKey.fill(0);
      }
      notify('issued');
      notify('log');
      return sealed!;
    },

    'package.issued': () => store.issued.list(),

    async 'package.inspect'({ file }, task) {
      const path = files.resolve(file, 'read');
      const { verdict, bytes } = await inspectPackage(context, path, task);
      const inspection = inspectionOf(verdict, bytes);
      record(context, {
        kind: 'package.inspect',
        outcome: inspection.code === '' ? 'done' : 'failed',
        reason: inspection.code,
        package: inspection.packageId ?? '',
        actor: identities.current()?.id ?? '',
        details: { digest: inspection.digest ?? '' },
      });
      if (verdict.container) {
        store.recents.add('package', path, clock.now());
        notify('status');
      }
      return inspection;
    },
  };

  function recipientCard(id: string): IdentityCard {
    const card = trustedCard(context, id);
    if (!card) throw new AppError('usage', 'trust.unknown-person');
    refuseExpiredCard(card, clock.now());
    return card;
  }

  /** For later renewals: nonce || AES-256-GCM under a key of the vault, bound to the package. */
  function sealedKey(packageId: string, packageKey: Bytes): Bytes {
    const nonce = crypto.randomBytes(12);
    return concat(nonce, crypto.aeadSeal(identities.derivedKey('issued-keys'), nonce, packageKey, utf8(packageId)));
  }

  function inspectionOf(verdict: PackageVerdict, bytes: number): PackageInspection {
    const { manifest, signer, licences } = verdict;
    const me = identities.current();
    // Without a licence that names this person the first one is shown: it says whom to ask.
    const mine = me && selectLicence(licences, me.id);
    const licence = mine ?? licences[0] ?? null;
    const checks = [...checksOf(verdict), ...personalChecks(licence, licences)];
    const failed = checks.find(({ state }) => state === 'failed');
    return {
      code: failed?.code ?? '',
      params: failed?.params ?? {},
      checks,
      bytes,
      packageId: manifest?.packageId ?? null,
      digest: verdict.packageDigest,
      title: manifest?.summary.title ?? null,
      created: manifest?.created ?? null,
      signer: signer && cardView(signer, context),
      signerTrusted: verdict.signerTrusted,
      recipients: [...new Set(licences.flatMap(({ members }) => members.map(({ name }) => name)))],
      validFrom: licence?.validFrom ?? null,
      validUntil: licence?.validUntil ?? null,
      agreement: licence?.agreement
        ? {
            title: licence.agreement.title,
            text: licence.agreement.text,
            digest: licence.agreement.sha256,
            accepted: store.agreements.isAccepted(licence.package.digest, licence.agreement.sha256),
          }
        : null,
      purposes: acceptedPurposes(licence?.purposes ?? []).map((code) => ({ code, label: purposeLabel(code) })),
      nonCommercialOnly: licence?.nonCommercialOnly ?? false,
      reading: licence && { sentences: readLicence(licence, []), warnings: [] },
    };
  }

  /** For me, on this device, at this time. */
  function personalChecks(licence: Licence | null, licences: readonly Licence[]): PackageCheck[] {
    if (!licence) return (['recipient', 'validity', 'clock'] as const).map((name) => check(name, null));
    const now = clock.now();
    const wrongClock = judgeClock(clockMarks(store), parseUtc(licence.issued) ?? 0, now);
    return [
      check('recipient', () => refuseOtherRecipient(licences)),
      check('validity', () => refuseOutside(licence, now)),
      check('clock', () => {
        if (wrongClock !== '') throw new AppError('licence', wrongClock, { now: formatUtc(now) });
      }),
    ];
  }

  function refuseOtherRecipient(licences: readonly Licence[]): void {
    const me = identities.current();
    if (!me) throw new AppError('identity', 'identity.none');
    const licence = selectLicence(licences, me.id);
    if (!licence) {
      throw new AppError('licence', 'licence.not-for-you', { names: memberNames(licences), reference: 'L03' });
    }
    grantFor(licence, me.id, me.device);
  }
}

function refuseOutside({ validFrom, validUntil }: Licence, now: number): void {
  const at = { now: formatUtc(now) };
  if (now < (parseUtc(validFrom) ?? 0))
    throw new AppError('licence', 'licence.not-yet-valid', { ...at, at: validFrom, reference: 'L05' });
  if (now > (parseUtc(validUntil) ?? 0))
    throw new AppError('licence', 'licence.expired', { ...at, at: validUntil, reference: 'L06' });
}

/** Null: could not be checked. */
function check(name: PackageCheck['name'], act: (() => void) | null): PackageCheck {
  if (act === null) return { name, state: 'not-checked', code: '', params: {} };
  try {
    act();
    return { name, state: 'ok', code: '', params: {} };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name, state: 'failed', code: error.code, params: error.params };
  }
}

/** A random UUID (version 4). */
function newUuid(crypto: Pick<CryptoPort, 'randomBytes'>): string {
  const bytes = crypto.randomBytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
