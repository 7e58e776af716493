/** What a recipe can do to a column, and to the table. Terms follow ISO/IEC 20889:2018; what each does is told in technique/. */
import * as v from 'valibot';
import { DateLevel, HierarchySpec } from './hierarchy-spec.ts';
import { ColumnName, Delimiter, FilePath, Finite, Text, Whole } from './recipe-parts.ts';

const Positive = v.pipe(Finite, v.gtValue(0));
/** Columns with one technique and the same name here are transformed together. */
const Group = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const Decimals = v.optional(Whole(0, 12));
const Day = v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));

/** Where it is told how many people live behind a postal code. */
export const AreaPopulation = v.variant('type', [
  /** A CSV of lines `postal code, people`. The path is relative to the recipe's folder. */
  v.strictObject({ type: v.literal('file'), path: FilePath, delimiter: v.optional(Delimiter) }),
  /** The same, inline. */
  v.strictObject({
    type: v.literal('table'),
    rows: v.pipe(v.array(v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(64))), v.maxLength(200_000)),
  }),
  /** Areas that are too small; without a list those of the United States in the census of 2000. */
  v.strictObject({
    type: v.literal('small-areas'),
    areas: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(10))), v.maxLength(100_000))),
  }),
]);
export type AreaPopulation = v.InferOutput<typeof AreaPopulation>;

export const RedactionKind = v.picklist([
  'email',
  'url',
  'iban',
  'card',
  'national-number',
  'ip',
  'date',
  'phone',
  'name',
]);
export type RedactionKind = v.InferOutput<typeof RedactionKind>;

export const Technique = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('suppression') }),
  /** At least one of the two. */
  v.strictObject({
    type: v.literal('cell-suppression'),
    values: v.optional(v.pipe(v.array(v.string()), v.maxLength(100_000))),
    rarerThan: v.optional(Whole(2, 1_000_000_000)),
  }),
  /** `pattern`, of # (kept) and * (hidden), counts instead of the ends. */
  v.strictObject({
    type: v.literal('masking'),
    keepStart: v.optional(Whole(0, 64), 0),
    keepEnd: v.optional(Whole(0, 64), 0),
    hideLength: v.optional(v.boolean(), false),
    pattern: v.optional(v.pipe(v.string(), v.regex(/^[#*]{1,64}$/))),
  }),
  /**
   * `level` fixes the level; without it the search chooses, from `minLevel` to `maxLevel` where they are given. Only
   * quasi-identifiers take part in the search.
   */
  v.strictObject({
    type: v.literal('generalization'),
    hierarchy: HierarchySpec,
    level: v.optional(Whole(0, 63)),
    minLevel: v.optional(Whole(0, 63)),
    maxLevel: v.optional(Whole(0, 63)),
  }),
  /**
   * HMAC-SHA-256 with the profile's key; `length` base32 characters, checked for collisions. `scope`, without it 'profile', says
   * where equal values get equal codes; 'project' needs the name of the project.
   */
  v.strictObject({
    type: v.literal('pseudonymization'),
    length: v.optional(Whole(8, 52), 16),
    scope: v.optional(v.picklist(['profile', 'project', 'release'])),
    project: v.optional(v.pipe(Text, v.minLength(1))),
  }),
  v.strictObject({ type: v.literal('top-bottom-coding'), bottom: v.optional(Finite), top: v.optional(Finite) }),
  v.strictObject({ type: v.literal('rounding'), base: Positive }),
  v.strictObject({ type: v.literal('date-truncation'), level: DateLevel }),
  /** Completed years on a day; from `top` on one group, '90+'. */
  v.strictObject({ type: v.literal('age'), on: Day, top: v.optional(Whole(1, 150)) }),
  /** At most `days` forwards or backwards, the same for all dates of whoever the column `person` names. */
  v.strictObject({ type: v.literal('date-shift'), days: Whole(1, 3_660), person: ColumnName }),
  v.strictObject({
    type: v.literal('postal-code'),
    digits: Whole(1, 10),
    threshold: v.optional(Whole(0, 1_000_000_000), 20_000),
    population: AreaPopulation,
  }),
  /** `scale` is the standard deviation (gaussian) or b (laplace), in the column's unit. `decimals` of the written value. */
  v.strictObject({
    type: v.literal('noise'),
    distribution: v.picklist(['gaussian', 'laplace']),
    scale: Positive,
    decimals: v.optional(Whole(0, 12), 0),
  }),
  /** `level` is the noise's standard deviation as a share of the column's. */
  v.strictObject({
    type: v.literal('correlated-noise'),
    level: v.pipe(Positive, v.maxValue(10)),
    group: Group,
    decimals: Decimals,
  }),
  v.strictObject({ type: v.literal('rank-swapping'), percent: v.pipe(Positive, v.maxValue(100)) }),
  v.strictObject({ type: v.literal('pram'), retain: v.pipe(Finite, v.minValue(0), v.ltValue(1)) }),
  v.strictObject({
    type: v.literal('microaggregation'),
    k: Whole(2, 10_000),
    method: v.optional(v.picklist(['mdav', 'univariate']), 'mdav'),
    group: v.optional(Group),
    decimals: Decimals,
  }),
  v.strictObject({
    type: v.literal('redaction'),
    kinds: v.optional(v.pipe(v.array(RedactionKind), v.maxLength(RedactionKind.options.length))),
    names: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(100_000))),
  }),
]);
export type Technique = v.InferOutput<typeof Technique>;

export const Measure = v.variant('type', [
  v.strictObject({ type: v.literal('count') }),
  v.strictObject({ type: v.literal('sum'), column: ColumnName }),
  v.strictObject({ type: v.literal('mean'), column: ColumnName }),
]);
export type Measure = v.InferOutput<typeof Measure>;

/**
 * Noise on the counts and sums of a table of figures (docs/privacy-models.md). What is declared here must be known without a look
 * at the data: it is what the promise rests on.
 */
export const DifferentialPrivacy = v.strictObject({
  /** For the whole table: its measures share it equally. */
  epsilon: v.pipe(Positive, v.maxValue(100)),
  /** What all such tables of these data may spend together. */
  budget: v.optional(v.pipe(Positive, v.maxValue(1000)), 1),
  /** Records that one person has at most. */
  contributions: v.optional(Whole(1, 100_000), 1),
  /** The values of every grouping column as they are released, '' for a missing cell: the cells are all their combinations. */
  groups: v.record(ColumnName, v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(10_000))),
  /** For every column that is summed: what an amount is clamped to, and the digits after the point that are counted. */
  amounts: v.optional(
    v.record(ColumnName, v.strictObject({ lower: Finite, upper: Finite, decimals: v.optional(Whole(0, 6), 0) })),
    {},
  ),
});
export type DifferentialPrivacy = v.InferOutput<typeof DifferentialPrivacy>;

/** What is done to the whole table: drawing a sample before, a table of figures instead of the records after. */
export const TableTechniques = v.strictObject({
  sampling: v.optional(v.strictObject({ fraction: v.pipe(Positive, v.maxValue(1)) })),
  aggregation: v.optional(
    v.strictObject({
      groupBy: v.pipe(v.array(ColumnName), v.minLength(1), v.maxLength(4)),
      measures: v.pipe(v.array(Measure), v.minLength(1), v.maxLength(16)),
      minimumCellSize: Whole(1, 1_000_000),
      differentialPrivacy: v.optional(DifferentialPrivacy),
    }),
  ),
});
export type TableTechniques = v.InferOutput<typeof TableTechniques>;
export type Aggregation = NonNullable<TableTechniques['aggregation']>;
