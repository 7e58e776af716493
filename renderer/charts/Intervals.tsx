import { scaleBand, scaleLinear } from '@visx/scale';
import { Line } from '@visx/shape';
import { formatShare } from '../ui/format.ts';
import { ChartFrame } from './ChartFrame.tsx';

export interface IntervalRow {
  readonly id: string;
  readonly label: string;
  /** All 0..1. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What guessing gives. */
  readonly baseline?: number;
  /** Drawn hollow: the interval says little. */
  readonly isInconclusive?: boolean;
}

export interface IntervalsProps {
  readonly title: string;
  readonly titleHidden?: boolean;
  readonly rows: readonly IntervalRow[];
  readonly baselineLabel?: string;
  readonly summary?: string;
}

const WIDTH = 640;
const ROW = 28;
const LABEL = 210;
const VALUE = 128;
const AXIS = 22;

/** Estimates with their 95 % intervals as bars, and beside them what guessing gives. */
export function Intervals({
  title,
  titleHidden = false,
  rows,
  baselineLabel = 'Guessing',
  summary = '',
}: IntervalsProps) {
  const height = rows.length * ROW;
  const y = scaleBand({ domain: rows.map((row) => row.id), range: [0, height], padding: 0.2 });
  const largest = Math.max(0.01, ...rows.map((row) => Math.max(row.high, row.baseline ?? 0)));
  const x = scaleLinear({ domain: [0, Math.min(1, largest * 1.05)], range: [LABEL, WIDTH - VALUE] });
  const hasBaseline = rows.some((row) => row.baseline !== undefined);
  return (
    <ChartFrame
      title={title}
      titleHidden={titleHidden}
      summary={summary}
      legend={[
        { kind: 'after', label: 'Estimate and 95 % interval' },
        ...(hasBaseline ? [{ kind: 'before' as const, label: baselineLabel }] : []),
      ]}
      columns={[
        { id: 'label', header: 'What', cell: (row: IntervalRow) => row.label, isRowHeader: true },
        { id: 'value', header: 'Estimate', cell: (row: IntervalRow) => formatShare(row.value), align: 'end' },
        { id: 'low', header: 'From', cell: (row: IntervalRow) => formatShare(row.low), align: 'end' },
        { id: 'high', header: 'To', cell: (row: IntervalRow) => formatShare(row.high), align: 'end' },
        ...(hasBaseline
          ? [
              {
                id: 'baseline',
                header: baselineLabel,
                cell: (row: IntervalRow) => (row.baseline === undefined ? '' : formatShare(row.baseline)),
                align: 'end' as const,
              },
            ]
          : []),
      ]}
      rows={rows}
      rowKey={(row) => row.id}
    >
      <svg className="chart__plot" role="img" aria-label={title} viewBox={`0 0 ${WIDTH} ${height + AXIS}`}>
        {x.ticks(4).map((tick) => (
          <g key={tick}>
            <Line from={{ x: x(tick), y: 0 }} to={{ x: x(tick), y: height }} className="chart__gridline" />
            <text className="chart__tick" x={x(tick)} y={height + 14} textAnchor="middle">
              {formatShare(tick)}
            </text>
          </g>
        ))}
        {rows.map((row) => (
          <Interval key={row.id} row={row} x={x} middle={(y(row.id) ?? 0) + y.bandwidth() / 2} />
        ))}
      </svg>
    </ChartFrame>
  );
}

function Interval({
  row,
  x,
  middle,
}: {
  readonly row: IntervalRow;
  readonly x: (value: number) => number;
  readonly middle: number;
}) {
  return (
    <g>
      <title>{intervalWords(row)}</title>
      <text className="chart__label" x={LABEL - 10} y={middle} textAnchor="end" dominantBaseline="central">
        {shorten(row.label)}
      </text>
      <Line from={{ x: x(row.low), y: middle }} to={{ x: x(row.high), y: middle }} className="chart__whisker" />
      {[row.low, row.high].map((end, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: the two ends of one bar
          key={index}
          from={{ x: x(end), y: middle - 4 }}
          to={{ x: x(end), y: middle + 4 }}
          className="chart__whisker"
        />
      ))}
      {row.baseline === undefined ? null : (
        <rect
          className="chart__bar chart__bar--before"
          x={x(row.baseline) - 1.5}
          y={middle - 8}
          width={3}
          height={16}
          rx={1}
        />
      )}
      <circle
        className={row.isInconclusive === true ? 'chart__dot chart__dot--hollow' : 'chart__dot'}
        cx={x(row.value)}
        cy={middle}
        r={4.5}
      />
      <text className="chart__value" x={WIDTH} y={middle} textAnchor="end" dominantBaseline="central">
        {row.isInconclusive === true ? 'inconclusive' : rangeWords(row)}
      </text>
    </g>
  );
}

function intervalWords(row: IntervalRow): string {
  const estimate = `${row.label}: ${formatShare(row.value)}, 95 % interval ${formatShare(row.low)} to ${formatShare(row.high)}`;
  const baseline = row.baseline === undefined ? '' : `, guessing ${formatShare(row.baseline)}`;
  return `${estimate}${baseline}${row.isInconclusive === true ? '; inconclusive' : ''}`;
}

/** What was counted in full has no interval. */
function rangeWords({ low, high }: IntervalRow): string {
  const [from, to] = [formatShare(low), formatShare(high)];
  return from === to ? from : `${from} to ${to}`;
}

function shorten(label: string): string {
  return label.length > 32 ? `${label.slice(0, 31)}…` : label;
}
