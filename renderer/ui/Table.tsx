import type { ReactNode } from 'react';
import './surfaces.css';
import { classNames } from './class-names.ts';

export interface TableColumn<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** The cell that names the row. */
  readonly isRowHeader?: boolean;
  readonly className?: string;
}

export interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  readonly isSelected?: (row: Row) => boolean;
  readonly empty?: ReactNode;
  readonly density?: 'normal' | 'compact';
}

/** A plain table for up to some hundred rows. A dataset goes into the grid instead. */
export function Table<Row>({
  label,
  columns,
  rows,
  rowKey,
  isSelected,
  empty = 'Nothing to show.',
  density = 'normal',
}: TableProps<Row>) {
  return (
    <div className="table-scroll">
      <table className={classNames('table', `table--${density}`)} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classNames(column.align === 'end' && 'table__end', column.className)}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)} data-selected={isSelected?.(row) === true ? true : undefined}>
              {columns.map((column) => {
                const className = classNames(column.align === 'end' && 'table__end numeric', column.className);
                return column.isRowHeader === true ? (
                  <th key={column.id} scope="row" className={className}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={className}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
          {rows.length === 0 ? (
            <tr>
              <td colSpan={columns.length} className="table__empty">
                {empty}
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
