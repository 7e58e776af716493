/** seal, verify, open: the package and what its licence lets a recipient do. */
import { AppError } from '@shared/std/app-error.ts';
import type { CardView, PackageInspection, RowFrame, SessionView, TabulateResult } from '@shared/contract/views.ts';
import { whole } from '@shared/risk/explanations.ts';
import type { Bench } from '../bench.ts';
import type { Answer, Command, OptionValues } from '../command.ts';
import { licenceDraft } from '../licence-draft.ts';
import { DATASET, openWithRecipe } from '../open-data.ts';
import { packageError } from '../package-verdict.ts';
import { cardText, trustNow } from '../people.ts';
import { parseTabulateSpec } from '../tabulate-spec.ts';
import { printable, textList, textTable } from '../text-table.ts';
import { readPurpose, readRange } from '../values.ts';

/** What one call of session.rows gives at most. */
const WINDOW_ROWS = 500;

async function seal(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const issuer = await bench.unlock();
  const people = new Map<string, CardView>();
  for (const named of options.to!) {
    const card = await trustNow(bench, named);
    people.set(card.id, card);
  }
  const draft = await licenceDraft(bench, path!, issuer, options);
  const { recipe } = await openWithRecipe(bench, path!, options.recipe!);
  const sealed = await bench.call('package.seal', {
    dataset: DATASET,
    recipe,
    draft,
    recipients: [...people.keys()],
    file: await bench.writing(options.out!),
  });
  const text = textList([
    ['Sealed', options.out!],
    ['Title', sealed.title],
    ['Rows', whole(sealed.rows)],
    ['Recipients', whole(sealed.recipients.length)],
    ['Valid until', sealed.validUntil],
    ['Digest', sealed.digest],
  ]);
  // A card file named here is trusted by that; the words are what tells whether it is theirs.
  const cards = [...people.values()].map(({ id, name, words }) => ({ id, name, words }));
  const compare = `Compare these words with each recipient by voice before you send the package:\n\n${[...people.values()].map(cardText).join('\n\n')}`;
  return { json: { ...sealed, cards }, text: `${text}\n\n${compare}` };
}

async function verify(bench: Bench, [path]: readonly string[]): Promise<Answer> {
  const inspection = await bench.call('package.inspect', { file: await bench.reading(path!) });
  const error = packageError(inspection);
  return { json: { ...inspection }, text: inspectionText(inspection), ...(error ? { error } : {}) };
}

function inspectionText(inspection: PackageInspection): string {
  const parts = [
    inspection.code === '' ? 'The package is intact and can be opened here.' : 'The package cannot be opened here.',
  ];
  if (inspection.title !== null) parts.push(printable(inspection.title));
  if (inspection.signer) parts.push(`Signed by\n${cardText(inspection.signer)}`);
  parts.push(
    textList(
      inspection.checks.map((check) => [check.name, check.state === 'failed' ? `failed: ${check.code}` : check.state]),
    ),
  );
  if (inspection.validFrom !== null && inspection.validUntil !== null)
    parts.push(`Valid from ${inspection.validFrom} until ${inspection.validUntil}`);
  if (inspection.purposes.length > 0)
    parts.push(`Purposes: ${inspection.purposes.map((purpose) => `${purpose.label} (${purpose.code})`).join(', ')}`);
  if (inspection.reading)
    parts.push(inspection.reading.sentences.map((sentence) => `- ${printable(sentence.text)}`).join('\n'));
  return parts.join('\n\n');
}

async function open(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  // Everything on the command line is read before anything is asked of the package: a slip must not stand in the log as a use.
  const use = readUse(options);
  const purpose = readOnePurpose(options.purpose!);
  await bench.unlock();
  const inspection = await bench.call('package.inspect', { file: await bench.reading(path!) });
  const { agreement } = inspection;
  if (agreement && !agreement.accepted && !options.accept)
    bench.say(`${printable(agreement.title)}\n\n${agreement.text.split('\n').map(printable).join('\n')}\n`);
  // A package that cannot be opened is asked for all the same: the engine refuses, and the refusal stands in the log.
  const session = await bench.call('session.open', {
    file: await bench.reading(path!),
    purpose,
    acceptAgreement: agreement && options.accept ? agreement.digest : null,
  });
  try {
    const result = await use(bench, session);
    return {
      json: { ...sessionDocument(session), ...result.json },
      text: `${result.text}\n\n${printable(session.attribution)}`.trimEnd(),
    };
  } finally {
    await bench.call('session.close', { session: session.session });
  }
}

function sessionDocument({ packageId, title, issuer, purpose, validUntil, rowCount, attribution }: SessionView) {
  return { packageId, title, issuer, purpose, validUntil, rowCount, attribution };
}

type Use = (bench: Bench, session: SessionView) => Promise<Answer>;

function readUse({ tabulate, rows, export: out, out: table }: OptionValues): Use {
  const given = [tabulate, rows, out].filter((option) => option !== undefined).length;
  if (given !== 1) throw new AppError('usage', 'cli.choose-one', { options: '--tabulate, --rows, --export' });
  if (table !== undefined && tabulate === undefined)
    throw new AppError('usage', 'cli.option-not-here', { option: '--out', command: 'open without --tabulate' });
  if (tabulate !== undefined) return tabulating(parseTabulateSpec(tabulate), table);
  return rows === undefined ? exporting(out!) : reading(readRange(rows));
}

function tabulating(spec: ReturnType<typeof parseTabulateSpec>, out: string | undefined): Use {
  return async (bench, { session }) => {
    if (out !== undefined) {
      const written = await bench.call('session.exportResults', { session, spec, file: await bench.writing(out) });
      return { json: { export: written }, text: `Written: ${written.file}, ${whole(written.rows)} rows` };
    }
    const table = await bench.call('session.tabulate', { session, spec });
    return { json: { table }, text: tabulationText(table) };
  };
}

function tabulationText(table: TabulateResult): string {
  const hasValue = table.measure !== 'count';
  const rows = table.cells.map(({ group, count, value }) => [
    ...group.map((label) => label ?? '(missing)'),
    count === null ? 'not shown' : whole(count),
    ...(hasValue ? [value === null ? 'not shown' : String(Number(value.toPrecision(6)))] : []),
  ]);
  const columns = [
    ...table.groupBy.map((header) => ({ header })),
    { header: 'count', isNumber: true },
    ...(hasValue ? [{ header: table.measure, isNumber: true }] : []),
  ];
  const note =
    table.suppressedCells === 0
      ? 'No cell is withheld.'
      : `${whole(table.suppressedCells)} cells are withheld (fewer than ${table.minimumCellSize} records, or another cell could be worked out).`;
  return `${textTable(columns, rows)}\n\n${note}`;
}

function reading({ start, count }: { start: number; count: number }): Use {
  return async (bench, { session, rowCount }) => {
    const end = Math.min(start + count, rowCount);
    // Asked for even when there is nothing there: whether rows may be seen is the engine's answer.
    const frames: RowFrame[] = [];
    let next = start;
    do {
      const window = Math.max(0, Math.min(WINDOW_ROWS, end - next));
      frames.push(await bench.call('session.rows', { session, start: next, count: window }));
      next += WINDOW_ROWS;
    } while (next < end);
    const rows = joined(frames, start);
    const lines = Array.from({ length: rows.rowCount }, (_, at) => [
      whole(start + at + 1),
      ...rows.columns.map((column) => column.cells[at] ?? ''),
    ]);
    const columns = [{ header: '', isNumber: true }, ...rows.columns.map(({ name }) => ({ header: name }))];
    return { json: { rows }, text: textTable(columns, lines) };
  };
}

function joined(frames: readonly RowFrame[], start: number): RowFrame {
  return {
    start,
    rowCount: frames.reduce((sum, frame) => sum + frame.rowCount, 0),
    columns: frames[0]!.columns.map(({ name }, at) => ({
      name,
      cells: frames.flatMap((frame) => frame.columns[at]!.cells),
    })),
  };
}

function exporting(out: string): Use {
  return async (bench, { session }) => {
    const written = await bench.call('session.exportRows', { session, file: await bench.writing(out) });
    const text = `Written: ${written.file}, ${whole(written.rows)} rows, SHA-256 ${written.sha256}`;
    return { json: { export: written }, text };
  };
}

function readOnePurpose(codes: readonly string[]): string {
  const [code, ...more] = codes;
  if (more.length > 0) throw new AppError('usage', 'cli.repeated-option', { option: '--purpose' });
  return readPurpose(code!);
}

export const packageCommands: readonly Command[] = [
  {
    name: 'seal',
    about: 'apply a recipe and seal the release under a licence',
    operands: ['DATA'],
    required: ['recipe', 'licence', 'to', 'out'],
    optional: ['title', 'until', 'purpose'],
    run: seal,
  },
  {
    name: 'verify',
    about: 'check a package without opening it',
    operands: ['X.bulla'],
    required: [],
    optional: [],
    run: verify,
  },
  {
    name: 'open',
    about: 'use a package under its licence: a table, some rows, or all of them as a file',
    operands: ['X.bulla'],
    required: ['purpose'],
    optional: ['accept', 'tabulate', 'rows', 'export', 'out'],
    run: open,
  },
];
