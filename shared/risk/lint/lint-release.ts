/**
 * Looks at a release as its recipient will: the text of every distinct value, the names of the columns, and the order of the
 * rows. It knows the original only to tell whether rows can be put back. Findings count cells and never quote one.
 */
import type { Task } from '../../std/task.ts';
import { countCodes } from '../../table/count-codes.ts';
import { inferType } from '../../table/infer-type.ts';
import { type Column, MISSING_CODE, SUPPRESSED, type Table } from '../../table/table.ts';
import { ITEM_OF, LONGEST_TEXT, textFindings } from './cell-findings.ts';
import { headerFinding, valueMeaning } from './header-findings.ts';
import type { LintCode, LintFinding, LintReport, SafeHarborItem } from './lint-report.ts';
import { indexKind, rowsInOriginalOrder } from './row-order.ts';

export interface LintInput {
  /** As it was written; `readWritten` makes it from the file's text. */
  readonly release: Table;
  /** The columns that the recipe releases; null: not known. */
  readonly selected: readonly string[] | null;
  /** Row i of the release is row keptRows[i] of the original; null: not known. */
  readonly keptRows: Uint32Array | null;
  /** Rows of the file with another number of cells than the header. */
  readonly raggedRows?: number;
  /** Columns that are made to be different in every row, such as pseudonyms: told, as a warning, but no surprise. */
  readonly pseudonyms?: readonly string[];
}

/** Distinct values of a column that are looked at, evenly over its dictionary. */
const MOST_VALUES = 100_000;
/** Of the distinct values of a column of numbers, this share must pass a check digit before it is believed. */
const CHECKED_SHARE = 0.5;
const NEARLY_UNIQUE = 0.9;
const FEWEST_ROWS = 20;
const CHECK_EVERY = 512;

const ERRORS: ReadonlySet<LintCode> = new Set([
  'row-index',
  'original-row-number',
  'original-order',
  'unselected-column',
  'ragged-row',
  'e-mail',
  'phone',
  'iban',
  'card-number',
  'national-number',
  'url',
  'ip-address',
  'device-number',
  'vehicle-number',
]);
/** Passed by many numbers that are none. */
const CHECKED: ReadonlySet<LintCode> = new Set(['iban', 'card-number', 'national-number', 'phone']);

export function lintRelease(input: LintInput, task: Task): LintReport {
  const { release, selected, keptRows } = input;
  const findings: LintFinding[] = [];
  if (input.raggedRows) findings.push(finding('ragged-row', null, input.raggedRows));
  const inOrder = keptRows && keptRows.length === release.rowCount ? rowsInOriginalOrder(release, keptRows, task) : 0;
  if (inOrder > 0) findings.push(finding('original-order', null, inOrder));
  let isPartial = false;
  const seen = new Set<string>();
  release.columns.forEach((column, at) => {
    task.checkpoint();
    task.report({ phase: 'assess.lint', done: at, total: release.columns.length, unit: 'steps' });
    const isKnown = selected === null || selected.includes(column.name);
    if (!isKnown || column.name.trim() === '' || seen.has(column.name))
      findings.push(finding('unselected-column', column.name, release.rowCount));
    seen.add(column.name);
    const looked = columnFindings(column, input, task);
    findings.push(...looked.findings);
    isPartial ||= looked.isPartial;
  });
  const ordered = [
    ...findings.filter((one) => one.severity === 'error'),
    ...findings.filter((one) => one.severity === 'warning'),
  ];
  const items = [...new Set(ordered.flatMap(({ item }): SafeHarborItem[] => (item === null ? [] : [item])))].sort();
  return { rows: release.rowCount, columns: release.columns.length, findings: ordered, items, isPartial };
}

function columnFindings(column: Column, input: LintInput, task: Task): { findings: LintFinding[]; isPartial: boolean } {
  const { name, values } = column;
  const counts = countCodes(column.codes, Math.max(1, values.length));
  const shown = [...counts.keys()].filter(
    (code) => code !== MISSING_CODE && counts[code]! > 0 && values[code] !== SUPPRESSED && values[code]!.trim() !== '',
  );
  if (shown.length === 0) return { findings: [], isPartial: false };
  const isPseudonym = input.pseudonyms?.includes(name) ?? false;
  const findings: LintFinding[] = [];
  const index = indexKind(column, input.keptRows);
  if (index !== null) findings.push(finding(index, name, column.codes.length));
  const cells = shown.reduce((sum, code) => sum + counts[code]!, 0);
  const header = headerFinding(name);
  if (header && !isPseudonym) findings.push({ ...finding(header.code, name, cells), item: header.item });

  const step = Math.max(1, Math.ceil(shown.length / MOST_VALUES));
  const { type } = inferType(shown.filter((_, at) => at % step === 0).map((code) => values[code]!));
  const isNumeric = type === 'integer' || type === 'number';
  const byCode = new Map<LintCode, { cells: number; values: number }>();
  const meaning = valueMeaning(name);
  let isLong = false;
  for (let at = 0; at < shown.length; at += step) {
    if (at % CHECK_EVERY === 0) task.checkpoint();
    const code = shown[at]!;
    const text = values[code]!;
    isLong ||= text.length > LONGEST_TEXT;
    for (const earned of isPseudonym ? [] : textFindings(text, meaning, isNumeric)) {
      const known = byCode.get(earned) ?? { cells: 0, values: 0 };
      byCode.set(earned, { cells: known.cells + counts[code]!, values: known.values + 1 });
    }
  }
  const looked = Math.ceil(shown.length / step);
  for (const [code, found] of byCode) {
    const isChance = isNumeric && header === null && CHECKED.has(code) && found.values < CHECKED_SHARE * looked;
    if (!isChance) findings.push(finding(code, name, found.cells));
  }
  if (index === null && cells >= FEWEST_ROWS && shown.length >= NEARLY_UNIQUE * cells && type !== 'number')
    findings.push(finding('nearly-unique', name, cells));
  return { findings, isPartial: step > 1 || isLong };
}

function finding(code: LintCode, column: string | null, count: number): LintFinding {
  return { code, column, count, item: ITEM_OF[code] ?? null, severity: ERRORS.has(code) ? 'error' : 'warning' };
}
