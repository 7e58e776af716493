/** Changes of a hierarchy as plain functions; and the spec that each kind starts with. */
import type { HierarchySpec } from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';

export type Categories = Extract<HierarchySpec, { type: 'categories' }>;
export type CategoryLevel = Categories['levels'][number];
export type CategoryEntry = CategoryLevel[number];

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

/** '18, 40, 65\n40' -> [[18, 40, 65], [40]]: one level a line, the finest first; null when a part is no number. */
export function parseBounds(text: string): number[][] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const levels = lines.map((line) =>
    line
      .split(/[,;\s]+/)
      .filter((part) => part !== '')
      .map(Number),
  );
  const isFine = levels.length > 0 && levels.every((level) => level.length > 0 && level.every(Number.isFinite));
  return isFine ? levels : null;
}

/** What is wrong with the bounds, in words; '' when they are fine. */
export function boundsProblem(text: string): string {
  const levels = parseBounds(text);
  if (!levels) return 'Write numbers, separated by commas; a line for each level.';
  if (levels.length > 16) return 'At most 16 levels.';
  if (levels.some((level) => level.length > 1000)) return 'At most 1,000 bounds in a level.';
  if (levels.some((level) => level.some((bound, at) => at > 0 && bound <= (level[at - 1] ?? bound)))) {
    return 'The bounds of a level must rise.';
  }
  const isNested = levels.every((level, at) => {
    const below = levels[at - 1];
    return below === undefined || (level.length < below.length && level.every((bound) => below.includes(bound)));
  });
  return isNested ? '' : 'A coarser level keeps some of the bounds of the level before, and no others.';
}

/** What is wrong with numbers of groups, in words; '' when they are fine. */
export function quantilesProblem(text: string): string {
  const counts = parseNumbers(text);
  if (!counts?.every((count) => Number.isInteger(count) && count >= 2 && count <= 1000)) {
    return 'Write whole numbers from 2 to 1,000, separated by commas.';
  }
  if (counts.length > 16) return 'At most 16 levels.';
  const isNested = counts.every((count, at) => {
    const previous = counts[at - 1];
    return previous === undefined || (count < previous && previous % count === 0);
  });
  return isNested ? '' : 'Each number must divide the one before, such as 8, 4, 2.';
}

/** What is wrong with the sizes of runs, in words; '' when they are fine. */
export function sizesProblem(text: string): string {
  const sizes = parseNumbers(text);
  if (!sizes?.every((size) => Number.isInteger(size) && size >= 2 && size <= 100_000)) {
    return 'Write whole numbers from 2, separated by commas.';
  }
  return widthsProblem(text);
}

/** Moves a value to another place of an order. */
export function moveValue(values: readonly string[], from: number, to: number): readonly string[] {
  const moved = values[from];
  if (moved === undefined || to < 0 || to >= values.length || from === to) return values;
  const others = values.filter((_, at) => at !== from);
  return [...others.slice(0, to), moved, ...others.slice(to)];
}

/** Moves values before or after another one; their own order stays. */
export function moveValues(
  values: readonly string[],
  moved: readonly string[],
  target: string,
  place: 'before' | 'after',
): readonly string[] {
  if (moved.includes(target)) return values;
  const others = values.filter((value) => !moved.includes(value));
  const at = others.indexOf(target) + (place === 'after' ? 1 : 0);
  return [...others.slice(0, at), ...values.filter((value) => moved.includes(value)), ...others.slice(at)];
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

/** Kinds that are made here; the others come from a file. */
export type StartedHierarchy = Exclude<HierarchySpec['type'], 'file' | 'table'>;

/** `values` are the distinct values as far as they are known, for the categories. */
export function startHierarchy(
  type: StartedHierarchy,
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
      return { type, levels: [startBounds(profile)] };
    case 'quantiles':
      return { type, counts: [8, 4, 2] };
    case 'order':
      return { type, values: [...values].sort(COLLATOR.compare), sizes: [2] };
  }
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** The quarters of the range. */
function startBounds({ minimum, maximum }: ColumnProfile): number[] {
  const low = Number(minimum);
  const range = Number(maximum) - low;
  if (!(range > 0)) return [0];
  const bounds = [1, 2, 3].map((quarter) => Number((low + (range * quarter) / 4).toPrecision(2)));
  return [...new Set(bounds)];
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

/** Every item stands alone again. */
export function ungroup(spec: Categories, level: number, items: readonly string[]): Categories {
  const own = itemsOf(spec, level);
  const current = spec.levels[level] ?? [];
  return withLevel(
    spec,
    level,
    collect(own, (item) => (items.includes(item) ? item : groupOf(current, item))),
  );
}

/** A group that is called like another one becomes part of it. */
export function renameGroup(spec: Categories, level: number, group: string, name: string): Categories {
  const members = (spec.levels[level] ?? []).find((entry) => entry.group === group)?.members ?? [];
  return putIntoGroup(spec, level, members, name);
}

/** Items that stand alone, and groups of several or with a name of their own. */
export function partsOf(
  spec: Categories,
  level: number,
): { alone: readonly string[]; groups: readonly CategoryEntry[] } {
  const items = itemsOf(spec, level);
  const current = spec.levels[level] ?? [];
  const known = new Map(current.flatMap((entry) => entry.members.map((member) => [member, entry] as const)));
  const isAlone = (item: string) => {
    const entry = known.get(item);
    return entry === undefined || (entry.members.length === 1 && entry.group === item);
  };
  return {
    alone: items.filter(isAlone),
    groups: current.filter((entry) => entry.members.some((member) => !isAlone(member))),
  };
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
