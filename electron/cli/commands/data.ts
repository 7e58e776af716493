/** profile, risk, deidentify: a dataset before it is sealed. No passphrase is needed unless the recipe makes pseudonyms. */
import { percent, whole } from '@shared/risk/explanations.ts';
import type { InputOf } from '@shared/contract/api.ts';
import type { Bench } from '../bench.ts';
import type { Answer, Command, OptionValues } from '../command.ts';
import { DATASET, openWithRecipe } from '../open-data.ts';
import { chapterText, checklistText } from '../report-text.ts';
import { protectionText, riskText } from '../risk-text.ts';
import { textList, textTable } from '../text-table.ts';
import { allPoints, tradeOffText } from '../trade-off-text.ts';
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
  const input = { dataset: DATASET, recipe };
  const report = await bench.call('protect.risk', input);
  const assessment = await bench.call('protect.assessData', input);
  return { json: { ...report, assessment }, text: riskText(report) };
}

async function deidentify(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const { recipe } = await openWithRecipe(bench, path!, options.recipe!);
  await unlockForPseudonyms(bench, recipe);
  const input = { dataset: DATASET, recipe };
  const file = await bench.writing(options.out!);
  // The release is measured and attacked in threads while it is written.
  const steps = [
    bench.call('protect.run', input),
    bench.call('protect.write', { ...input, file }),
    options.assess ? bench.call('protect.assess', input) : null,
  ] as const;
  await Promise.allSettled(steps); // a failure must not leave half a file behind
  const [{ report, recipeHash }, written, assessed] = await Promise.all(steps);
  const json = {
    ...report,
    assessment: assessed?.assessment ?? null,
    checklist: assessed?.checklist ?? null,
    nodes: report.nodes.evaluated,
    latticeNodes: report.nodes.total,
    recipeHash,
    out: written,
  };
  if (options.report !== undefined) await writeReport(options.report, json);
  const attacks = assessed === null ? NOT_ASSESSED : options.json ? '' : await assessedText(bench, input);
  return {
    json,
    text: `${protectionText(report)}${attacks}\n\nWritten: ${written.file}, ${whole(written.rows)} rows, SHA-256 ${written.sha256}`,
  };
}

const NOT_ASSESSED = '\n\nPopulation, special uniques, linkage, attacks, leftovers and the checklist: --assess.';

/** Of the report, what a person looks at first. */
const TOLD_CHAPTERS = ['special-uniques', 'linkage', 'attacks', 'lint'];

async function assessedText(bench: Bench, input: InputOf<'protect.assess'>): Promise<string> {
  const { report } = await bench.call('protect.readReport', { ...input, audience: 'internal' });
  const chapters = report.chapters.filter(({ id }) => TOLD_CHAPTERS.includes(id));
  return ['', ...chapters.map(chapterText), checklistText(report.checklist)].join('\n\n');
}

async function writeReleaseReport(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const { recipe } = await openWithRecipe(bench, path!, options.recipe!);
  await unlockForPseudonyms(bench, recipe);
  const audience = options.external ? 'external' : 'internal';
  const input = { dataset: DATASET, recipe, audience } as const;
  const format = /\.json$/i.test(options.out!) ? 'json' : 'html';
  const written = await bench.call('protect.report', { ...input, format, file: await bench.writing(options.out!) });
  const { report } = await bench.call('protect.readReport', input);
  return {
    json: { out: written, audience, format, checklist: report.checklist.counts },
    text: `${checklistText(report.checklist)}\n\nWritten: ${written.file}, ${whole(written.bytes)} bytes, SHA-256 ${written.sha256}`,
  };
}

async function tradeOff(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const { recipe } = await openWithRecipe(bench, path!, options.recipe!);
  await unlockForPseudonyms(bench, recipe);
  const answer = await bench.call('protect.tradeOff', { dataset: DATASET, recipe });
  const { points, ...rest } = answer;
  return { json: { ...rest, ...(options.points ? { points: allPoints(answer) } : {}) }, text: tradeOffText(answer) };
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
    optional: ['assess', 'report'],
    run: deidentify,
  },
  {
    name: 'report',
    about: 'apply a recipe and write the release report, as a web page or (FILE.json) as JSON',
    operands: ['DATA'],
    required: ['recipe', 'out'],
    optional: ['external'],
    run: writeReleaseReport,
  },
  {
    name: 'tradeoff',
    about: 'what every k and every suppression limit would cost, in one pass',
    operands: ['DATA'],
    required: ['recipe'],
    optional: ['points'],
    run: tradeOff,
  },
];
