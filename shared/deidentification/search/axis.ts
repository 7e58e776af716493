/**
 * A quasi-identifier as the search walks it: only the levels that may be chosen, with the values already generalized to the
 * lowest of them. Fewer values make fewer distinct tuples, and the lattice has no nodes that are known not to count.
 */
import { AppError } from '../../std/app-error.ts';
import { countCodes } from '../../table/count-codes.ts';
import { countGroups } from './loss.ts';
import type { SearchAttribute } from './search-problem.ts';

export interface AxisLevel {
  /** Value code of the axis -> group. */
  readonly groups: Uint32Array<ArrayBufferLike>;
  readonly shares: Float64Array<ArrayBufferLike>;
  /** Rows by group. */
  readonly counts: Float64Array;
}

export interface Axis {
  readonly weight: number;
  readonly leaves: number;
  /** Levels of the whole hierarchy. */
  readonly height: number;
  /** What `levels[0]` is in the hierarchy. */
  readonly lowest: number;
  readonly levels: readonly AxisLevel[];
  /** Value code of every row, and after them of every row of the population. */
  readonly codes: Uint32Array<ArrayBufferLike>;
  /** Rows by the value codes of the attribute, before any generalization. */
  readonly originalCounts: Uint32Array;
}

/** Throws `search.weight-not-positive`, `hierarchy.level-too-high`, `search.levels-empty`. */
export function checkAttribute({ name, levels, weight = 1, minLevel = 0, maxLevel }: SearchAttribute): void {
  if (!(weight > 0 && Number.isFinite(weight)))
    throw new AppError('input', 'search.weight-not-positive', { column: name });
  const top = levels.length - 1;
  for (const level of [minLevel, maxLevel ?? top])
    if (!Number.isInteger(level) || level < 0 || level > top)
      throw new AppError('input', 'hierarchy.level-too-high', { column: name, level, highest: top });
  if (maxLevel !== undefined && minLevel > maxLevel)
    throw new AppError('input', 'search.levels-empty', { column: name, lowest: minLevel, highest: maxLevel });
}

/**
 * The levels to choose from, without those at which the attribute alone already makes more than `limit` rows fail because their
 * class is smaller than `minimumClassSize`: with more attributes the classes only get smaller. Null when no level is left.
 */
export function axisOf(
  attribute: SearchAttribute,
  minimumClassSize: number,
  limit: number,
  populationCodes: Uint32Array<ArrayBufferLike> | null,
): Axis | null {
  const { levels, weight = 1, leaves, minLevel = 0, maxLevel = levels.length - 1 } = attribute;
  const originalCounts = countCodes(attribute.codes, levels[0]!.groups.length);
  let lowest = minLevel;
  while (lowest <= maxLevel && rowsBelow(countGroups(originalCounts, levels[lowest]!), minimumClassSize) > limit)
    lowest++;
  if (lowest > maxLevel) return null;
  const codes = populationCodes ? joined(attribute.codes, populationCodes) : attribute.codes;
  const base = levels[lowest]!.groups;
  const chosen = levels.slice(lowest, maxLevel + 1);
  return {
    weight,
    leaves,
    height: levels.length,
    lowest,
    levels: chosen.map((level) => ({
      groups: lowest === 0 ? level.groups : groupsOfGroups(base, levels[lowest]!.shares.length, level.groups),
      shares: level.shares,
      counts: countGroups(originalCounts, level),
    })),
    codes: lowest === 0 ? codes : codes.map((code) => base[code]!),
    originalCounts,
  };
}

function rowsBelow(counts: Float64Array, minimumClassSize: number): number {
  let rows = 0;
  for (const count of counts) if (count < minimumClassSize) rows += count;
  return rows;
}

/** Where the groups of one level lie at a level above: levels are nested. */
function groupsOfGroups(below: Uint32Array, size: number, above: Uint32Array): Uint32Array {
  const groups = new Uint32Array(size);
  for (let code = 0; code < below.length; code++) groups[below[code]!] = above[code]!;
  return groups;
}

function joined(rows: Uint32Array<ArrayBufferLike>, population: Uint32Array<ArrayBufferLike>): Uint32Array {
  const codes = new Uint32Array(rows.length + population.length);
  codes.set(rows);
  codes.set(population, rows.length);
  return codes;
}
