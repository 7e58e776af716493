/** The definitions of the search, written down again without any shortcut: every node, every row, strings as keys. */
import type { SearchProblem } from '@shared/deidentification/search/search-problem.ts';

export interface Outcome {
  readonly levels: number[];
  readonly score: number;
  readonly total: number;
  readonly suppressed: number;
  readonly classes: number;
}

interface Class {
  readonly rows: number[];
  people: number;
}

/** Every admissible node with its numbers. */
export function admissibleNodes(problem: SearchProblem): Outcome[] {
  const choices = problem.attributes.map(({ levels, minLevel = 0, maxLevel = levels.length - 1 }) =>
    Array.from({ length: maxLevel - minLevel + 1 }, (_, at) => minLevel + at),
  );
  return product(choices).flatMap((levels) => {
    const outcome = judge(problem, levels);
    return outcome ? [outcome] : [];
  });
}

export function bestOf(nodes: readonly Outcome[], tolerance: number): Outcome | null {
  let best: Outcome | null = null;
  for (const node of nodes)
    if (
      best === null ||
      node.score < best.score - tolerance ||
      (Math.abs(node.score - best.score) <= tolerance && node.total < best.total)
    )
      best = node;
  return best;
}

/** Null when the node is not admissible. */
export function judge(problem: SearchProblem, levels: number[]): Outcome | null {
  const { rowCount, models, suppressionLimit, releaseModels = [] } = problem;
  const classes = classesOf(problem, levels);
  const isStrict = models.some((model) => model.suppression === 'fails');
  const gone = new Set<number>();
  const kept: Class[] = [];
  for (const entry of classes) {
    if (passes(problem, entry)) kept.push(entry);
    else if (isStrict) return null;
    else for (const row of entry.rows) gone.add(row);
  }
  const sizes = kept.map(({ rows }) => rows.length).filter((size) => size > 0);
  const smallest = Math.max(1, ...releaseModels.map((model) => model.smallestSize(histogram(sizes))));
  for (const { rows } of kept) if (rows.length < smallest) for (const row of rows) gone.add(row);
  if (gone.size > (isStrict ? 0 : Math.floor(suppressionLimit * rowCount))) return null;
  const remaining = sizes.filter((size) => size >= smallest);
  return {
    levels,
    score: scoreOf(problem, levels, gone, remaining),
    total: levels.reduce((sum, level) => sum + level, 0),
    suppressed: gone.size,
    classes: remaining.length,
  };
}

function classesOf({ rowCount, attributes, population }: SearchProblem, levels: number[]): Class[] {
  const classes = new Map<string, Class>();
  const classAt = (codes: (at: number) => number): Class => {
    const key = attributes.map((attribute, at) => attribute.levels[levels[at]!]!.groups[codes(at)]).join();
    const found = classes.get(key) ?? { rows: [], people: 0 };
    classes.set(key, found);
    return found;
  };
  for (let row = 0; row < rowCount; row++) classAt((at) => attributes[at]!.codes[row]!).rows.push(row);
  for (let row = 0; row < (population?.rowCount ?? 0); row++)
    classAt((at) => population!.codes[at]![row]!).people += population!.people?.[row] ?? 1;
  return [...classes.values()];
}

function passes({ models, sensitive, population }: SearchProblem, { rows, people }: Class): boolean {
  return models.every((model) => {
    if (rows.length === 0 && (people === 0 || model.suppression === 'mends')) return true;
    const codes = sensitive.find((entry) => entry.name === model.sensitive)?.codes;
    const given = population ? people : null;
    if (!codes) return model.passes(rows.length, null, given);
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
    const histogram = { length: counts.size, codes: [...counts.keys()], counts: [...counts.values()] };
    return model.passes(rows.length, histogram, given);
  });
}

export function histogram(values: readonly number[]) {
  const sizes = [...new Set(values)].sort((a, b) => a - b);
  const classes = sizes.map((size) => values.filter((value) => value === size).length);
  return { sizes, classes, length: sizes.length };
}

function scoreOf(problem: SearchProblem, levels: number[], gone: ReadonlySet<number>, kept: number[]): number {
  const { rowCount: rows, attributes } = problem;
  if (rows === 0) return 0;
  const weights = attributes.map(({ weight = 1 }) => weight);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (values: number[]) => values.reduce((sum, value, at) => sum + value * weights[at]!, 0) / weightSum;
  switch (problem.quality ?? 'loss') {
    case 'loss':
      return Math.exp(mean(lossesOf(problem, levels, gone).map(Math.log1p))) - 1;
    case 'precision':
      return mean(
        attributes.map(({ levels: all }, at) => {
          const lost = all.length === 1 ? 0 : levels[at]! / (all.length - 1);
          return ((rows - gone.size) * lost + gone.size) / rows;
        }),
      );
    case 'discernibility':
      return kept.reduce((sum, size) => sum + size * size, 0) + gone.size * rows;
    case 'average-class-size':
      return rows / (kept.length + (gone.size > 0 ? 1 : 0));
    case 'entropy':
      return attributes.reduce(
        (sum, _, at) => sum + (weights[at]! / Math.max(...weights)) * entropyOf(problem, at, levels[at]!, gone),
        0,
      );
  }
}

function lossesOf({ rowCount, attributes }: SearchProblem, levels: number[], gone: ReadonlySet<number>): number[] {
  return attributes.map(({ codes, levels: all, leaves }, at) => {
    const { groups, shares } = all[levels[at]!]!;
    let sum = 0;
    for (let row = 0; row < rowCount; row++) sum += gone.has(row) ? 1 : shares[groups[codes[row]!]!]!;
    const loss = leaves === 1 ? 0 : Math.max(0, (sum - rowCount / leaves) / (rowCount - rowCount / leaves));
    return Math.round(loss * 1e10) / 1e10;
  });
}

function entropyOf(problem: SearchProblem, at: number, level: number, gone: ReadonlySet<number>): number {
  const { rowCount, attributes } = problem;
  const { codes, levels } = attributes[at]!;
  const groupOf = (row: number, own: number) => levels[own]!.groups[codes[row]!]!;
  const all = Array.from({ length: rowCount }, (_, row) => row);
  const like = (row: number, own: number, among: number[]) =>
    among.filter((other) => (own < 0 ? codes[other] === codes[row] : groupOf(other, own) === groupOf(row, own))).length;
  const suppressed = [...gone];
  const general = all.reduce((sum, row) => sum - Math.log2(like(row, -1, all) / like(row, level, all)), 0);
  const removed = suppressed.reduce((sum, row) => sum - Math.log2(like(row, level, suppressed) / suppressed.length), 0);
  return general + removed;
}

function product(lists: readonly number[][]): number[][] {
  return lists.reduce<number[][]>((all, list) => all.flatMap((begun) => list.map((item) => [...begun, item])), [[]]);
}
