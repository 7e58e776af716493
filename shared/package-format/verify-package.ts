/**
 * Verifies a package without decrypting it, in the order of docs/package-format.md. Every step uses only what the steps before
 * it established; the outcome is a list of verdicts, of which the first failure is the answer.
 *
 * Memory is bounded by one block of 1 MiB and the documents (at most 4 MiB each, one after the other).
 */
import type { Licence } from '../license/licence.ts';
import { parseLicence } from '../license/parse-licence.ts';
import { AppError } from '../std/app-error.ts';
import { type Bytes, equalBytes, toHex, utf8 } from '../std/bytes.ts';
import type { CryptoPort, Hasher } from '../std/crypto-port.ts';
import type { Task } from '../std/task.ts';
import {
  MAX_CARD_BYTES,
  MAX_ENVELOPE_BYTES,
  PAYLOAD_TYPES,
  payloadJson,
  type SignedDocument,
  verifyDocument,
} from './dsse.ts';
import { type IdentityCard, readCard } from './identity-card.ts';
import { type Manifest, packageDigest, parseManifest } from './manifest.ts';
import { type ByteSource, type Container, evidenceName, type Member, readContainer } from './ustar.ts';

export type StepName = 'container' | 'signature' | 'signer' | 'content' | 'licence';

export interface Step {
  readonly name: StepName;
  /** Null: not checked, because a step before it failed. */
  readonly outcome: 'ok' | AppError | null;
}

export interface PackageVerdict {
  readonly steps: readonly Step[];
  /** The first failure in the order of the steps. */
  readonly failure: AppError | null;
  readonly container: Container | null;
  /** Present once its signature holds, whoever signed: what it says is a claim until `signer` is ok. */
  readonly manifest: Manifest | null;
  /** SHA-256 of the manifest's payload, hexadecimal. */
  readonly packageDigest: string | null;
  /** The trusted card of the issuer; or else the card in the package that claims to be it. */
  readonly signer: IdentityCard | null;
  readonly signerTrusted: boolean;
  readonly licences: readonly Licence[];
}

export interface VerifyTools {
  readonly crypto: CryptoPort;
  readonly task: Task;
  /** The card of a person that the user trusts. */
  trustedCard(id: string): IdentityCard | null;
}

const READ_BYTES = 1024 * 1024;

export async function verifyPackage(source: ByteSource, tools: VerifyTools): Promise<PackageVerdict> {
  const steps: Step[] = [];
  const step = async <Result>(name: StepName, isPossible: boolean, check: () => Promise<Result>) => {
    if (!isPossible) {
      steps.push({ name, outcome: null });
      return null;
    }
    try {
      const result = await check();
      steps.push({ name, outcome: 'ok' });
      return result;
    } catch (error) {
      if (!(error instanceof AppError) || error.category === 'cancelled' || error.category === 'io') throw error;
      steps.push({ name, outcome: error });
      return null;
    }
  };

  const found = await step('container', true, () => checkContainer(source, tools));
  const document = await step('signature', found !== null, () => checkSignature(source, found!.container, tools));
  const claim = document && (await claimed(source, found!.container, document, tools));
  const isTrusted = await step('signer', document !== null, async () => checkSigner(claim!, document!, tools));
  const manifest = claim !== null && !(claim.manifest instanceof AppError) ? claim.manifest : null;
  const isIntact = await step('content', document !== null, async () => checkContent(claim!.manifest, found!));
  const digest = document && packageDigest(document.payload, tools.crypto);
  const licences = await step('licence', manifest !== null && isIntact !== null, () =>
    checkLicences(source, found!.container, { manifest: manifest!, digest: digest! }, tools),
  );
  const failed = steps.find(({ outcome }) => outcome instanceof AppError);
  return {
    steps,
    failure: failed?.outcome instanceof AppError ? failed.outcome : null,
    container: found?.container ?? null,
    manifest,
    packageDigest: digest,
    signer: claim?.card ?? null,
    signerTrusted: isTrusted === true,
    licences: licences ?? [],
  };
}

/** The container, and in one pass over the file its checksum and the digest of every member. */
interface Found {
  readonly container: Container;
  /** By member name, hexadecimal. */
  readonly digests: ReadonlyMap<string, string>;
}

/** F01 to F11. */
async function checkContainer(source: ByteSource, { crypto, task }: VerifyTools): Promise<Found> {
  const container = await readContainer(source);
  const whole = crypto.sha256Hasher();
  const digests = new Map<string, string>();
  let offset = 0;
  for (const member of [...container.evidence, ...container.sections]) {
    await hashRange(source, offset, member.offset, [whole], task);
    const hasher = crypto.sha256Hasher();
    await hashRange(source, member.offset, member.offset + member.size, [whole, hasher], task);
    digests.set(member.name, toHex(hasher.digest()));
    offset = member.offset + member.size;
  }
  await hashRange(source, offset, container.checkedBytes, [whole], task);
  const { checksum } = container;
  if (!equalBytes(whole.digest(), await source.read(checksum.offset, checksum.size)))
    throw new AppError('integrity', 'package.damaged', { reference: 'F10' });
  return { container, digests };
}

async function hashRange(
  source: ByteSource,
  from: number,
  to: number,
  hashers: readonly Hasher[],
  task: Task,
): Promise<void> {
  for (let at = from; at < to; at += READ_BYTES) {
    task.checkpoint();
    const bytes = await source.read(at, Math.min(READ_BYTES, to - at));
    for (const hasher of hashers) hasher.update(bytes);
    task.report({ phase: 'package.verify', done: at + bytes.length, total: source.size, unit: 'bytes' });
  }
}

/** S01 to S04, S07, S09 of the envelope. */
async function checkSignature(source: ByteSource, container: Container, { crypto }: VerifyTools) {
  return verifyDocument(await readDocument(source, container.manifest), PAYLOAD_TYPES.manifest, crypto);
}

/** What the signed payload claims. A manifest that cannot be read is the answer of a later step. */
interface Claim {
  readonly manifest: Manifest | AppError;
  readonly card: IdentityCard | null;
}

async function claimed(
  source: ByteSource,
  container: Container,
  document: SignedDocument,
  tools: VerifyTools,
): Promise<Claim> {
  const trusted = document.signers.map((id) => tools.trustedCard(id)).find((card) => card !== null) ?? null;
  let manifest: Manifest;
  try {
    manifest = parseManifest(payloadJson(document));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { manifest: error, card: trusted };
  }
  const card = tools.trustedCard(manifest.issuer.id) ?? (await enclosedCard(source, container, manifest, tools));
  return { manifest, card };
}

/** The issuer's card that travels in the package, so that its words can be compared; null when it is not in order. */
async function enclosedCard(source: ByteSource, container: Container, manifest: Manifest, { crypto }: VerifyTools) {
  const entry = manifest.evidence.find(({ role, file }) => role === 'issuerCard' && file !== null);
  const member = container.evidence.find(({ name }) => name === evidenceName(entry?.file ?? ''));
  if (!member || member.size > MAX_CARD_BYTES) return null;
  try {
    const card = readCard(await source.read(member.offset, member.size), crypto);
    return card.id === manifest.issuer.id ? card : null;
  } catch (error) {
    if (error instanceof AppError && error.category !== 'io') return null;
    throw error;
  }
}

/** S05, S06. */
function checkSigner({ manifest, card }: Claim, document: SignedDocument, tools: VerifyTools): true {
  const isIssuerAmongSigners = manifest instanceof AppError || document.signers.includes(manifest.issuer.id);
  if (!isIssuerAmongSigners) throw notIssuer();
  const issuer = manifest instanceof AppError ? document.signers[0]! : manifest.issuer.id;
  if (tools.trustedCard(issuer) === null)
    throw new AppError('integrity', 'signature.unknown-signer', {
      name: card?.name ?? '',
      words: card?.words.join(' ') ?? '',
      reference: 'S05',
    });
  return true;
}

/** M01 to M06: the manifest itself, then every member against it. */
function checkContent(manifest: Manifest | AppError, { container, digests }: Found): true {
  if (manifest instanceof AppError) throw manifest;
  if (manifest.sections.length !== container.sections.length)
    throw mismatch('M04', 'sections', container.sections.length);
  manifest.sections.forEach((section, at) => {
    const member = container.sections[at]!;
    if (member.size !== section.cipherBytes || digests.get(member.name) !== section.cipherSha256)
      throw mismatch('M03', section.name, at);
  });
  const files = manifest.evidence.filter(({ file }) => file !== null);
  if (files.length !== container.evidence.length) throw mismatch('M04', 'evidence', container.evidence.length);
  for (const { file, sha256 } of files)
    if (digests.get(evidenceName(file!)) !== sha256) throw mismatch('M03', file!, 0);
  return true;
}

/** L01, L02, S01 to S09 of each licence, and what `parseLicence` throws. */
async function checkLicences(
  source: ByteSource,
  container: Container,
  { manifest, digest }: { readonly manifest: Manifest; readonly digest: string },
  { crypto }: VerifyTools,
): Promise<readonly Licence[]> {
  if (container.licences.length === 0) throw new AppError('licence', 'licence.missing', { reference: 'L01' });
  const licences: Licence[] = [];
  for (const member of container.licences) {
    const document = verifyDocument(await readDocument(source, member), PAYLOAD_TYPES.licence, crypto);
    if (!document.signers.includes(manifest.issuer.id)) throw notIssuer();
    const licence = parseLicence(payloadJson(document));
    if (licence.issuer.id !== manifest.issuer.id) throw notIssuer();
    if (licence.package.id !== manifest.packageId || licence.package.digest !== digest)
      throw new AppError('licence', 'licence.other-package', { reference: 'L02' });
    const { agreement } = licence;
    if (agreement && toHex(crypto.sha256(utf8(agreement.text))) !== agreement.sha256)
      throw new AppError('licence', 'licence.malformed', { where: 'bulla:agreement.sha256' });
    licences.push(licence);
  }
  return licences;
}

async function readDocument(source: ByteSource, member: Member): Promise<Bytes> {
  if (member.size > MAX_ENVELOPE_BYTES)
    throw new AppError('integrity', 'package.malformed', { where: member.name, reference: 'F09' });
  return source.read(member.offset, member.size);
}

function notIssuer(): AppError {
  return new AppError('integrity', 'signature.not-issuer', { reference: 'S06' });
}

function mismatch(reference: string, part: string, index: number): AppError {
  return new AppError('integrity', 'manifest.section-mismatch', { part, index, reference });
}
