/** Shapes that the engine answers with and the faces show. No logic here. */
import type { Recipe, Source } from '../deidentification/recipe.ts';
import type { Decision, LicenceDraft, LicenceSentence, LicenceWarning } from '../license/terms.ts';
import type { LogVerdict, UsageEntry } from '../audit/usage-event.ts';
import type { Checklist } from '../report/checklist.ts';
import type { ReleaseReport } from '../report/release-report.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { ColumnProfile } from '../table/table.ts';

export type { LogTimeline } from '../audit/entry-index.ts';
export type { RowFrame } from '../table/frame.ts';
export type { TabulateResult } from '../tabulation/tabulation.ts';

/** A file that the person chose (dialog, drop, argument). The window never names a path: main grants a token for one. */
export type FileToken = string;

export interface GrantedFile {
  readonly token: FileToken;
  /** The file's name without folders, for showing. */
  readonly name: string;
  readonly folder: string;
  readonly kind: 'dataset' | 'package' | 'card' | 'log-export' | 'recipe' | 'hierarchy' | 'other';
}

export interface IdentityView {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly device: string;
  /** Eight BIP-39 words. */
  readonly words: readonly string[];
  readonly created: string;
  readonly backedUp: boolean;
}

export interface AppStatus {
  readonly version: string;
  readonly identity: IdentityView | null;
  readonly locked: boolean;
  readonly trusted: number;
  readonly logSize: number;
  readonly logProblem: string;
  readonly recents: readonly RecentFile[];
}

export interface RecentFile {
  readonly id: string;
  readonly kind: 'dataset' | 'package';
  readonly name: string;
  readonly folder: string;
  readonly lastUsed: string;
}

export interface CardView {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly device: string;
  readonly words: readonly string[];
  readonly created: string;
  readonly trustedSince: string | null;
  readonly isSelf: boolean;
}

export interface DatasetView {
  readonly dataset: string;
  readonly name: string;
  readonly rowCount: number;
  readonly bytes: number;
  readonly source: Required<Source>;
  /** What was guessed, and how sure: so that it can be corrected. */
  readonly detected: { readonly delimiter: string; readonly header: boolean; readonly encoding: string };
  readonly columns: readonly ColumnProfile[];
  readonly warnings: readonly { readonly code: string; readonly params: Readonly<Record<string, string | number>> }[];
  /** The work that was autosaved for this file, if any. */
  readonly saved: ProjectDocument | null;
}

export interface ProjectDocument {
  readonly recipe: Recipe;
  readonly draft: LicenceDraft | null;
  readonly recipients: readonly string[];
}

export type { RoleSuggestion } from '../deidentification/suggest-roles.ts';

export interface HierarchyPreview {
  readonly levels: number;
  /** Some values with their generalization at every level, level 0 first. */
  readonly samples: readonly (readonly string[])[];
  readonly groupsPerLevel: readonly number[];
  readonly missingValues: number;
  /** Some of the values that the hierarchy does not name. */
  readonly missingExamples: readonly string[];
  /** The hierarchy as an inline table, for editing; null when larger than 2,000 values. */
  readonly rows: readonly (readonly string[])[] | null;
}

/** Some cells of the first rows with what a technique makes of them; null is a missing cell. */
export interface TechniquePreview {
  /** Rows that were looked at. */
  readonly rows: number;
  readonly samples: readonly (readonly [before: string | null, after: string | null])[];
}

/** A population table as a recipe names it, and what stands in it. */
export interface PopulationTable {
  readonly population: { readonly type: 'file'; readonly path: string; readonly delimiter?: string };
  readonly columns: readonly string[];
  readonly rowCount: number;
}

export interface AssessedRelease {
  readonly assessment: Assessment;
  readonly checklist: Checklist;
  readonly recipeHash: string;
}

export interface ReadableReport {
  readonly report: ReleaseReport;
  /** A whole page without scripts, links or pictures from elsewhere. */
  readonly html: string;
}

export interface ReportWritten {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface LicenceReading {
  readonly sentences: readonly LicenceSentence[];
  readonly warnings: readonly LicenceWarning[];
}

export interface SealedPackage {
  readonly packageId: string;
  readonly digest: string;
  readonly bytes: number;
  readonly rows: number;
  readonly file: string;
  readonly validUntil: string;
  readonly recipients: readonly string[];
  readonly created: string;
  readonly title: string;
}

export interface PackageCheck {
  readonly name: 'container' | 'signature' | 'signer' | 'licence' | 'recipient' | 'validity' | 'clock' | 'content';
  readonly state: 'ok' | 'failed' | 'not-checked';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** The verdict page. `code` is '' when the package can be opened, otherwise the first failure. */
export interface PackageInspection {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly checks: readonly PackageCheck[];
  readonly bytes: number;
  readonly packageId: string | null;
  readonly digest: string | null;
  readonly title: string | null;
  readonly created: string | null;
  readonly signer: CardView | null;
  /** True when the signer's card is in the trust store. */
  readonly signerTrusted: boolean;
  readonly recipients: readonly string[];
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly agreement: {
    readonly title: string;
    readonly text: string;
    readonly digest: string;
    readonly accepted: boolean;
  } | null;
  readonly purposes: readonly { readonly code: string; readonly label: string }[];
  readonly nonCommercialOnly: boolean;
  readonly reading: LicenceReading | null;
}

export interface DictionaryField {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly transform: string;
}

export interface SessionView {
  readonly session: string;
  readonly packageId: string;
  readonly title: string;
  readonly issuer: string;
  readonly purpose: string;
  readonly validUntil: string;
  readonly rowCount: number;
  readonly fields: readonly DictionaryField[];
  readonly anonymization: {
    readonly rowsIn: number;
    readonly rowsOut: number;
    readonly suppressed: number;
    readonly models: readonly string[];
  };
  /** For every action: may it be done, and if not why not. Asked afresh by the engine at each use. */
  readonly rights: Readonly<Record<string, Decision>>;
  readonly reading: LicenceReading;
  readonly attribution: string;
}

export interface ExportResult {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface LogPage {
  readonly total: number;
  readonly entries: readonly UsageEntry[];
}

export interface LogExportResult {
  readonly file: string;
  readonly size: number;
  readonly root: string;
  readonly headCode: string;
  readonly bytes: number;
}

export interface LogExportVerdict {
  /** '' when everything holds; else the first failure, such as 'audit.entry-changed'. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly verdict: LogVerdict;
  readonly owner: CardView | null;
  readonly exported: string | null;
  /** To read the entries with audit.list; null when the export is not intact. */
  readonly source: string | null;
}
