/**
 * node test/bench/search.ts [MILLION.csv] [ROUNDS] [FILTER]: the search alone, on encoded columns, in every reference configuration on
 * Adult against ARX 3.9.2's warm figures; then t-closeness with suppression (no figures of ARX), every quality, and k = 5 with 5 %
 * on the larger file, with slope (per million rows) and intercept of the line through the two sizes. Milliseconds: the least of
 * the rounds, wall clock and processor. FILTER: a part of the names of the configurations to run.
 * Another Node, such as Electron's with ELECTRON_RUN_AS_NODE=1, runs it bundled:
 *   npx esbuild test/bench/search.ts --bundle --platform=node --format=esm --outfile=search-bench.mjs, with ADULT naming the data.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { compileHierarchy, type Hierarchy } from '../../shared/deidentification/hierarchy.ts';
import { parseHierarchyCsv } from '../../shared/deidentification/hierarchy/hierarchy-csv.ts';
import { findOptimum } from '../../shared/deidentification/search/find-optimum.ts';
import type { QualityName, SearchProblem } from '../../shared/deidentification/search/search-problem.ts';
import { type ClassModelSpec, createModel } from '../../shared/privacy-model/create-model.ts';
import { QUIET_TASK } from '../../shared/std/task.ts';
import type { Column } from '../../shared/table/table.ts';

interface Configuration {
  readonly name: string;
  readonly quasiIdentifiers: readonly string[];
  readonly models: readonly ClassModelSpec[];
  readonly suppressionLimit: number;
  readonly quality: QualityName;
  /** Milliseconds, warm; null where ARX was not measured. */
  readonly arx: number | null;
}

interface Data {
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Column & { hierarchy: Hierarchy }>;
}

/** ARX on the million rows of make-million.mjs (perturb), k = 5, 5 %: milliseconds. */
const ARX_MILLION = 8100;
const folder = process.env['ADULT'] ?? new URL('../../../shared/data/adult/', import.meta.url).pathname;
const [million = '', rounds = '5', filter = ''] = process.argv.slice(2);
const adult = load(`${folder}/adult.csv`);
const references = referenceConfigurations();

console.log(
  `${cpus()[0]?.model}, ${cpus().length} processors; Node ${process.version}${
    process.versions['electron'] ? `, Electron ${process.versions['electron']}` : ''
  }, V8 ${process.versions.v8}; ${rounds} rounds`,
);
const wanted = [...references, ...furtherConfigurations()].filter(({ name }) => name.includes(filter));
for (const configuration of wanted) print(configuration, adult, measure(configuration, adult, Number(rounds)));
if (existsSync(million)) compareSizes(references.find(({ name }) => name === 'qi9_k5_s5_loss')!);
console.log(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

function compareSizes(configuration: Configuration): void {
  const large = load(million);
  const least = measure(configuration, adult, Number(rounds));
  const most = measure(configuration, large, Math.min(3, Number(rounds)));
  print({ ...configuration, arx: ARX_MILLION }, large, most);
  const slope = (most.wall - least.wall) / (large.rowCount - adult.rowCount);
  const intercept = least.wall - slope * adult.rowCount;
  console.log(`  slope ${(slope * 1e6).toFixed(0)} ms a million rows, intercept ${intercept.toFixed(0)} ms`);
}

interface Measured {
  readonly wall: number;
  readonly processor: number;
  readonly found: ReturnType<typeof findOptimum>;
}

function measure(configuration: Configuration, data: Data, count: number): Measured {
  const problem = problemOf(configuration, data);
  let least: Measured | null = null;
  for (let round = 0; round < count; round++) {
    const processor = process.cpuUsage();
    const started = performance.now();
    const found = findOptimum(problem, QUIET_TASK);
    const wall = performance.now() - started;
    const { user, system } = process.cpuUsage(processor);
    if (least === null || wall < least.wall) least = { wall, processor: (user + system) / 1000, found };
  }
  return least!;
}

function print({ name, arx }: Configuration, data: Data, { wall, processor, found }: Measured): void {
  const ratio = arx === null ? '' : `  ARX ${arx.toFixed(0)} ms, ratio ${(arx / wall).toFixed(1)}`;
  console.log(
    `${name.padEnd(32)} ${String(data.rowCount).padStart(8)} rows ${wall.toFixed(1).padStart(8)} ms (processor ${processor.toFixed(0)})` +
      `  ${found.nodes.evaluated} of ${found.nodes.total} nodes, score ${found.score.toPrecision(12)}${ratio}`,
  );
}

function problemOf({ quasiIdentifiers, models, suppressionLimit, quality }: Configuration, data: Data): SearchProblem {
  const sensitive = [...new Set(models.flatMap((model) => ('sensitive' in model ? [model.sensitive] : [])))];
  return {
    rowCount: data.rowCount,
    attributes: quasiIdentifiers.map((name) => {
      const { codes, hierarchy } = data.columns.get(name)!;
      return { name, codes, levels: hierarchy.levels, leaves: hierarchy.leaves };
    }),
    sensitive: sensitive.map((name) => {
      const { codes, values } = data.columns.get(name)!;
      return { name, codes, valueCount: values.length };
    }),
    models: models.map((model) => createModel(model, contextOf(data))),
    suppressionLimit,
    quality,
  };
}

function contextOf(data: Data): Parameters<typeof createModel>[1] {
  return {
    overall(name) {
      const { codes, values } = data.columns.get(name)!;
      const counts = new Uint32Array(values.length);
      for (let row = 0; row < data.rowCount; row++) counts[codes[row]!]!++;
      return { length: counts.length, codes: counts.map((_, code) => code), counts };
    },
    values: (name) => data.columns.get(name)!.values,
    hierarchy: (name) => data.columns.get(name)!.hierarchy.levels.map(({ groups }) => groups),
  };
}

function referenceConfigurations(): Configuration[] {
  const { configs } = JSON.parse(readFileSync(`${folder}/reference.json`, 'utf8')) as {
    configs: {
      name: string;
      quasi_identifiers_in_order: string[];
      k: number;
      suppression_limit: number;
      sensitive: string | null;
      extra: string | null;
      warm_ms: { anonymize_wall: { median: number } };
    }[];
  };
  return configs.map((config) => ({
    name: config.name,
    quasiIdentifiers: config.quasi_identifiers_in_order,
    models: [{ type: 'k-anonymity', k: config.k }, ...extraModel(config.extra, config.sensitive ?? '')],
    suppressionLimit: config.suppression_limit,
    quality: 'loss',
    arx: config.warm_ms.anonymize_wall.median,
  }));
}

function extraModel(extra: string | null, sensitive: string): ClassModelSpec[] {
  if (extra === null) return [];
  const l = /^distinct l-diversity l=(\d+)/.exec(extra)?.[1];
  if (l !== undefined) return [{ type: 'distinct-l-diversity', l: Number(l), sensitive }];
  const distance = extra.includes('hierarchical') ? 'hierarchical' : 'equal';
  return [{ type: 't-closeness', t: Number(/t=([\d.]+)/.exec(extra)![1]), distance, sensitive }];
}

function furtherConfigurations(): Configuration[] {
  const suppressing = references
    .filter(({ name }) => name.includes('_t02'))
    .flatMap((configuration) =>
      [0.05, 1].map((suppressionLimit) => ({
        ...configuration,
        name: configuration.name.replace('_s0_', `_s${suppressionLimit * 100}_`),
        suppressionLimit,
        arx: null,
      })),
    );
  const large = references.find(({ name }) => name === 'qi9_k5_s5_loss')!;
  const qualities = (['discernibility', 'average-class-size', 'entropy', 'precision'] as const).flatMap((quality) =>
    [0, 0.05, 1].map((suppressionLimit) => ({
      ...large,
      name: `qi9_k5_s${suppressionLimit * 100}_${quality}`,
      suppressionLimit,
      quality,
      arx: null,
    })),
  );
  return [...suppressing, ...qualities];
}

function load(path: string): Data {
  const columns = readColumns(readFileSync(path, 'utf8'));
  return {
    rowCount: columns[0]!.codes.length,
    columns: new Map(
      columns.map((column) => {
        const table = parseHierarchyCsv(readFileSync(`${folder}/adult_hierarchy_${column.name}.csv`, 'utf8'));
        return [column.name, { ...column, hierarchy: compileHierarchy({ type: 'table', rows: table }, column) }];
      }),
    ),
  };
}

function readColumns(text: string): Column[] {
  const lines = text.split(/\r?\n/).filter(Boolean);
  const names = lines.shift()!.split(';');
  const made = names.map((name) => ({ name, codes: new Uint32Array(lines.length), values: [''] }));
  const codeOf = names.map(() => new Map<string, number>());
  lines.forEach((line, row) => {
    line.split(';').forEach((value, at) => {
      const { codes, values } = made[at]!;
      const known = codeOf[at]!.get(value) ?? values.push(value) - 1;
      codeOf[at]!.set(value, known);
      codes[row] = known;
    });
  });
  return made;
}
