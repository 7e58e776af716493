/**
 * Generalization hierarchies in compiled form: per level an array from value code to group code, the groups' labels, and the
 * share of the domain that each group covers.
 *
 * Group 0 of every level is the missing cell: it stays its own value (not part of the domain) up to the last level, where
 * everything is '*'. So a missing cell is a value that an attacker can know, and is generalized away only at the top.
 */
import { AppError } from '../std/app-error.ts';
import { type Column, MISSING_CODE, SUPPRESSED } from '../table/table.ts';
import { automaticSpec } from './hierarchy/automatic.ts';
import { boundsDomain, quantileBounds } from './hierarchy/bounds.ts';
import { categoryDomain } from './hierarchy/categories.ts';
import { dateDomain } from './hierarchy/dates.ts';
import type { HierarchyDomain } from './hierarchy/hierarchy-domain.ts';
import { intervalDomain } from './hierarchy/intervals.ts';
import { maskingDomain } from './hierarchy/masking.ts';
import { orderDomain } from './hierarchy/order.ts';
import { tableDomain } from './hierarchy/table.ts';
import type { HierarchySpec, ResolvedSpec } from './hierarchy-spec.ts';

export interface HierarchyLevel {
  /** Value code -> group code; `groups[MISSING_CODE]` is 0 except at the top. */
  readonly groups: Uint32Array;
  /** By group; labels[0] is '' (missing). */
  readonly labels: readonly string[];
  /** By group: leaves of the group / leaves of the domain, in (0, 1]. A missing cell counts as one leaf. */
  readonly shares: Float64Array;
}

export interface Hierarchy {
  /** Level 0 is the value itself; the last level is '*'. */
  readonly levels: readonly HierarchyLevel[];
  /** Leaves of the domain: the lines of a hierarchy file, otherwise the column's distinct values. */
  readonly leaves: number;
}

/** A hierarchy with what it does not name. */
export interface CompiledHierarchy {
  readonly hierarchy: Hierarchy;
  readonly missingValues: number;
  /** Codes of the values without a place, rising. */
  readonly missingCodes: readonly number[];
}

/** A value that the hierarchy does not name: 'refuse' throws, 'keep' leaves it as it is below the top. */
export type UnknownValues = 'refuse' | 'keep';

/**
 * Compiles a hierarchy for a column. Throws `hierarchy.incomplete` (column, count of values without a place), `hierarchy.ragged`,
 * `hierarchy.duplicate-value`, `hierarchy.gap`, `hierarchy.not-nested`, `hierarchy.levels-not-rising`, `hierarchy.empty`.
 */
export function compileHierarchy(spec: HierarchySpec, column: Column, unknown: UnknownValues = 'refuse'): Hierarchy {
  const { hierarchy, missingValues } = previewHierarchy(spec, column);
  if (missingValues > 0 && unknown === 'refuse')
    throw new AppError('input', 'hierarchy.incomplete', { column: column.name, values: missingValues });
  return hierarchy;
}

/** The same without refusing an incomplete hierarchy, for looking at it. */
export function previewHierarchy(spec: HierarchySpec, column: Column): CompiledHierarchy {
  return compileDomain(domainOf(spec, column), column);
}

/** What depends on the values ('automatic', 'quantiles') becomes the specification that it stands for; the others are themselves. */
export function resolveSpec(spec: HierarchySpec, column: Column): ResolvedSpec {
  if (spec.type === 'automatic') return automaticSpec(column);
  if (spec.type !== 'quantiles') return spec;
  const levels = quantileBounds(spec.counts, column);
  // one number or none: nothing lies between the value and '*'
  return levels === null
    ? { type: 'table', rows: column.values.slice(1).map((value) => [value, SUPPRESSED]) }
    : { type: 'bounds', levels };
}

function domainOf(spec: HierarchySpec, column: Column): HierarchyDomain {
  const resolved = resolveSpec(spec, column);
  switch (resolved.type) {
    case 'file':
      throw new AppError('usage', 'hierarchy.file-not-read', { column: column.name });
    case 'table':
      return tableDomain(resolved.rows, column.name);
    case 'intervals':
      return intervalDomain(resolved, column);
    case 'bounds':
      return boundsDomain(resolved.levels, column);
    case 'order':
      return orderDomain(resolved, column.name);
    case 'masking':
      return maskingDomain(resolved, column);
    case 'dates':
      return dateDomain(resolved.levels, column);
    case 'categories':
      return categoryDomain(resolved.levels, column.name);
  }
}

function compileDomain(domain: HierarchyDomain, column: Column): CompiledHierarchy {
  const leafOf = new Map(domain.leaves.map((leaf, index) => [leaf, index]));
  const valueCount = column.values.length;
  const leafOfCode = new Int32Array(valueCount).fill(-1);
  const unknown: number[] = [];
  for (let code = 1; code < valueCount; code++) {
    const leaf = leafOf.get(column.values[code]!);
    if (leaf === undefined) unknown.push(code);
    else leafOfCode[code] = leaf;
  }
  const leaves = Math.max(1, domain.leaves.length);
  const levels: HierarchyLevel[] = [identityLevel(column, leaves)];
  let below = Uint32Array.from(domain.leaves, (_, leaf) => leaf + 1);
  let isTop = false;
  for (let level = 1; level < domain.height; level++) {
    const grouped = groupLeaves(domain, level, below, column.name);
    isTop = grouped.labels.length === 2 && grouped.labels[1] === SUPPRESSED;
    if (isTop) break;
    levels.push(levelOf(grouped, leafOfCode, unknown, column, leaves));
    below = grouped.groups;
  }
  levels.push(topLevel(valueCount));
  return { hierarchy: { levels, leaves }, missingValues: unknown.length, missingCodes: unknown };
}

/**
 * Refuses a listing that no column could be generalized by, before it becomes part of a recipe. `name` stands for it in the error.
 * Throws `hierarchy.ragged`, `hierarchy.duplicate-value`, `hierarchy.gap`, `hierarchy.not-nested`, `hierarchy.empty`.
 */
export function checkHierarchyTable(rows: readonly (readonly string[])[], name: string): void {
  const domain = tableDomain(rows, name);
  let below = Uint32Array.from(domain.leaves, (_, leaf) => leaf + 1);
  for (let level = 1; level < domain.height; level++) below = groupLeaves(domain, level, below, name).groups;
}

function identityLevel(column: Column, leaves: number): HierarchyLevel {
  return {
    groups: Uint32Array.from(column.values, (_, code) => code),
    labels: column.values,
    shares: new Float64Array(column.values.length).fill(1 / leaves),
  };
}

function topLevel(valueCount: number): HierarchyLevel {
  return { groups: new Uint32Array(valueCount).fill(1), labels: ['', SUPPRESSED], shares: Float64Array.of(1, 1) };
}

/** Groups of leaves at one level, numbered from 1 in the order of the domain; checks that no group of the level below is split. */
function groupLeaves(domain: HierarchyDomain, level: number, below: Uint32Array, column: string) {
  const codeOf = new Map<string, number>();
  const labels = [''];
  const counts = [1];
  const groups = new Uint32Array(domain.leaves.length);
  const groupOfBelow = new Map<number, number>();
  for (let leaf = 0; leaf < groups.length; leaf++) {
    const label = domain.label(leaf, level);
    let group = codeOf.get(label);
    if (group === undefined) {
      group = labels.length;
      codeOf.set(label, group);
      labels.push(label);
      counts.push(0);
    }
    counts[group] = counts[group]! + 1;
    groups[leaf] = group;
    const expected = groupOfBelow.get(below[leaf]!);
    if (expected === undefined) groupOfBelow.set(below[leaf]!, group);
    else if (expected !== group) throw new AppError('input', 'hierarchy.not-nested', { column, level, row: leaf + 1 });
  }
  return { groups, labels, counts };
}

function levelOf(
  grouped: { groups: Uint32Array; labels: readonly string[]; counts: readonly number[] },
  leafOfCode: Int32Array,
  unknown: readonly number[],
  column: Column,
  leaves: number,
): HierarchyLevel {
  const labels = [...grouped.labels];
  const shares = grouped.counts.map((count) => count / leaves);
  const groups = new Uint32Array(leafOfCode.length);
  for (let code = 1; code < groups.length; code++) {
    const leaf = leafOfCode[code]!;
    if (leaf >= 0) groups[code] = grouped.groups[leaf]!;
  }
  for (const code of unknown) {
    groups[code] = labels.length;
    labels.push(column.values[code]!);
    shares.push(1 / leaves);
  }
  groups[MISSING_CODE] = 0;
  return { groups, labels, shares: Float64Array.from(shares) };
}

/** The hierarchy as rows `value, level 1, ..., '*'` of at most `limit` values, for showing, editing and ARX-style export. */
export function hierarchyRows(hierarchy: Hierarchy, column: Column, limit: number): string[][] {
  const rows: string[][] = [];
  for (let code = 1; code < column.values.length && code <= limit; code++)
    rows.push(hierarchy.levels.map((level) => level.labels[level.groups[code]!]!));
  return rows;
}

/** How much of the domain a group covers beyond a single leaf: 0 for a leaf, 1 for everything (NCP of Xu et al. 2006). */
export function groupLoss(share: number, leaves: number): number {
  return leaves <= 1 ? 0 : Math.min(1, Math.max(0, (share - 1 / leaves) / (1 - 1 / leaves)));
}
