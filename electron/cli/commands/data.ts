/** profile, risk, deidentify: a dataset before it is sealed. No passphrase is needed unless the recipe makes pseudonyms. */
import { percent, whole } from '@shared/risk/explanations.ts';
import type { Bench } from '../bench.ts';
import type { Answer, Command, OptionValues } from '../command.ts';
import { DATASET, openWithRecipe } from '../open-data.ts';
import { protectionText, riskText } from '../risk-text.ts';
import { textList, textTable } from '../text-table.ts';
import { unlockForPseudonyms } from '../unlock.ts';
import { readSource } from '../values.ts';
import { writeReport } from '../write-report.ts';

async function profile(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const source = readSource(options);
  const view = await bench.call('dataset.open', { file: await bench.reading(path!), dataset: DATASET, source });
  const { dataset: _, saved: __, ...json } = view;
  const columns = textTable(
    [
      { header: 'Column' },
      { header: 'type' },
      { header: 'distinct', isNumber: true },
      { header: 'missing', isNumber: true },
      { header: 'from' },
      { header: 'to' },
    ],
    view.columns.map((column) => [
      column.name,
      column.type,
      whole(column.distinct),
      view.rowCount === 0 ? '' : percent(column.missing / view.rowCount),
      column.minimum ?? '',
      column.maximum ?? '',
    ]),
  );
  const reading = textList([
    ['Delimiter', JSON.stringify(view.source.delimiter ?? '')],
    ['Header', view.source.header ? 'yes' : 'no'],
    ['Encoding', view.source.encoding ?? ''],
    ['Missing', (view.source.missing ?? []).map((text) => JSON.stringify(text)).join(', ') || 'none'],
  ]);
  const title = `${view.name}: ${whole(view.rowCount)} rows, ${whole(view.columns.length)} columns, ${whole(view.bytes)} bytes`;
  return { json, text: [title, reading, columns].join('\n\n') };
}

async function risk(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const { recipe } = await openWithRecipe(bench, path!, options.recipe!);
  const report = await bench.call('protect.risk', { dataset: DATASET, recipe });
  return { json: { ...report }, text: riskText(report) };
}

async function deidentify(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const { recipe } = await openWithRecipe(bench, path!, options.recipe!);
  await unlockForPseudonyms(bench, recipe);
  const { report, recipeHash } = await bench.call('protect.run', { dataset: DATASET, recipe });
  const written = await bench.call('protect.write', {
    dataset: DATASET,
    recipe,
    file: await bench.writing(options.out!),
  });
  const json = {
    ...report,
    nodes: report.nodes.evaluated,
    latticeNodes: report.nodes.total,
    recipeHash,
    out: written,
  };
  if (options.report !== undefined) await writeReport(options.report, json);
  return {
    json,
    text: `${protectionText(report)}\n\nWritten: ${written.file}, ${whole(written.rows)} rows, SHA-256 ${written.sha256}`,
  };
}

export const dataCommands: readonly Command[] = [
  {
    name: 'profile',
    about: 'what is in a dataset',
    operands: ['DATA'],
    required: [],
    optional: ['delimiter', 'encoding', 'no-header', 'missing'],
    run: profile,
  },
  {
    name: 'risk',
    about: 'the risk of re-identification of the data as they are',
    operands: ['DATA'],
    required: ['recipe'],
    optional: [],
    run: risk,
  },
  {
    name: 'deidentify',
    about: 'apply a recipe and write the release as CSV',
    operands: ['DATA'],
    required: ['recipe', 'out'],
    optional: ['report'],
    run: deidentify,
  },
];
