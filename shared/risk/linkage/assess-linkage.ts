import type { Task } from '../../std/task.ts';
import { type ReleasedColumn, type ReleasePair, releasedColumns } from '../../utility/released-column.ts';
import { sampleRelease } from '../../utility/sample-release.ts';
import { intervalDisclosure } from './interval-disclosure.ts';
import type { LinkageReport, RecordLinkage } from './linkage-report.ts';
import { recordLinkage } from './record-linkage.ts';

export interface LinkageInput extends ReleasePair {
  readonly quasiIdentifiers: readonly string[];
  /** Released columns that cannot be compared with the original, such as pseudonyms. */
  readonly opaque?: readonly string[];
}

export interface LinkageOptions {
  readonly seed: number;
  /** Different released records that are tried, 500. */
  readonly targets?: number;
  /** Rows of the original that take part, 50,000. */
  readonly rowLimit?: number;
}

/** Nothing released, or nothing that can be compared, gives no entry in `records`. */
export function assessLinkage(input: LinkageInput, options: LinkageOptions, task: Task): LinkageReport {
  const { seed, targets = 500, rowLimit = 50_000 } = options;
  const pair = sampleRelease(input, rowLimit, seed);
  const columns = releasedColumns(pair, task).filter(({ name }) => !input.opaque?.includes(name));
  const keys = columns.filter(({ name }) => input.quasiIdentifiers.includes(name));
  const link = (knowledge: RecordLinkage['knowledge'], known: readonly ReleasedColumn[]): RecordLinkage[] =>
    known.length === 0 || pair.keptRows.length === 0
      ? []
      : [
          recordLinkage(
            {
              knowledge,
              columns: known,
              keptRows: pair.keptRows,
              originalRows: pair.original.rowCount,
              isSampled: pair.isSampled,
              targets,
              seed,
            },
            task,
          ),
        ];
  task.report({ phase: 'assess.linkage', done: 0, total: 2, unit: 'steps' });
  const byKeys = link('quasi-identifiers', keys);
  task.report({ phase: 'assess.linkage', done: 1, total: 2, unit: 'steps' });
  const byAll = keys.length === columns.length ? [] : link('all-columns', columns);
  task.report({ phase: 'assess.linkage', done: 2, total: 2, unit: 'steps' });
  return { records: [...byKeys, ...byAll], intervals: intervalDisclosure(columns, pair.keptRows, task) };
}
