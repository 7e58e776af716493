/**
 * Local recoding: every record keeps as much as the records that it is released with allow. Records are clustered so that every
 * cluster satisfies the privacy models, and each cell becomes the closest common ancestor of the cluster's values in the column's
 * hierarchy (Xu et al. 2006, doi 10.1145/1150402.1150504; Byun et al. 2007, doi 10.1007/978-3-540-71703-4_18). No row is removed.
 *
 * The distinct tuples of the input are the first clusters. Within blocks of similar tuples, the failing cluster whose cheapest
 * merge costs least per row is merged first; what still fails at the end of its block is merged with the nearest of all clusters.
 * Clusters that come out with equal cells are one class of the release, so they are merged and held against the models again:
 * a union of passing classes passes k-anonymity, l-diversity, t-closeness, beta-likeness, but not every model. Deterministic.
 */
import type { PrivacyModel } from '../../privacy-model/privacy-model.ts';
import { AppError } from '../../std/app-error.ts';
import type { Task } from '../../std/task.ts';
import type { HierarchyLevel } from '../hierarchy.ts';
import { checkAttribute } from '../search/axis.ts';
import type { SearchAttribute, SensitiveColumn } from '../search/search-problem.ts';
import { partIntoBlocks } from './blocks.ts';
import { type CellDictionary, cellDictionary } from './cell-dictionary.ts';
import { cheapestFirst } from './cheapest-first.ts';
import { type ClusterCheck, clusterCheck } from './cluster-check.ts';
import { type Clusters, createClusters, merge, nearestTo } from './clusters.ts';
import { groupRows, type RowGroups } from './group-rows.ts';
import { hierarchyTree } from './hierarchy-tree.ts';

export interface LocalAttribute extends SearchAttribute {
  readonly levels: readonly HierarchyLevel[];
}

export interface LocalProblem {
  readonly rowCount: number;
  readonly attributes: readonly LocalAttribute[];
  readonly sensitive: readonly SensitiveColumn[];
  /** None that uses the population. */
  readonly models: readonly PrivacyModel[];
}

/** One column of the release. */
export interface RecodedColumn {
  readonly codes: Uint32Array<ArrayBuffer>;
  readonly values: readonly string[];
  /** By code: share of the domain that the cell covers beyond a single value, 0..1. */
  readonly loss: Float64Array<ArrayBuffer>;
}

export interface LocalRecoding {
  /** In the order of the attributes. */
  readonly columns: readonly RecodedColumn[];
  /** Rows of every class. */
  readonly classSizes: Uint32Array<ArrayBuffer>;
  /** 1 - normalised mean share of the domain that a cell covers: 1 unchanged, 0 everything suppressed. */
  readonly granularity: number;
}

/** Throws `search.no-solution`, `job.cancelled`, what `checkAttribute` throws. */
export function recodeLocally(problem: LocalProblem, task: Task): LocalRecoding {
  const { attributes, rowCount } = problem;
  attributes.forEach(checkAttribute);
  const trees = attributes.map(hierarchyTree);
  const lowest = attributes.map((attribute, at) => {
    const nodes = trees[at]!.nodeOfCode[attribute.minLevel ?? 0]!;
    const column = new Int32Array(rowCount);
    for (let row = 0; row < rowCount; row++) column[row] = nodes[attribute.codes[row]!]!;
    return column;
  });
  task.checkpoint();
  const units = groupRows(lowest, rowCount);
  const sizes = Int32Array.from({ length: units.count }, (_, unit) => units.starts[unit + 1]! - units.starts[unit]!);
  const nodes = new Int32Array(units.count * trees.length);
  for (let unit = 0; unit < units.count; unit++)
    lowest.forEach((column, at) => {
      nodes[unit * trees.length + at] = column[units.rows[units.starts[unit]!]!]!;
    });
  const clusters = createClusters(trees, nodes, sizes);
  const check = clusterCheck(problem.models, problem.sensitive, units);
  const minimumClassSize = problem.models.reduce((least, model) => Math.max(least, model.minimumClassSize), 1);

  const dictionaries = attributes.map((attribute, at) => cellDictionary(attribute, trees[at]!));
  const failing = mergeInBlocks(clusters, check, minimumClassSize, task);
  mergeTheRest(clusters, failing, check, task);
  joinEqualClasses(clusters, dictionaries, check, task);
  return release(problem, clusters, units, dictionaries);
}

/** Returns the clusters that still fail, in order. */
function mergeInBlocks(clusters: Clusters, check: ClusterCheck, minimumClassSize: number, task: Task): number[] {
  const units = { trees: clusters.trees, nodes: clusters.nodes.slice(), sizes: clusters.sizes.slice() };
  const blocks = partIntoBlocks(units, minimumClassSize, task);
  const total = units.sizes.length;
  const failing: number[] = [];
  let done = 0;
  for (const block of blocks) {
    failing.push(...mergeInBlock(clusters, block, check, task));
    done += block.length;
    task.report({ phase: 'search', done, total, unit: 'rows' });
  }
  return failing;
}

function mergeInBlock(clusters: Clusters, block: Int32Array, check: ClusterCheck, task: Task): number[] {
  const alive = block.slice();
  const placeOf = new Map<number, number>();
  for (let at = 0; at < alive.length; at++) placeOf.set(alive[at]!, at);
  let length = alive.length;
  const nearest = new Map<number, { cluster: number; size: number }>();
  const queue = cheapestFirst();
  const stuck: number[] = [];

  function remove(cluster: number): void {
    const at = placeOf.get(cluster)!;
    const moved = alive[--length]!;
    alive[at] = moved;
    placeOf.set(moved, at);
  }

  function look(cluster: number): void {
    const found = nearestTo(clusters, cluster, alive, length);
    if (found.cluster < 0) stuck.push(cluster);
    else {
      nearest.set(cluster, { cluster: found.cluster, size: clusters.sizes[found.cluster]! });
      queue.push(found.increase / clusters.sizes[cluster]!, cluster);
    }
  }

  for (let at = 0; at < block.length; at++) {
    task.checkpoint();
    const cluster = block[at]!;
    if (!check(cluster, clusters.sizes[cluster]!, clusters.next)) look(cluster);
  }
  for (let cluster = queue.pop(); cluster >= 0; cluster = queue.pop()) {
    task.checkpoint();
    const found = nearest.get(cluster);
    if (!clusters.isAlive[cluster] || found === undefined) continue;
    nearest.delete(cluster);
    // A cluster that has grown since is another one.
    const isStale = !clusters.isAlive[found.cluster] || clusters.sizes[found.cluster] !== found.size;
    if (!isStale) {
      merge(clusters, cluster, found.cluster);
      remove(found.cluster);
      nearest.delete(found.cluster);
    }
    if (isStale || !check(cluster, clusters.sizes[cluster]!, clusters.next)) look(cluster);
  }
  return stuck.filter((cluster) => clusters.isAlive[cluster] === 1);
}

/** Throws `search.no-solution` when a cluster fails that can be merged with no other. */
function mergeTheRest(clusters: Clusters, failing: readonly number[], check: ClusterCheck, task: Task): void {
  if (failing.length === 0) return;
  let alive = aliveOf(clusters);
  for (const cluster of failing) {
    while (clusters.isAlive[cluster] && !check(cluster, clusters.sizes[cluster]!, clusters.next)) {
      task.checkpoint();
      const found = nearestTo(clusters, cluster, alive, alive.length);
      if (found.cluster < 0) throw new AppError('input', 'search.no-solution', { limit: 0 });
      merge(clusters, cluster, found.cluster);
      alive = alive.filter((other) => other !== found.cluster);
    }
  }
}

function aliveOf({ isAlive }: Clusters): Int32Array {
  const alive: number[] = [];
  for (let cluster = 0; cluster < isAlive.length; cluster++) if (isAlive[cluster]) alive.push(cluster);
  return Int32Array.from(alive);
}

/** Clusters with the same cells are one class. Repeated as long as a class made so fails. */
function joinEqualClasses(
  clusters: Clusters,
  dictionaries: readonly CellDictionary[],
  check: ClusterCheck,
  task: Task,
): void {
  for (;;) {
    task.checkpoint();
    const alive = aliveOf(clusters);
    const width = dictionaries.length;
    const cells = dictionaries.map(({ codeOfNode }, at) =>
      Int32Array.from(alive, (cluster) => codeOfNode[clusters.nodes[cluster * width + at]!]!),
    );
    const classes = groupRows(cells, alive.length);
    const failing: number[] = [];
    for (let index = 0; index < classes.count; index++) {
      const first = alive[classes.rows[classes.starts[index]!]!]!;
      if (classes.starts[index + 1]! - classes.starts[index]! === 1) continue;
      for (let at = classes.starts[index]! + 1; at < classes.starts[index + 1]!; at++)
        merge(clusters, first, alive[classes.rows[at]!]!);
      if (!check(first, clusters.sizes[first]!, clusters.next)) failing.push(first);
    }
    if (failing.length === 0) return;
    mergeTheRest(clusters, failing, check, task);
  }
}

function release(
  { attributes, rowCount }: LocalProblem,
  clusters: Clusters,
  units: RowGroups,
  dictionaries: readonly CellDictionary[],
): LocalRecoding {
  const width = attributes.length;
  const alive = aliveOf(clusters);
  const columns = dictionaries.map(({ values, loss }) => ({ codes: new Uint32Array(rowCount), values, loss }));
  for (let index = 0; index < alive.length; index++) {
    const cluster = alive[index]!;
    for (let at = 0; at < width; at++) {
      const { codes } = columns[at]!;
      const code = dictionaries[at]!.codeOfNode[clusters.nodes[cluster * width + at]!]!;
      for (let unit = cluster; unit >= 0; unit = clusters.next[unit]!)
        for (let row = units.starts[unit]!; row < units.starts[unit + 1]!; row++) codes[units.rows[row]!] = code;
    }
  }
  const classSizes = Uint32Array.from(alive, (cluster) => clusters.sizes[cluster]!);
  return { columns, classSizes, granularity: granularityOf(columns, attributes, rowCount) };
}

/** 1 - (mean share - mean 1/leaves) / (1 - mean 1/leaves), over all cells: ARX's granularity by the arithmetic mean. */
function granularityOf(
  columns: readonly RecodedColumn[],
  attributes: readonly LocalAttribute[],
  rowCount: number,
): number {
  if (rowCount === 0) return 1;
  let lost = 0;
  let most = 0;
  columns.forEach(({ codes, loss }, at) => {
    const range = 1 - 1 / attributes[at]!.leaves;
    let sum = 0;
    for (let row = 0; row < rowCount; row++) sum += loss[codes[row]!]!;
    lost += (sum / rowCount) * range;
    most += range;
  });
  return most === 0 ? 1 : 1 - lost / most;
}
