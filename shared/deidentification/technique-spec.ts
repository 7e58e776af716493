/** What a recipe can do to a column. Terms follow ISO/IEC 20889:2018. */
import * as v from 'valibot';
import { HierarchySpec } from './hierarchy-spec.ts';
import { Finite, Whole } from './recipe-parts.ts';

export const Technique = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('suppression') }),
  v.strictObject({
    type: v.literal('masking'),
    keepStart: Whole(0, 64),
    keepEnd: Whole(0, 64),
    hideLength: v.optional(v.boolean(), false),
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
  /** HMAC-SHA-256 with the profile's key; `length` base32 characters, checked for collisions. */
  v.strictObject({ type: v.literal('pseudonymization'), length: v.optional(Whole(8, 52), 16) }),
  v.strictObject({ type: v.literal('top-bottom-coding'), bottom: v.optional(Finite), top: v.optional(Finite) }),
  v.strictObject({ type: v.literal('rounding'), base: v.pipe(Finite, v.gtValue(0)) }),
  /** `scale` is the standard deviation (gaussian) or b (laplace), in the column's unit. `decimals` of the written value. */
  v.strictObject({
    type: v.literal('noise'),
    distribution: v.picklist(['gaussian', 'laplace']),
    scale: v.pipe(Finite, v.gtValue(0)),
    decimals: v.optional(Whole(0, 12), 0),
  }),
]);
export type Technique = v.InferOutput<typeof Technique>;
