/**
 * Reference values that lie beside the project (../shared/data). A test that needs them skips, and says so, where the folder
 * is absent; nothing of them is copied here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Table } from '@shared/table/table.ts';
import { tableOf } from './table.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

export const hasReferenceData = existsSync(`${DATA}golden/expected`);
if (!hasReferenceData) console.warn('skipped: the reference data (../shared/data) is not beside the project');

export function referencePath(path: string): string {
  return DATA + path;
}

export function referenceJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(DATA + path, 'utf8')) as Shape;
}

/** These files have no quotes; an empty cell is missing. */
export function referenceCsv(path: string, delimiter = ','): Table {
  const [header, ...lines] = readFileSync(DATA + path, 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  return tableOf(
    header!.split(delimiter),
    lines.map((line) => line.split(delimiter).map((text) => (text === '' ? null : text))),
  );
}
