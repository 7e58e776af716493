/**
 * Every operation of the engine, in one list: the handlers' types, the window's client, the CLI and the boundary tests
 * derive from it. The engine validates every input against the schema here before a handler sees it.
 */
import * as v from 'valibot';
import { Recipe } from '../deidentification/recipe.ts';
import type { TradeOff } from '../deidentification/trade-off/trade-off.ts';
import { ACTIONS, type LicenceDraft, PRESETS, PURPOSES, ROLES } from '../license/terms.ts';
import type { LogVerdict } from '../audit/usage-event.ts';
import type { ProtectionReport } from '../project/protection-report.ts';
import type { DataAssessment } from '../report/assess.ts';
import type { RiskReport } from '../risk/risk-report.ts';
import { MAX_FRAME_ROWS } from '../table/frame.ts';
import { command, job, query } from './operation.ts';
import type * as view from './views.ts';

const Token = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const Line = v.pipe(v.string(), v.maxLength(500));
const Passphrase = v.pipe(v.string(), v.maxLength(1024));
const Utc = v.pipe(v.string(), v.regex(/^20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));
const Row = v.pipe(v.number(), v.integer(), v.minValue(0));
const Window = { start: Row, count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_FRAME_ROWS)) };
const Nothing = v.strictObject({});
const Audience = v.picklist(['internal', 'external']);
const Digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const SourceChoice = v.strictObject({
  delimiter: v.optional(v.pipe(v.string(), v.length(1))),
  header: v.optional(v.boolean()),
  encoding: v.optional(v.picklist(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])),
  missing: v.optional(v.pipe(v.array(Line), v.maxLength(32))),
});

export const Draft: v.GenericSchema<LicenceDraft> = v.strictObject({
  bulla: v.literal('licence-draft/1'),
  preset: v.picklist(PRESETS),
  title: Line,
  project: Line,
  contact: Line,
  purposes: v.pipe(v.array(v.picklist(PURPOSES.map((purpose) => purpose.code))), v.maxLength(8)),
  nonCommercialOnly: v.boolean(),
  roles: v.pipe(v.array(v.picklist(ROLES)), v.maxLength(8)),
  permitted: v.pipe(v.array(v.picklist(ACTIONS)), v.maxLength(16)),
  prohibited: v.pipe(v.array(v.picklist(ACTIONS)), v.maxLength(16)),
  minimumCellSize: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  validFrom: Utc,
  validUntil: Utc,
  agreement: v.strictObject({ title: Line, text: v.pipe(v.string(), v.maxLength(100_000)) }),
  attribution: Line,
});

export const Tabulation = v.strictObject({
  groupBy: v.pipe(v.array(Line), v.maxLength(4)),
  /** `count` needs no column; the others a numeric one. */
  measure: v.variant('type', [
    v.strictObject({ type: v.literal('count') }),
    v.strictObject({ type: v.picklist(['sum', 'mean']), column: Line }),
  ]),
  filters: v.optional(
    v.pipe(
      v.array(v.strictObject({ column: Line, values: v.pipe(v.array(v.string()), v.maxLength(1000)) })),
      v.maxLength(8),
    ),
    [],
  ),
});
export type Tabulation = v.InferOutput<typeof Tabulation>;

export const LogFilter = v.strictObject({
  kinds: v.optional(v.pipe(v.array(Line), v.maxLength(64))),
  outcome: v.optional(v.picklist(['allowed', 'refused', 'failed', 'done'])),
  package: v.optional(Id),
  from: v.optional(v.number()),
  to: v.optional(v.number()),
  /** Of a verified export (LogExportVerdict.source); absent: this profile's own log. */
  source: v.optional(Id),
});

export const Project = v.strictObject({
  recipe: Recipe,
  draft: v.nullable(Draft),
  recipients: v.pipe(v.array(Id), v.maxLength(64)),
});

export const api = {
  'app.status': query<view.AppStatus>()('Who works here, and what was opened lately', Nothing),
  'app.openRecent': command<view.GrantedFile>()('Grants a recently used file again', v.strictObject({ id: Id })),
  'app.sample': query<view.GrantedFile>()('Grants the sample dataset', Nothing),

  'identity.create': command<view.IdentityView>()(
    'Makes an identity, sealed by a passphrase',
    v.strictObject({
      name: v.pipe(Line, v.minLength(1)),
      organisation: v.optional(Line, ''),
      email: v.optional(Line, ''),
      passphrase: Passphrase,
    }),
  ),
  'identity.unlock': command<view.IdentityView>()('Unlocks the identity', v.strictObject({ passphrase: Passphrase })),
  'identity.lock': command<null>()('Locks the identity and closes open packages', Nothing),
  'identity.card': command<view.CardView>()('Writes the identity card', v.strictObject({ file: Token })),
  'identity.backup': command<null>()('Writes a backup, sealed by the same passphrase', v.strictObject({ file: Token })),
  'identity.restore': command<view.IdentityView>()(
    'Restores an identity from a backup',
    v.strictObject({ file: Token, passphrase: Passphrase }),
  ),

  'trust.list': query<readonly view.CardView[]>()('The people whose cards were added', Nothing),
  'trust.inspect': query<view.CardView>()('Reads and checks a card', v.strictObject({ file: Token })),
  /** `words`, joined by spaces, are those that were compared: the file may have been exchanged since it was inspected. */
  'trust.add': command<view.CardView>()(
    'Adds a card after its words were compared',
    v.strictObject({ file: Token, words: v.optional(Line) }),
  ),
  'trust.remove': command<null>()('Removes a card', v.strictObject({ id: Id })),

  /** Progress phase 'csv.read'; the first rows can be read with dataset.rows while it runs. */
  'dataset.open': job<view.DatasetView>()(
    'Reads a dataset',
    v.strictObject({ file: Token, dataset: Id, source: v.optional(SourceChoice) }),
  ),
  'dataset.rows': query<view.RowFrame>()(
    'A window of rows; also while the dataset is still being read',
    v.strictObject({ dataset: Id, ...Window }),
  ),
  'dataset.close': command<null>()('Forgets a dataset', v.strictObject({ dataset: Id })),

  'protect.suggest': query<readonly view.RoleSuggestion[]>()(
    'Proposes a role and a technique for every column, with reasons',
    v.strictObject({ dataset: Id }),
  ),
  'protect.hierarchy': query<view.HierarchyPreview>()(
    "What a column's hierarchy does to its values",
    v.strictObject({ dataset: Id, column: Line, recipe: Recipe }),
  ),
  'protect.technique': query<view.TechniquePreview>()(
    "What a column's technique does to some of its cells",
    v.strictObject({ dataset: Id, column: Line, recipe: Recipe }),
  ),
  'protect.importHierarchy': query<{ rows: readonly (readonly string[])[] }>()(
    'Reads an ARX-style hierarchy CSV',
    v.strictObject({ file: Token }),
  ),
  'protect.importAreas': query<{ rows: readonly (readonly string[])[] }>()(
    'Reads a CSV that says how many people live behind each postal code',
    v.strictObject({ file: Token }),
  ),
  'protect.exportHierarchy': command<{ file: string; values: number }>()(
    "Writes a column's hierarchy as an ARX-style CSV",
    v.strictObject({ dataset: Id, column: Line, recipe: Recipe, file: Token }),
  ),
  'protect.population': job<view.PopulationTable>()(
    'Reads a population table that the person chose, so that a recipe may name it',
    v.strictObject({ file: Token }),
  ),
  'protect.risk': job<RiskReport>()('Risk of the data as it is', v.strictObject({ dataset: Id, recipe: Recipe })),
  'protect.run': job<{ report: ProtectionReport; recipeHash: string }>()(
    'Applies a recipe; the release is kept for looking at, writing and sealing',
    v.strictObject({ dataset: Id, recipe: Recipe }),
  ),
  'protect.assessData': job<DataAssessment>()(
    'Population models, individual risk, special uniques, linkage and attacks of the data as they are',
    v.strictObject({ dataset: Id, recipe: Recipe }),
  ),
  /** Progress phases 'assess.*' and 'risk.assess'. Kept beside the release: asked twice, answered at once. */
  'protect.assess': job<view.AssessedRelease>()(
    'Attacks and measures the release of a recipe: population, individuals, special uniques, linkage, attacks, leftovers',
    v.strictObject({ dataset: Id, recipe: Recipe }),
  ),
  /** For the screen, and to be printed by the window's `printPdf`. */
  'protect.readReport': job<view.ReadableReport>()(
    'The release report, as a model and as a page',
    v.strictObject({ dataset: Id, recipe: Recipe, audience: Audience }),
  ),
  'protect.report': job<view.ReportWritten>()(
    'Writes the release report',
    v.strictObject({
      dataset: Id,
      recipe: Recipe,
      file: Token,
      format: v.picklist(['html', 'json']),
      audience: Audience,
    }),
  ),
  /** Progress phase 'search'. Read the answer with the functions of trade-off.ts. */
  'protect.tradeOff': job<TradeOff>()(
    'What every k and every suppression limit would cost, in one pass over the levels',
    v.strictObject({ dataset: Id, recipe: Recipe }),
  ),
  'protect.rows': query<view.RowFrame>()(
    'A window of the last release of a dataset',
    v.strictObject({ dataset: Id, ...Window }),
  ),
  'protect.originals': query<view.RowFrame>()(
    'The rows of the dataset that a window of the release was made from, in the order of the release',
    v.strictObject({ dataset: Id, ...Window }),
  ),
  'protect.write': job<view.ExportResult>()(
    'Writes the release as CSV',
    v.strictObject({ dataset: Id, recipe: Recipe, file: Token }),
  ),

  'project.save': command<null>()(
    'Keeps the work on a dataset (autosave)',
    v.strictObject({ dataset: Id, project: Project }),
  ),
  'recipe.read': query<Recipe>()(
    'Reads a recipe; hierarchy files beside it become inline tables',
    v.strictObject({ file: Token }),
  ),
  'recipe.write': command<null>()('Writes a recipe', v.strictObject({ file: Token, recipe: Recipe })),

  'licence.preset': query<LicenceDraft>()(
    'A licence draft to start from',
    v.strictObject({ preset: v.picklist(PRESETS), title: v.optional(Line, '') }),
  ),
  'licence.read': query<view.LicenceReading>()(
    'The licence in plain sentences, with warnings',
    v.strictObject({ draft: Draft, recipients: v.pipe(v.array(Id), v.maxLength(64)) }),
  ),
  'package.seal': job<view.SealedPackage>()(
    'Applies the recipe and seals the release under the licence',
    v.strictObject({
      dataset: Id,
      recipe: Recipe,
      draft: Draft,
      recipients: v.pipe(v.array(Id), v.minLength(1), v.maxLength(64)),
      file: Token,
    }),
  ),
  'package.issued': query<readonly view.SealedPackage[]>()('What was sealed here, newest first', Nothing),

  'package.inspect': job<view.PackageInspection>()(
    'Verifies a package without decrypting it',
    v.strictObject({ file: Token }),
  ),
  'session.open': job<view.SessionView>()(
    'Opens a package for a stated purpose',
    v.strictObject({
      file: Token,
      purpose: Line,
      nonCommercial: v.optional(v.boolean(), true),
      acceptAgreement: v.nullable(Digest),
    }),
  ),
  'session.rows': query<view.RowFrame>()('A window of licensed rows', v.strictObject({ session: Id, ...Window })),
  'session.tabulate': query<view.TabulateResult>()(
    'A table of counts, sums or means',
    v.strictObject({ session: Id, spec: Tabulation }),
  ),
  'session.exportResults': command<view.ExportResult>()(
    'Writes a table of results as CSV',
    v.strictObject({ session: Id, spec: Tabulation, file: Token }),
  ),
  'session.exportRows': job<view.ExportResult>()(
    'Writes the rows as CSV',
    v.strictObject({ session: Id, file: Token }),
  ),
  'session.close': command<null>()('Closes a package', v.strictObject({ session: Id })),

  'audit.list': query<view.LogPage>()(
    'Entries of the log, newest first',
    v.strictObject({ filter: LogFilter, ...Window }),
  ),
  'audit.timeline': query<view.LogTimeline>()('Uses and refusals over time', v.strictObject({ filter: LogFilter })),
  'audit.verdict': job<LogVerdict>()('Recomputes the whole log', Nothing),
  'audit.export': job<view.LogExportResult>()('Writes the log with its signed head', v.strictObject({ file: Token })),
  /** `card` is the id of a trusted person; without it the owner named in the export must be trusted. */
  'audit.verify': job<view.LogExportVerdict>()(
    'Verifies an exported log',
    v.strictObject({ file: Token, card: v.optional(Id) }),
  ),
} as const;

export type Api = typeof api;
export type OperationName = keyof Api;
export type InputOf<Name extends OperationName> = v.InferInput<Api[Name]['input']>;
export type ValidInputOf<Name extends OperationName> = v.InferOutput<Api[Name]['input']>;
export type OutputOf<Name extends OperationName> =
  | NonNullable<Api[Name]['output']>
  | Extract<Api[Name]['output'], null>;
