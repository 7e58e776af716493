/** Datasets of the researcher: read in a thread, looked at while they are read, forgotten when they are closed. */
import { basename } from 'node:path';
import { Project } from '@shared/contract/api.ts';
import type { ProjectDocument } from '@shared/contract/views.ts';
import type { Source } from '@shared/deidentification/recipe.ts';
import { cancelled } from '@shared/std/task.ts';
import { frameOf } from '@shared/table/frame.ts';
import * as v from 'valibot';
import type { Context, HandlersOf, OpenDataset } from '../context.ts';
import type { FirstRows, ReadCsvOutput } from '../workers/read-csv.ts';

export function datasetHandlers({ clock, datasets, files, notify, store, threads }: Context): HandlersOf<'dataset'> {
  /** Who reads a dataset now. Reading it again with another delimiter, or closing it, takes the earlier reading's place. */
  const readers = new Map<string, AbortController>();

  return {
    async 'dataset.open'({ file, dataset, source }, task) {
      const path = files.resolve(file, 'read');
      readers.get(dataset)?.abort();
      const reader = new AbortController();
      readers.set(dataset, reader);
      const reading = { ...task, signal: AbortSignal.any([task.signal, reader.signal]) };
      const isCurrent = () => readers.get(dataset) === reader;
      const name = basename(path);
      try {
        const input = source === undefined ? { path } : { path, source: source as Source };
        const output = await threads.run('readCsv', input, reading, (message) => {
          if (isCurrent() && isFirstRows(message)) datasets.set(dataset, early(path, name, message));
        });
        if (!isCurrent()) throw cancelled();
        datasets.set(dataset, complete(path, name, output));
        store.recents.add('dataset', path, clock.now());
        notify('status');
        return {
          dataset,
          name,
          rowCount: output.table.rowCount,
          bytes: output.fingerprint.size,
          source: output.source,
          detected: output.detected,
          columns: output.profiles,
          warnings: output.warnings,
          saved: usable(store.projects.find(path)),
        };
      } catch (error) {
        // The first rows of a file that was then refused must not look like a dataset.
        if (isCurrent()) datasets.delete(dataset);
        throw error;
      } finally {
        if (isCurrent()) readers.delete(dataset);
      }
    },

    'dataset.rows': ({ dataset, start, count }) => frameOf(datasets.get(dataset).table, start, count),

    'dataset.close'({ dataset }) {
      readers.get(dataset)?.abort();
      readers.delete(dataset);
      datasets.delete(dataset);
      return null;
    },
  };
}

/** An autosave of another version, or one that was damaged, is left aside: the person begins anew rather than not at all. */
function usable(saved: unknown): ProjectDocument | null {
  const parsed = v.safeParse(v.nullable(Project), saved);
  return parsed.success ? parsed.output : null;
}

function isFirstRows(message: unknown): message is FirstRows {
  return typeof message === 'object' && message !== null && (message as FirstRows).kind === 'first-rows';
}

function early(path: string, name: string, { table, source, fingerprint }: FirstRows): OpenDataset {
  return { path, name, source, table, isComplete: false, profiles: [], fingerprint, release: null };
}

function complete(path: string, name: string, output: ReadCsvOutput): OpenDataset {
  const { table, source, profiles, fingerprint } = output;
  return { path, name, source, table, isComplete: true, profiles, fingerprint, release: null };
}
