/**
 * A licence as the application understands it: what `parseLicence` makes of a signed document, and the only thing that
 * `evaluate` looks at. docs/licence.md is the specification of the document.
 */
import type { Json } from '../std/canonical-json.ts';
import type { Action, MemberRole, PurposeCode } from './terms.ts';

export const LICENCE_CONTEXT = ['http://www.w3.org/ns/odrl.jsonld', 'urn:bulla:context:v1'] as const;
export const LICENCE_PROFILE = 'urn:bulla:odrl:v1';
/** HPKE base mode, X25519 with HKDF-SHA256, HKDF-SHA256, AES-256-GCM (RFC 9180). */
export const KEY_GRANT_KEM = 'HPKE-0x0020-0x0001-0x0002';

export interface LicenceMember {
  /** `did:key:z…` of the member's signing key. */
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly MemberRole[];
}

/** The package key, wrapped for one member on one device; `enc` (32 bytes) and `ct` (48 bytes) in base64url. */
export interface KeyGrant {
  readonly member: string;
  readonly device: string;
  readonly kem: string;
  readonly enc: string;
  readonly ct: string;
}

export type InstantOperator = 'odrl:gt' | 'odrl:gteq' | 'odrl:lt' | 'odrl:lteq';
export type SetOperator = 'odrl:isAnyOf' | 'odrl:isNoneOf';

/** Constraints of one rule hold all together (AND); alternatives are separate permissions. */
export type Constraint =
  /** `instant` in milliseconds UTC. */
  | { readonly leftOperand: 'odrl:dateTime'; readonly operator: InstantOperator; readonly instant: number }
  | { readonly leftOperand: 'odrl:purpose'; readonly operator: SetOperator; readonly values: readonly string[] }
  | { readonly leftOperand: 'bulla:device'; readonly operator: 'odrl:isAnyOf'; readonly values: readonly string[] }
  | { readonly leftOperand: 'bulla:role'; readonly operator: 'odrl:isAnyOf'; readonly values: readonly string[] }
  /** An output constraint: always holds, and binds the result. */
  | { readonly leftOperand: 'bulla:minCellSize'; readonly operator: 'odrl:gteq'; readonly value: number };

/** acceptTracking: the use is logged. acceptAgreement: the agreement must have been accepted before. */
export type PermissionDuty = 'odrl:acceptTracking' | 'bulla:acceptAgreement';

export interface Permission {
  readonly actions: readonly Action[];
  readonly constraints: readonly Constraint[];
  readonly duties: readonly PermissionDuty[];
}

export interface Prohibition {
  readonly actions: readonly Action[];
  /** None: the prohibition holds always. */
  readonly constraints: readonly Constraint[];
  /** The code that the prohibition expresses, such as 'hl7:NORELINK'; '' when none is stated. */
  readonly basis: string;
  /** What an infringement obliges to: telling the issuer. */
  readonly remedies: readonly 'odrl:inform'[];
}

export interface LicenceAgreement {
  readonly title: string;
  readonly text: string;
  /** Of the text in UTF-8, hexadecimal. */
  readonly sha256: string;
}

export interface Licence {
  readonly uid: string;
  /** Constant over renewals, while `serial` grows. */
  readonly series: string;
  readonly serial: number;
  /** UTC, `YYYY-MM-DDTHH:MM:SSZ`, as all instants here. */
  readonly issued: string;
  readonly issuer: { readonly id: string; readonly name: string; readonly contact: string };
  readonly title: string;
  readonly project: string;
  readonly members: readonly LicenceMember[];
  readonly keyGrants: readonly KeyGrant[];
  /** `digest` is the SHA-256 of the manifest's payload, hexadecimal. */
  readonly package: { readonly id: string; readonly digest: string };
  /** Earliest start and latest end over all permissions. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly purposes: readonly PurposeCode[];
  readonly nonCommercialOnly: boolean;
  readonly permissions: readonly Permission[];
  readonly prohibitions: readonly Prohibition[];
  readonly agreement: LicenceAgreement | null;
  /** The greatest that any permission asks for; 1 when none does. */
  readonly minimumCellSize: number;
  /** The text to cite; '' when none is owed. */
  readonly attribution: string;
  /** The document as it was signed. */
  readonly raw: Json;
}
