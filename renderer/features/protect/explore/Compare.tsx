import type { DatasetView } from '@shared/contract/views.ts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { DataGrid, type GridColumn } from '../../../grid/DataGrid.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { formatPlural } from '../../../ui/format.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { useProtectServices } from '../protect-context.tsx';
import type { Preview } from '../store/state.ts';

/** The same grid, before and after. */
export function Compare({ dataset, preview }: { readonly dataset: DatasetView; readonly preview: Preview }) {
  const { engine } = useProtectServices();
  const [side, setSide] = useState<'before' | 'after'>('after');
  const [released, setReleased] = useState<readonly string[]>([]);
  const { rowsOut } = preview.report.utility;

  // Which columns are released is told by the release itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new release may have other columns
  useEffect(() => {
    let isCurrent = true;
    engine.call('protect.rows', { dataset: dataset.dataset, start: 0, count: 1 }).then(
      (frame) => {
        if (isCurrent) setReleased(frame.columns.map((column) => column.name));
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [engine, dataset.dataset, preview.recipeHash]);

  const before = useMemo<readonly GridColumn[]>(
    () =>
      dataset.columns.map((profile) => ({
        name: profile.name,
        mark: released.includes(profile.name) || released.length === 0 ? null : <Badge>not released</Badge>,
      })),
    [dataset.columns, released],
  );
  const after = useMemo<readonly GridColumn[]>(() => released.map((name) => ({ name })), [released]);
  const fetchRows = useCallback(
    (start: number, count: number) =>
      engine.call(side === 'after' ? 'protect.rows' : 'dataset.rows', { dataset: dataset.dataset, start, count }),
    [engine, dataset.dataset, side],
  );
  const rowCount = side === 'after' ? rowsOut : dataset.rowCount;
  return (
    <div className="compare">
      <div className="compare__bar">
        <Segmented
          label="Before or after"
          items={[
            { id: 'before', label: 'Before' },
            { id: 'after', label: 'After' },
          ]}
          value={side}
          onChange={setSide}
        />
        <p className="muted numeric">
          {formatPlural(rowCount, 'row')}, {formatPlural(side === 'after' ? after.length : before.length, 'column')}
        </p>
      </div>
      <div className="protect__grid">
        <DataGrid
          label={side === 'after' ? 'Rows of the release' : `Rows of ${dataset.name}`}
          columns={side === 'after' ? after : before}
          rowCount={rowCount}
          fetchRows={fetchRows}
          sourceKey={`${dataset.dataset} ${side} ${side === 'after' ? preview.recipeHash : ''}`}
          hasSuppression={side === 'after'}
        />
      </div>
    </div>
  );
}
