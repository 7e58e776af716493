/** How a recipe describes a generalization hierarchy. */
import * as v from 'valibot';
import { Delimiter, FilePath, Finite, Text, Whole } from './recipe-parts.ts';

export const DateLevel = v.picklist(['day', 'month', 'quarter', 'year', 'five-years', 'decade', 'twenty-years']);
export type DateLevel = v.InferOutput<typeof DateLevel>;

/** A generalization hierarchy. Level 0 is the value itself; every kind ends with '*' (everything). */
export const HierarchySpec = v.variant('type', [
  /** ARX-style CSV: one line a value, `value;level 1;level 2;...`. The path is relative to the recipe's folder. */
  v.strictObject({
    type: v.literal('file'),
    path: FilePath,
    delimiter: v.optional(Delimiter),
  }),
  /** The same, inline. */
  v.strictObject({
    type: v.literal('table'),
    rows: v.pipe(v.array(v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(64))), v.maxLength(200_000)),
  }),
  /** Numbers to half-open intervals [origin + n*width, ...): one level a width, each a multiple of the one before. */
  v.strictObject({
    type: v.literal('intervals'),
    origin: Finite,
    widths: v.pipe(v.array(v.pipe(Finite, v.gtValue(0))), v.minLength(1), v.maxLength(16)),
  }),
  /** Numbers to intervals between chosen bounds, rising; each level's bounds are among those of the level before. */
  v.strictObject({
    type: v.literal('bounds'),
    levels: v.pipe(
      v.array(v.pipe(v.array(Finite), v.minLength(1), v.maxLength(1_000))),
      v.minLength(1),
      v.maxLength(16),
    ),
  }),
  /** Numbers to intervals with about as many records each: so many groups a level, each number a divisor of the one before. */
  v.strictObject({
    type: v.literal('quantiles'),
    counts: v.pipe(v.array(Whole(2, 1_000)), v.minLength(1), v.maxLength(16)),
  }),
  /** Values in an order of their own to runs of neighbours: so many values a run, each size a multiple of the one before. */
  v.strictObject({
    type: v.literal('order'),
    values: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(200_000)),
    sizes: v.pipe(v.array(Whole(2, 100_000)), v.minLength(1), v.maxLength(16)),
  }),
  /** Characters replaced from one end: '12345' -> '1234*' -> '123**'. One level a count, rising. */
  v.strictObject({
    type: v.literal('masking'),
    direction: v.picklist(['right', 'left']),
    counts: v.pipe(v.array(Whole(1, 64)), v.minLength(1), v.maxLength(32)),
  }),
  v.strictObject({
    type: v.literal('dates'),
    levels: v.pipe(v.array(DateLevel), v.minLength(1), v.maxLength(DateLevel.options.length)),
  }),
  /** Categories: each level maps a value (or a group of the level below) to a group. */
  v.strictObject({
    type: v.literal('categories'),
    levels: v.pipe(
      v.array(v.pipe(v.array(v.strictObject({ group: Text, members: v.array(v.string()) })), v.maxLength(10_000))),
      v.minLength(1),
      v.maxLength(16),
    ),
  }),
  /** Proposed from the column's type and values, the same each time. */
  v.strictObject({ type: v.literal('automatic') }),
]);
export type HierarchySpec = v.InferOutput<typeof HierarchySpec>;
/** One that says the same whatever the values. */
export type ResolvedSpec = Exclude<HierarchySpec, { type: 'automatic' | 'quantiles' }>;
