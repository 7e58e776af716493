/**
 * The recipe: what a researcher decided, as one JSON file that the window, the command line and a colleague can replay.
 * Documented in docs/recipe.md; resources/recipe.schema.json is generated from the schema here.
 * Terms follow ISO/IEC 20889:2018.
 */
import * as v from 'valibot';
import { HierarchySpec } from './hierarchy-spec.ts';
import { ColumnName, Finite, Text, Whole } from './recipe-parts.ts';
import { TableTechniques, Technique } from './technique-spec.ts';

export { DateLevel, HierarchySpec } from './hierarchy-spec.ts';
export { Technique } from './technique-spec.ts';

export const Role = v.picklist(['direct-identifier', 'quasi-identifier', 'sensitive', 'other']);
export type Role = v.InferOutput<typeof Role>;

/** A CSV with the quasi-identifiers of the population, one line a person or with a count column. */
export const PopulationFile = v.strictObject({
  type: v.literal('file'),
  path: v.pipe(v.string(), v.maxLength(4096)),
  delimiter: v.optional(v.pipe(v.string(), v.length(1))),
  countColumn: v.optional(ColumnName),
});
export type PopulationFile = v.InferOutput<typeof PopulationFile>;

const Share = v.pipe(Finite, v.minValue(0), v.maxValue(1));
const Positive = v.pipe(Finite, v.gtValue(0));

/** What a release must satisfy; formulas and sources in docs/privacy-models.md. A recipe's populations are all the same file. */
export const ModelSpec = v.variant('type', [
  v.strictObject({ type: v.literal('k-anonymity'), k: Whole(2, 1_000_000) }),
  v.strictObject({ type: v.literal('k-map'), k: Whole(2, 1_000_000), population: PopulationFile }),
  v.strictObject({
    type: v.literal('alpha-k-anonymity'),
    alpha: v.pipe(Positive, v.maxValue(1)),
    k: Whole(2, 1_000_000),
    sensitive: ColumnName,
  }),
  v.strictObject({ type: v.literal('distinct-l-diversity'), l: Whole(2, 1_000_000), sensitive: ColumnName }),
  v.strictObject({
    type: v.literal('entropy-l-diversity'),
    l: v.pipe(Finite, v.gtValue(1), v.maxValue(1_000_000)),
    sensitive: ColumnName,
  }),
  v.strictObject({
    type: v.literal('recursive-c-l-diversity'),
    c: Positive,
    l: Whole(2, 1_000_000),
    sensitive: ColumnName,
  }),
  /** `hierarchy` is that of the released values; 'ordered' uses it for the order of values that are no numbers or dates. */
  v.strictObject({
    type: v.literal('t-closeness'),
    t: Share,
    distance: v.picklist(['equal', 'ordered', 'hierarchical']),
    sensitive: ColumnName,
    hierarchy: v.optional(HierarchySpec),
  }),
  v.strictObject({
    type: v.literal('beta-likeness'),
    beta: Positive,
    enhanced: v.optional(v.boolean(), true),
    sensitive: ColumnName,
  }),
  v.strictObject({ type: v.literal('delta-disclosure'), delta: Positive, sensitive: ColumnName }),
  v.strictObject({ type: v.literal('delta-presence'), min: Share, max: Share, population: PopulationFile }),
  /** `column` holds sets: items separated by `separator`. */
  v.strictObject({
    type: v.literal('k-m-anonymity'),
    k: Whole(2, 1_000_000),
    m: Whole(1, 8),
    column: ColumnName,
    separator: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(8)), ';'),
  }),
  v.strictObject({ type: v.literal('average-risk'), threshold: v.pipe(Positive, v.maxValue(1)) }),
  v.strictObject({ type: v.literal('sample-uniqueness'), threshold: Share }),
]);
export type ModelSpec = v.InferOutput<typeof ModelSpec>;

export const Source = v.strictObject({
  delimiter: v.optional(v.pipe(v.string(), v.length(1))),
  header: v.optional(v.boolean()),
  encoding: v.optional(v.picklist(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])),
  /** Cell texts that mean "no value". Without '' in it an empty cell is a value. */
  missing: v.optional(v.pipe(v.array(Text), v.maxLength(32))),
});
export type Source = v.InferOutput<typeof Source>;

/** What is known of the population, for the journalist's risk: a sampling fraction, or a table of class counts. */
export const Population = v.variant('type', [
  v.strictObject({ type: v.literal('fraction'), fraction: v.pipe(Finite, v.gtValue(0), v.maxValue(1)) }),
  PopulationFile,
]);
export type Population = v.InferOutput<typeof Population>;

/** How the release reaches its privacy models. */
export const Search = v.variant('type', [
  /** Global recoding: one level a column, the best by `quality`; failing rows are removed, up to the limit. */
  v.strictObject({
    type: v.literal('optimal'),
    suppressionLimit: v.optional(v.pipe(Finite, v.minValue(0), v.maxValue(1)), 0),
    quality: v.optional(v.picklist(['loss', 'discernibility', 'average-class-size', 'entropy', 'precision']), 'loss'),
  }),
  /** Local recoding: every cell gets its own level; no row is removed. */
  v.strictObject({ type: v.literal('local-recoding') }),
  /**
   * Local suppression: single cells of quasi-identifiers are suppressed until k-anonymity holds; no row is removed. With the
   * reading 'wildcard' a suppressed cell matches every value, with 'value' it is a value of its own (strict).
   */
  v.strictObject({
    type: v.literal('local-suppression'),
    /** Weight of a column's cells, 1 without an entry: of equally many cells those that weigh least are suppressed. */
    importance: v.optional(v.record(ColumnName, v.pipe(Finite, v.gtValue(0), v.maxValue(1e9))), {}),
    reading: v.optional(v.picklist(['wildcard', 'value']), 'wildcard'),
  }),
]);
export type Search = v.InferOutput<typeof Search>;

export const Recipe = v.strictObject({
  bulla: v.literal('recipe/1'),
  source: v.optional(Source, {}),
  columns: v.record(
    ColumnName,
    v.strictObject({
      role: Role,
      technique: v.optional(Technique, { type: 'none' }),
      /** How much the column counts in the quality that the search improves; 1 when absent. */
      weight: v.optional(v.pipe(Finite, v.gtValue(0))),
    }),
  ),
  /** Sampling before, aggregation after everything else. */
  table: v.optional(TableTechniques),
  models: v.optional(v.pipe(v.array(ModelSpec), v.maxLength(32)), []),
  search: v.optional(Search, { type: 'optimal', suppressionLimit: 0, quality: 'loss' }),
  /** A record is "at risk" above this probability of re-identification. */
  risk: v.optional(
    v.strictObject({
      threshold: v.optional(v.pipe(Finite, v.gtValue(0), v.maxValue(1)), 0.2),
      population: v.optional(Population),
      /** Columns with the sampling weight of a record, and with its household; they need not be released. */
      weight: v.optional(ColumnName),
      household: v.optional(ColumnName),
    }),
    {},
  ),
  /** Seeds all that is random. Whoever knows it can take the noise away: a recipe stays with the issuer. */
  seed: v.optional(Whole(0, Number.MAX_SAFE_INTEGER), 1),
});
export type Recipe = v.InferOutput<typeof Recipe>;
export type ColumnRecipe = Recipe['columns'][string];
