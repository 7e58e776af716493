/**
 * Opens a package on the disk: one handle for everything, verified in the order of docs/package-format.md, memory bounded by
 * one chunk. Nothing is decrypted here before `unlock`, which the gate calls after the licence said yes.
 */
import type { PackageCheck } from '@shared/contract/views.ts';
import type { Licence } from '@shared/license/licence.ts';
import type { Descriptor } from '@shared/package-format/descriptor.ts';
import type { IdentityCard } from '@shared/package-format/identity-card.ts';
import type { Manifest } from '@shared/package-format/manifest.ts';
import type { AsyncTask, Context } from '../context.ts';

export interface OpenedPackage {
  readonly path: string;
  readonly bytes: number;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest's payload, hexadecimal: what licences, logs and receipts refer to. */
  readonly packageDigest: string;
  /** All licences in the file; each verified, of the same issuer and for this package. Choose with `selectLicence`. */
  readonly licences: readonly Licence[];
  /** The trusted card of who signed. */
  readonly signer: IdentityCard;
  readonly checks: readonly PackageCheck[];
  /** Opens the key grant of this person on this device. Throws `identity.locked`, `key.*`, `licence.other-device`, `data.*`. */
  unlock(licence: Licence): Promise<Unlocked>;
  close(): Promise<void>;
}

export interface Unlocked {
  readonly descriptor: Descriptor;
  /**
   * The CSV bytes of a table by its path in the descriptor, decrypted and inflated. Show nothing before the iteration has
   * ended: the last chunk, the length and the hash are checked there. Throws `data.*`, `manifest.section-mismatch`.
   */
  table(path: string): AsyncIterable<Uint8Array>;
}

/** Throws the first failure: `package.*`, `signature.*`, `manifest.*`, `licence.*` (of its form), `file.*`. */
export declare function openPackage(context: Context, path: string, task: AsyncTask): Promise<OpenedPackage>;
