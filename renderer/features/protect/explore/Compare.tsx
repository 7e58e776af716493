import type { DatasetView } from '@shared/contract/views.ts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { DataGrid, type GridColumn } from '../../../grid/DataGrid.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { formatPlural } from '../../../ui/format.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { useProtect, useProtectServices } from '../protect-context.tsx';
import type { Preview } from '../store/state.ts';
import { pairedColumns, pairedFrame } from './pair-rows.ts';

const LABELS = {
  before: 'Rows of the original',
  after: 'Rows of the release',
  pairs: 'Rows of the release beside their originals',
} as const;

type Side = 'before' | 'after' | 'pairs';

/** The same grid: before, after, and each released row beside the one that it was made from. */
export function Compare({ dataset, preview }: { readonly dataset: DatasetView; readonly preview: Preview }) {
  const { engine } = useProtectServices();
  const [side, setSide] = useState<Side>('after');
  const [released, setReleased] = useState<readonly string[]>([]);
  const [total, setTotal] = useState<number | null>(null);
  const { rowsOut } = preview.report.utility;
  // A table of figures is made of no single rows.
  const hasPairs = useProtect((state) => state.history?.present.recipe.table?.aggregation === undefined);

  // Which columns are released, and how many rows a table of figures has, is told by the release itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new release may have other columns
  useEffect(() => {
    let isCurrent = true;
    engine.call('protect.rows', { dataset: dataset.dataset, start: 0, count: 1 }).then(
      (frame) => {
        if (!isCurrent) return;
        setReleased(frame.columns.map((column) => column.name));
        setTotal(frame.total ?? null);
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
  const pairs = useMemo(() => pairedColumns(released), [released]);
  const columns = { before, after, pairs }[side];
  const fetchRows = useCallback(
    async (start: number, count: number) => {
      const asked = { dataset: dataset.dataset, start, count };
      if (side === 'before') return engine.call('dataset.rows', asked);
      if (side === 'after') return engine.call('protect.rows', asked);
      const [original, release] = await Promise.all([
        engine.call('protect.originals', asked),
        engine.call('protect.rows', asked),
      ]);
      return pairedFrame(original, release);
    },
    [engine, dataset.dataset, side],
  );
  const rowCount = side === 'before' ? dataset.rowCount : (total ?? rowsOut);
  return (
    <div className="compare">
      <div className="compare__bar">
        <Segmented
          label="Before or after"
          items={[
            { id: 'before', label: 'Before' },
            { id: 'after', label: 'After' },
            ...(hasPairs ? [{ id: 'pairs' as const, label: 'Each row beside its original' }] : []),
          ]}
          value={side}
          onChange={setSide}
        />
        <p className="muted numeric">
          {formatPlural(rowCount, 'row')}, {formatPlural(columns.length, 'column')}
        </p>
      </div>
      <div className="protect__grid">
        <DataGrid
          label={LABELS[side]}
          columns={columns}
          rowCount={rowCount}
          fetchRows={fetchRows}
          sourceKey={`${dataset.dataset} ${side} ${total ?? ''} ${side === 'before' ? '' : preview.recipeHash}`}
          hasSuppression={side !== 'before'}
        />
      </div>
    </div>
  );
}
