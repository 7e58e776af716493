/** The researcher's protection: suggestions, hierarchies, risk, and the release. */
import { basename } from 'node:path';
import { checkHierarchyTable, hierarchyRows, previewHierarchy } from '@shared/deidentification/hierarchy.ts';
import { formatHierarchyCsv, parseHierarchyCsv } from '@shared/deidentification/hierarchy/hierarchy-csv.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { suggestRoles } from '@shared/deidentification/suggest-roles.ts';
import { peopleByArea } from '@shared/deidentification/technique/postal-code.ts';
import { buildChecklist } from '@shared/report/build-checklist.ts';
import { AppError } from '@shared/std/app-error.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { frameOf, frameOfRows } from '@shared/table/frame.ts';
import { columnOf } from '@shared/table/table.ts';
import type { HierarchyPreview } from '@shared/contract/views.ts';
import type { Context, HandlersOf } from '../context.ts';
import { writeFileAtomic } from '../io/atomic-write.ts';
import { csvBytes } from '../io/csv-write.ts';
import { readHierarchyFile } from '../io/recipe-file.ts';
import { assessDataset, factsFor } from '../jobs/assessment.ts';
import { previewTechnique } from '../jobs/preview-technique.ts';
import {
  completeDataset,
  measureOriginal,
  populationTable,
  pseudonymKey,
  refuseOverwriting,
  releaseFor,
  startRelease,
} from '../jobs/release.ts';
import { reportFor } from '../jobs/report.ts';

const SAMPLE_VALUES = 12;
const MAX_EDITABLE_VALUES = 2_000;

export function protectHandlers(context: Context): HandlersOf<'protect'> {
  const { datasets, files, threads } = context;
  return {
    'protect.suggest'({ dataset }) {
      const { profiles, table } = completeDataset(context, dataset);
      return suggestRoles(profiles, table);
    },

    'protect.hierarchy': ({ dataset, column, recipe }) => preview(context, dataset, column, recipe),

    'protect.technique': ({ dataset, column, recipe }) => previewTechnique(context, dataset, column, recipe),

    async 'protect.importHierarchy'({ file }) {
      const path = files.resolve(file, 'read');
      const rows = parseHierarchyCsv(await readHierarchyFile(path));
      checkHierarchyTable(rows, basename(path));
      return { rows };
    },

    async 'protect.importAreas'({ file }) {
      const path = files.resolve(file, 'read');
      // the same form of file: lines of a code and what belongs to it
      const rows = parseHierarchyCsv(await readHierarchyFile(path));
      peopleByArea(rows, basename(path));
      return { rows };
    },

    async 'protect.exportHierarchy'({ dataset, column, recipe, file }) {
      const path = files.resolve(file, 'write');
      await refuseOverwriting(completeDataset(context, dataset), path);
      const { hierarchy, column: own } = compiled(context, dataset, column, recipe);
      const rows = hierarchyRows(hierarchy, own, own.values.length);
      await writeFileAtomic(path, [utf8(formatHierarchyCsv(rows))]);
      return { file: basename(path), values: rows.length };
    },

    async 'protect.population'({ file }, task) {
      // Holding the token is the permission: what was granted may also be named by its path.
      const path = files.resolve(file, 'read');
      const { table, source } = await threads.run('readCsv', { path }, task);
      const { delimiter } = source;
      return {
        population: { type: 'file', path, ...(delimiter === undefined ? {} : { delimiter }) },
        columns: table.columns.map((column) => column.name),
        rowCount: table.rowCount,
      };
    },

    async 'protect.risk'({ dataset, recipe }, task) {
      const { table } = completeDataset(context, dataset);
      return measureOriginal(context, table, recipe, await populationTable(context, recipe, task), task);
    },

    async 'protect.run'({ dataset, recipe }, task) {
      const { report, recipeHash } = await releaseFor(context, dataset, recipe, task);
      return { report, recipeHash };
    },

    'protect.assessData': ({ dataset, recipe }, task) => assessDataset(context, dataset, recipe, task),

    async 'protect.assess'({ dataset, recipe }, task) {
      const facts = await factsFor(context, dataset, recipe, task);
      return { assessment: facts.assessment, checklist: buildChecklist(facts), recipeHash: facts.recipeHash };
    },

    async 'protect.readReport'({ dataset, recipe, audience }, task) {
      return reportFor(context, dataset, recipe, audience, task);
    },

    async 'protect.report'({ dataset, recipe, file, format, audience }, task) {
      const path = files.resolve(file, 'write');
      await refuseOverwriting(completeDataset(context, dataset), path);
      const { report, html } = await reportFor(context, dataset, recipe, audience, task);
      const text = format === 'html' ? html : `${JSON.stringify(report, null, 2)}\n`;
      return { file: basename(path), ...(await writeFileAtomic(path, [utf8(text)], task.signal)) };
    },

    async 'protect.tradeOff'({ dataset, recipe }, task) {
      const { table } = completeDataset(context, dataset);
      return threads.run('tradeOff', { table, recipe, pseudonymKey: pseudonymKey(context, recipe) }, task);
    },

    'protect.rows'({ dataset, start, count }) {
      const { release } = datasets.get(dataset);
      if (!release) throw new AppError('usage', 'release.none');
      const frame = frameOf(release.table, start, count);
      // A table of figures has as many rows as it has cells, not as many as the release has records.
      const isOfRows = release.keptRows.length === release.table.rowCount;
      return isOfRows ? frame : { ...frame, total: release.table.rowCount };
    },

    'protect.originals'({ dataset, start, count }) {
      const { release, table } = datasets.get(dataset);
      if (!release) throw new AppError('usage', 'release.none');
      // A table of figures is made of no single rows.
      const isOfRows = release.keptRows.length === release.table.rowCount;
      return frameOfRows(table, isOfRows ? release.keptRows : new Uint32Array(), start, count);
    },

    async 'protect.write'({ dataset, recipe, file }, task) {
      const path = files.resolve(file, 'write');
      const open = completeDataset(context, dataset);
      await refuseOverwriting(open, path);
      const started = startRelease(context, dataset, recipe, task);
      const table = await started.table;
      const bytes = csvBytes(table, { delimiter: open.source.delimiter ?? ',' });
      const written = await writeFileAtomic(path, completeAfter(bytes, started.measured), task.signal);
      return { file: basename(path), rows: table.rowCount, ...written };
    },
  };
}

/** The file is complete only when the release is measured: a release that cannot be is not written. */
async function* completeAfter(chunks: AsyncIterable<Uint8Array>, measured: Promise<unknown>) {
  yield* chunks;
  await measured;
}

function compiled(context: Context, dataset: string, name: string, recipe: Recipe) {
  const column = columnOf(completeDataset(context, dataset).table, name);
  if (!column) throw new AppError('input', 'recipe.column-unknown', { column: name });
  const technique = Object.hasOwn(recipe.columns, name) ? recipe.columns[name]?.technique : undefined;
  const spec = technique?.type === 'generalization' ? technique.hierarchy : ({ type: 'automatic' } as const);
  return { column, ...previewHierarchy(spec, column) };
}

function preview(context: Context, dataset: string, name: string, recipe: Recipe): HierarchyPreview {
  const { column, hierarchy, missingValues, missingCodes } = compiled(context, dataset, name, recipe);
  const rows = hierarchyRows(hierarchy, column, MAX_EDITABLE_VALUES + 1);
  return {
    levels: hierarchy.levels.length,
    samples: spread(rows, SAMPLE_VALUES),
    groupsPerLevel: hierarchy.levels.map((level) => new Set(level.groups.subarray(1)).size),
    missingValues,
    missingExamples: missingCodes.slice(0, SAMPLE_VALUES).map((code) => column.values[code] ?? ''),
    rows: rows.length > MAX_EDITABLE_VALUES ? null : rows,
  };
}

/** At most `count` items, evenly from the first to the last. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * (items.length - 1)) / (count - 1))]!);
}
