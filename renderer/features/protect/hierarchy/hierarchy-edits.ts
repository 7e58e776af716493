/** Changes of a hierarchy as plain functions; and the spec that each kind starts with. */
import type { HierarchySpec } from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';

export type Categories = Extract<HierarchySpec, { type: 'categories' }>;
export type CategoryLevel = Categories['levels'][number];

/** '1, 5, 10' -> [1, 5, 10]; null when a part is no positive number. */
export function parseNumbers(text: string): readonly number[] | null {
  const parts = text
    .split(/[,;\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.length > 0 && numbers.every((value) => Number.isFinite(value) && value > 0) ? numbers : null;
}

/** What is wrong with the widths, in words; '' when they are fine. */
export function widthsProblem(text: string): string {
  const widths = parseNumbers(text);
  if (!widths) return 'Write positive numbers, separated by commas.';
  if (widths.length > 16) return 'At most 16 levels.';
  const isNested = widths.every((width, index) => {
    const previous = widths[index - 1];
    return previous === undefined || (width > previous && Number.isInteger(Number((width / previous).toFixed(9))));
  });
  return isNested ? '' : 'Each width must be a multiple of the one before.';
}

/** What is wrong with the counts, in words; '' when they are fine. */
export function countsProblem(text: string): string {
  const counts = parseNumbers(text);
  if (!counts?.every((count) => Number.isInteger(count) && count <= 64)) {
    return 'Write whole numbers from 1 to 64, separated by commas.';
  }
  if (counts.length > 32) return 'At most 32 levels.';
  const isRising = counts.every((count, index) => index === 0 || count > (counts[index - 1] ?? 0));
  return isRising ? '' : 'Each number must be larger than the one before.';
}

/** `values` are the distinct values as far as they are known, for the categories. */
export function startHierarchy(
  type: Exclude<HierarchySpec['type'], 'file' | 'table'>,
  profile: ColumnProfile,
  values: readonly string[],
): HierarchySpec {
  switch (type) {
    case 'automatic':
      return { type };
    case 'intervals':
      return { type, origin: 0, widths: [...startWidths(profile)] };
    case 'masking':
      return {
        type,
        direction: 'right',
        counts: Array.from({ length: Math.min(8, Math.max(1, profile.longest - 1)) }, (_, index) => index + 1),
      };
    case 'dates':
      return { type, levels: ['month', 'year', 'decade'] };
    case 'categories':
      return { type, levels: [values.map((value) => ({ group: value, members: [value] }))] };
    case 'bounds':
      return { type, levels: [[Number(profile.minimum) || 0]] };
    case 'quantiles':
      return { type, counts: [8, 4, 2] };
    case 'order':
      return { type, values: [...values], sizes: [2] };
  }
}

function startWidths({ minimum, maximum }: ColumnProfile): readonly number[] {
  const range = Number(maximum) - Number(minimum);
  if (!(range > 0)) return [5, 10, 20];
  const power = 10 ** Math.floor(Math.log10(range / 20));
  const first = Number((5 * power).toPrecision(1));
  return [first, first * 2, first * 4];
}

/** The groups of a level in their order, without repeats. */
export function groupsOf(level: CategoryLevel): readonly string[] {
  return [...new Set(level.map((entry) => entry.group))];
}

/** What a level groups: the values at the first, the groups of the level below at the others. */
export function itemsOf(spec: Categories, level: number): readonly string[] {
  if (level === 0) return (spec.levels[0] ?? []).flatMap((entry) => entry.members);
  const below = spec.levels[level - 1];
  return below ? groupsOf(below) : [];
}

export function groupOf(level: CategoryLevel, item: string): string {
  return level.find((entry) => entry.members.includes(item))?.group ?? item;
}

/** Puts items into a group; whatever the levels above said of groups that are gone is left out, new groups stand alone. */
export function putIntoGroup(spec: Categories, level: number, items: readonly string[], group: string): Categories {
  const own = itemsOf(spec, level);
  const current = spec.levels[level] ?? [];
  const target = (item: string) => (items.includes(item) ? group : groupOf(current, item));
  return withLevel(spec, level, collect(own, target));
}

export function addCategoryLevel(spec: Categories): Categories {
  const top = spec.levels.at(-1);
  if (!top) return spec;
  return { ...spec, levels: [...spec.levels, collect(groupsOf(top), (item) => item)] };
}

export function removeCategoryLevel(spec: Categories): Categories {
  return spec.levels.length > 1 ? { ...spec, levels: spec.levels.slice(0, -1) } : spec;
}

function withLevel(spec: Categories, index: number, level: CategoryLevel): Categories {
  const levels = spec.levels.map((old, position) => (position === index ? level : old));
  for (let above = index + 1; above < levels.length; above += 1) {
    const items = groupsOf(levels[above - 1] ?? []);
    const old = levels[above] ?? [];
    levels[above] = collect(items, (item) => groupOf(old, item));
  }
  return { ...spec, levels };
}

function collect(items: readonly string[], groupFor: (item: string) => string): CategoryLevel {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    const group = groupFor(item);
    const members = groups.get(group);
    if (members) members.push(item);
    else groups.set(group, [item]);
  }
  return [...groups].map(([group, members]) => ({ group, members }));
}
