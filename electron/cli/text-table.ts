/** Tables for a terminal: aligned with spaces, nothing else. */

export interface TextColumn {
  readonly header: string;
  readonly isNumber?: boolean;
}

const MAX_WIDTH = 48;

/** Numbers stand right, words left. Cells are made printable and cut at 48 characters. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map((column) => column.header), ...rows].map((row) => row.map(fit));
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => width(row[at] ?? ''))));
  return cells
    .map((row) => columns.map((column, at) => pad(row[at] ?? '', widths[at]!, column.isNumber === true)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Two columns without a header: labels and values. */
export function textList(entries: readonly (readonly [string, string])[]): string {
  const widest = Math.max(0, ...entries.map(([label]) => width(label)));
  return entries
    .map(([label, value]) => `${label}${' '.repeat(widest - width(label))}  ${printable(value)}`)
    .join('\n');
}

/** A cell may hold anything: control characters would move the cursor or recolour the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

function fit(text: string): string {
  const letters = [...printable(text)];
  return letters.length <= MAX_WIDTH ? letters.join('') : `${letters.slice(0, MAX_WIDTH - 1).join('')}…`;
}

function width(text: string): number {
  return [...text].length;
}

function pad(text: string, size: number, isRight: boolean): string {
  const blank = ' '.repeat(size - width(text));
  return isRight ? blank + text : text + blank;
}
