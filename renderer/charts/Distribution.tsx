import type { DistributionBar } from '@shared/table/table.ts';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { formatCount, formatShare } from '../ui/format.ts';
import { ChartFrame } from './ChartFrame.tsx';

export interface DistributionProps {
  readonly title: string;
  readonly before: readonly DistributionBar[];
  /** The same labels, in the same order. */
  readonly after: readonly DistributionBar[];
  /** All rows of the original, for the shares. */
  readonly total: number;
  readonly summary?: string;
}

interface PairedBar {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

const WIDTH = 560;
const ROW = 22;
const LABEL = 150;
const VALUE = 108;

/** Pairs bars by label; a label of only one side counts 0 on the other. */
export function pairBars(before: readonly DistributionBar[], after: readonly DistributionBar[]): readonly PairedBar[] {
  const counts = new Map(after.map((bar) => [bar.label, bar.count]));
  const paired = before.map((bar) => ({ label: bar.label, before: bar.count, after: counts.get(bar.label) ?? 0 }));
  const known = new Set(before.map((bar) => bar.label));
  const added = after.filter((bar) => !known.has(bar.label));
  return [...paired, ...added.map((bar) => ({ label: bar.label, before: 0, after: bar.count }))];
}

/** Before as a pale bar, after as a narrower bar over it. */
export function Distribution({ title, before, after, total, summary = '' }: DistributionProps) {
  const bars = pairBars(before, after);
  const height = bars.length * ROW;
  const y = scaleBand({ domain: bars.map((bar) => bar.label), range: [0, height], padding: 0.22 });
  const largest = Math.max(1, ...bars.map((bar) => Math.max(bar.before, bar.after)));
  const x = scaleLinear({ domain: [0, largest], range: [0, WIDTH - LABEL - VALUE] });
  return (
    <ChartFrame
      title={title}
      summary={summary}
      legend={[
        { kind: 'before', label: 'Before' },
        { kind: 'after', label: 'After' },
      ]}
      columns={[
        { id: 'label', header: 'Value', cell: (bar: PairedBar) => bar.label, isRowHeader: true },
        { id: 'before', header: 'Before', cell: (bar: PairedBar) => formatCount(bar.before), align: 'end' },
        { id: 'after', header: 'After', cell: (bar: PairedBar) => formatCount(bar.after), align: 'end' },
      ]}
      rows={bars}
      rowKey={(bar) => bar.label}
    >
      <svg className="chart__plot" role="img" aria-label={title} viewBox={`0 0 ${WIDTH} ${height}`}>
        {bars.map((bar) => {
          const top = y(bar.label) ?? 0;
          const band = y.bandwidth();
          return (
            <g key={bar.label}>
              <title>{`${bar.label}: before ${formatCount(bar.before)}, after ${formatCount(bar.after)}`}</title>
              <text
                className="chart__label"
                x={LABEL - 8}
                y={top + band / 2}
                textAnchor="end"
                dominantBaseline="central"
              >
                {shorten(bar.label)}
              </text>
              <Bar
                x={LABEL}
                y={top}
                width={x(bar.before)}
                height={band}
                className="chart__bar chart__bar--before"
                rx={2}
              />
              <Bar
                x={LABEL}
                y={top + band * 0.25}
                width={x(bar.after)}
                height={band * 0.5}
                className="chart__bar chart__bar--after"
                rx={1.5}
              />
              <text className="chart__value" x={WIDTH} y={top + band / 2} textAnchor="end" dominantBaseline="central">
                {shareChange(bar, total)}
              </text>
            </g>
          );
        })}
      </svg>
    </ChartFrame>
  );
}

function shareChange(bar: PairedBar, total: number): string {
  if (total === 0) return '';
  const from = formatShare(bar.before / total);
  const to = formatShare(bar.after / total);
  return from === to ? from : `${from} → ${to}`;
}

function shorten(label: string): string {
  if (label === '') return 'empty';
  return label.length > 22 ? `${label.slice(0, 21)}…` : label;
}
