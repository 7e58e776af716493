import type { Tabulation } from '@shared/contract/api.ts';
import type { ExportResult, TabulateResult } from '@shared/contract/views.ts';
import type { ErrorData } from '@shared/std/app-error.ts';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount, formatNumber, formatPlural } from '../../ui/format.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Table, type TableColumn } from '../../ui/Table.tsx';
import { ExportDone } from './ExportDone.tsx';
import { ResultBars } from './ResultBars.tsx';
import { measureLabel, WITHHELD } from './tabulation.ts';

type Cell = TabulateResult['cells'][number];

const MAX_SHOWN = 500;
export const MAX_BARS = 40;

export interface TabulateResultsProps {
  readonly spec: Tabulation;
  readonly result: TabulateResult;
  /** '' when the table may be exported. */
  readonly exportRefusal: string;
  readonly isExporting: boolean;
  readonly exportError: ErrorData | null;
  readonly exported: ExportResult | null;
  readonly onExport: () => void;
}

export function TabulateResults(props: TabulateResultsProps) {
  const { spec, result, exportRefusal } = props;
  const [view, setView] = useState<'table' | 'chart'>('table');
  const { cells } = result;
  const canChart = cells.length > 1 && cells.length <= MAX_BARS;
  const shown = view === 'chart' && canChart ? 'chart' : 'table';
  return (
    <Card
      title={title(spec)}
      description={summary(result)}
      actions={
        <>
          {canChart ? (
            <Segmented<'table' | 'chart'>
              label="Show as"
              value={shown}
              onChange={setView}
              items={[
                { id: 'table', label: 'Table' },
                { id: 'chart', label: 'Chart' },
              ]}
            />
          ) : null}
          <Button
            icon={<FileDown size={16} aria-hidden />}
            isDisabled={exportRefusal !== '' || props.isExporting}
            onPress={props.onExport}
          >
            Export as CSV
          </Button>
        </>
      }
    >
      <div className="tab-body">
        <p className="visually-hidden" role="status">
          {`${title(spec)}: ${summary(result)}`}
        </p>
        {exportRefusal === '' ? null : <p className="muted">Export is not available. {exportRefusal}</p>}
        {props.exportError === null ? null : <ErrorPanel error={props.exportError} />}
        {props.exported === null ? null : <ExportDone result={props.exported} />}
        {cells.length === 0 ? <p>No row fits these filters, or too few to be shown.</p> : null}
        {cells.length > 0 && shown === 'table' ? (
          <Table<Cell>
            label={title(spec)}
            density="compact"
            rows={cells.slice(0, MAX_SHOWN)}
            rowKey={(cell) => JSON.stringify(cell.group)}
            columns={columnsOf(spec, result)}
          />
        ) : null}
        {shown === 'chart' ? <ResultBars label={measureLabel(spec)} result={result} /> : null}
        {cells.length > MAX_SHOWN ? (
          <p className="muted">
            The first {formatCount(MAX_SHOWN)} of {formatPlural(cells.length, 'cell')} are shown.
          </p>
        ) : null}
        {result.suppressedCells === 0 ? null : (
          <Callout tone="info" title={`${formatPlural(result.suppressedCells, 'cell')} not shown`}>
            {suppressionNote(result)}
          </Callout>
        )}
      </div>
    </Card>
  );
}

function columnsOf(spec: Tabulation, result: TabulateResult): readonly TableColumn<Cell>[] {
  const mark = <span className="suppressed">{WITHHELD}</span>;
  const groups = result.groupBy.map((name, index): TableColumn<Cell> => {
    const value = (cell: Cell) => {
      const label = cell.group[index] ?? null;
      if (label === null) return <em className="muted">missing</em>;
      return label === '' ? <em className="muted">empty</em> : label;
    };
    return { id: `group ${name}`, header: name, isRowHeader: index === 0, cell: value };
  });
  const count: TableColumn<Cell> = {
    id: 'count',
    header: 'Rows',
    align: 'end',
    cell: (cell) => (cell.count === null ? mark : formatCount(cell.count)),
  };
  if (spec.measure.type === 'count') return [...groups, count];
  const value: TableColumn<Cell> = {
    id: 'value',
    header: measureLabel(spec),
    align: 'end',
    cell: (cell) => (cell.value === null ? mark : formatNumber(cell.value, 3)),
  };
  return [...groups, count, value];
}

function title(spec: Tabulation): string {
  return spec.groupBy.length === 0 ? measureLabel(spec) : `${measureLabel(spec)} by ${spec.groupBy.join(', ')}`;
}

function summary(result: TabulateResult): string {
  const cells = formatPlural(result.cells.length, 'cell');
  return result.rowsUsed === null ? cells : `${cells} from ${formatPlural(result.rowsUsed, 'row')}`;
}

/** A cell withheld for the sake of another bears the same mark, so that it does not give the small one away. */
function suppressionNote(result: TabulateResult): string {
  const small = `Cells with fewer than ${formatCount(result.minimumCellSize)} rows, perhaps none, are withheld as the licence says`;
  if (result.complementary === 0) return `${small}.`;
  const others = formatPlural(result.complementary, 'larger cell');
  return `${small}; so ${result.complementary === 1 ? 'is' : 'are'} ${others}, so that the small ones cannot be worked out from the totals.`;
}
