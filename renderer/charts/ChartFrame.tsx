import { type ReactNode, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Table, type TableColumn } from '../ui/Table.tsx';
import './charts.css';

export interface ChartFrameProps<Row> {
  readonly title: string;
  readonly titleHidden?: boolean;
  /** What the chart says, in one sentence. */
  readonly summary?: string;
  readonly legend?: readonly { readonly label: string; readonly kind: 'before' | 'after' }[];
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly children: ReactNode;
}

/** Every chart can be read as a table. */
export function ChartFrame<Row>({
  title,
  titleHidden = false,
  summary = '',
  legend = [],
  columns,
  rows,
  rowKey,
  children,
}: ChartFrameProps<Row>) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart">
      <div className="chart__head">
        <figcaption className={titleHidden ? 'visually-hidden' : 'chart__title'}>{title}</figcaption>
        <div className="chart__tools">
          {asTable ? null : (
            <ul className="chart__legend">
              {legend.map((entry) => (
                <li key={entry.kind}>
                  <span className={`chart__swatch chart__swatch--${entry.kind}`} aria-hidden />
                  {entry.label}
                </li>
              ))}
            </ul>
          )}
          <Button size="small" variant="quiet" onPress={() => setAsTable(!asTable)}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </Button>
        </div>
      </div>
      {asTable ? <Table label={title} columns={columns} rows={rows} rowKey={rowKey} density="compact" /> : children}
      {summary === '' ? null : <p className="chart__summary">{summary}</p>}
    </figure>
  );
}
