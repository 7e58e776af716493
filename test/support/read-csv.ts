/** Runs the reader on text or bytes, in this thread, from a file in a temporary folder. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FirstRows, type ReadCsvInput, type ReadCsvOutput, readCsv } from '@engine/workers/read-csv.ts';
import type { Progress } from '@shared/std/task.ts';
import { cell, type Table } from '@shared/table/table.ts';

export interface Recorded {
  readonly progress: Progress[];
  readonly early: FirstRows[];
}

export function recordingPort(onCheckpoint: () => void = () => {}) {
  const recorded: Recorded = { progress: [], early: [] };
  return {
    ...recorded,
    report: (progress: Progress) => void recorded.progress.push(progress),
    checkpoint: onCheckpoint,
    emit: (message: unknown) => void recorded.early.push(message as FirstRows),
  };
}

export async function readBytes(
  bytes: Uint8Array | string,
  source?: ReadCsvInput['source'],
  port = recordingPort(),
): Promise<ReadCsvOutput> {
  const folder = await mkdtemp(join(tmpdir(), 'bulla-read-'));
  try {
    const path = join(folder, 'data.csv');
    await writeFile(path, bytes);
    return await readCsv(source ? { path, source } : { path }, port);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The cells, row by row; null is missing. */
export function rowsOf(table: Table): (string | null)[][] {
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cell(column, row)));
}
