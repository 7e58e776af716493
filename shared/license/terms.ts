/**
 * The vocabulary of a licence. Actions are ODRL 2.2 actions of Bulla's profile (`bulla:`) or ODRL's own (`odrl:`);
 * purposes are Data Use Ontology (DUO) codes. docs/licence.md defines each.
 */
export const ACTIONS = [
  'bulla:viewMetadata',
  'bulla:viewRows',
  'bulla:tabulate',
  'bulla:exportResults',
  'bulla:exportRows',
  'bulla:combine',
  'bulla:reidentify',
  'bulla:contactSubjects',
  'odrl:distribute',
  'odrl:secondaryUse',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What the application does itself with the data; without a permission of one of these a table is not even decrypted. */
export const DATA_ACTIONS: readonly Action[] = [
  'bulla:viewRows',
  'bulla:tabulate',
  'bulla:exportResults',
  'bulla:exportRows',
];

/** Permitted purposes; a session declares one of them. `code` is what the CLI's --purpose takes (also without 'DUO:'). */
export const PURPOSES = [
  { code: 'DUO:0000042', short: 'GRU', label: 'General research use' },
  { code: 'DUO:0000006', short: 'HMB', label: 'Health, medical or biomedical research' },
  { code: 'DUO:0000007', short: 'DS', label: 'Disease-specific research' },
  { code: 'DUO:0000011', short: 'POA', label: 'Population origins or ancestry research' },
] as const;
export type PurposeCode = (typeof PURPOSES)[number]['code'];

export const ROLES = ['bulla:principalInvestigator', 'bulla:analyst', 'bulla:student'] as const;
export type MemberRole = (typeof ROLES)[number];

export const PRESETS = ['aggregate-only', 'row-access', 'institution', 'teaching'] as const;
export type PresetName = (typeof PRESETS)[number];

/** What the editor edits and `seal --licence FILE` reads: a licence before it is bound to a package and to people's keys. */
export interface LicenceDraft {
  readonly bulla: 'licence-draft/1';
  readonly preset: PresetName;
  readonly title: string;
  readonly project: string;
  readonly contact: string;
  readonly purposes: readonly PurposeCode[];
  readonly nonCommercialOnly: boolean;
  readonly roles: readonly MemberRole[];
  readonly permitted: readonly Action[];
  readonly prohibited: readonly Action[];
  readonly minimumCellSize: number;
  /** UTC instants, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly agreement: { readonly title: string; readonly text: string };
  readonly attribution: string;
}

/** One sentence of the licence read back, grouped for the screen. */
export interface LicenceSentence {
  readonly group: 'who' | 'allowed' | 'not-allowed' | 'purpose' | 'time' | 'duty';
  readonly text: string;
  /** How the rule is kept: by cryptography, by the application, made evident in the log, or by contract alone. */
  readonly kept: 'cryptography' | 'application' | 'evident' | 'contract';
}

export interface LicenceWarning {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

/** The evaluator's answer. `because` is a stable slug such as 'licence.expired'; '' when allowed. */
export interface Decision {
  readonly allowed: boolean;
  readonly because: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Output constraints that the engine must apply to the result. */
  readonly minimumCellSize: number;
  readonly duties: readonly string[];
}
