import type { ClassSizeBar } from '@shared/risk/risk-report.ts';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar, Line } from '@visx/shape';
import { formatCount, formatShare } from '../ui/format.ts';
import { ChartFrame } from './ChartFrame.tsx';

export interface ClassSizesProps {
  readonly before: readonly ClassSizeBar[];
  readonly after: readonly ClassSizeBar[];
  readonly summary?: string;
}

interface PairedSize {
  readonly label: string;
  readonly before: ClassSizeBar | undefined;
  readonly after: ClassSizeBar | undefined;
}

const WIDTH = 640;
const HEIGHT = 220;
const MARGIN = { top: 8, right: 4, bottom: 40, left: 52 };

/** '5-9' sorts by 5. */
function firstSize(label: string): number {
  return Number.parseInt(label.replaceAll(',', ''), 10) || 0;
}

export function pairSizes(before: readonly ClassSizeBar[], after: readonly ClassSizeBar[]): readonly PairedSize[] {
  const labels = [...new Set([...before, ...after].map((bar) => bar.label))];
  labels.sort((a, b) => firstSize(a) - firstSize(b));
  const find = (bars: readonly ClassSizeBar[], label: string) => bars.find((bar) => bar.label === label);
  return labels.map((label) => ({ label, before: find(before, label), after: find(after, label) }));
}

/** How many records stand in groups of which size: the left end is where people can be singled out. */
export function ClassSizes({ before, after, summary = '' }: ClassSizesProps) {
  const sizes = pairSizes(before, after);
  const total = Math.max(1, sumRecords(before), sumRecords(after));
  const x = scaleBand({
    domain: sizes.map((size) => size.label),
    range: [MARGIN.left, WIDTH - MARGIN.right],
    padding: 0.25,
  });
  const largest = Math.max(0.0001, ...sizes.map((size) => Math.max(share(size.before), share(size.after))));
  const y = scaleLinear({ domain: [0, largest], range: [HEIGHT - MARGIN.bottom, MARGIN.top], nice: true });
  const half = x.bandwidth() / 2;

  function share(bar: ClassSizeBar | undefined): number {
    return (bar?.records ?? 0) / total;
  }

  return (
    <ChartFrame
      title="Records by the size of their group"
      titleHidden
      summary={summary}
      legend={[
        { kind: 'before', label: 'Before' },
        { kind: 'after', label: 'After' },
      ]}
      columns={[
        { id: 'label', header: 'Group size', cell: (size: PairedSize) => size.label, isRowHeader: true },
        {
          id: 'before',
          header: 'Records before',
          cell: (size: PairedSize) => formatCount(size.before?.records ?? 0),
          align: 'end',
        },
        {
          id: 'after',
          header: 'Records after',
          cell: (size: PairedSize) => formatCount(size.after?.records ?? 0),
          align: 'end',
        },
        {
          id: 'classes-before',
          header: 'Groups before',
          cell: (size: PairedSize) => formatCount(size.before?.classes ?? 0),
          align: 'end',
        },
        {
          id: 'classes-after',
          header: 'Groups after',
          cell: (size: PairedSize) => formatCount(size.after?.classes ?? 0),
          align: 'end',
        },
      ]}
      rows={sizes}
      rowKey={(size) => size.label}
    >
      <svg
        className="chart__plot"
        role="img"
        aria-label="Records by the size of their group"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      >
        {y.ticks(4).map((tick) => (
          <Line
            key={tick}
            from={{ x: MARGIN.left, y: y(tick) }}
            to={{ x: WIDTH - MARGIN.right, y: y(tick) }}
            className="chart__gridline"
          />
        ))}
        {sizes.map((size) => {
          const left = x(size.label) ?? 0;
          return (
            <g key={size.label}>
              <title>
                {`Groups of ${size.label}: before ${formatCount(size.before?.records ?? 0)} records, after ${formatCount(size.after?.records ?? 0)}`}
              </title>
              <Column x={left} width={half} top={y(share(size.before))} kind="before" />
              <Column x={left + half} width={half} top={y(share(size.after))} kind="after" />
            </g>
          );
        })}
        <AxisLeft
          scale={y}
          left={MARGIN.left}
          numTicks={4}
          hideAxisLine
          hideTicks
          tickFormat={(value) => formatShare(Number(value))}
          tickLabelProps={{ className: 'chart__tick', textAnchor: 'end', dx: -4, dy: 3 }}
        />
        <AxisBottom
          scale={x}
          top={HEIGHT - MARGIN.bottom}
          hideTicks
          axisLineClassName="chart__axis"
          tickLabelProps={{ className: 'chart__tick', textAnchor: 'middle' }}
          label="people in the same group"
          labelClassName="chart__axis-label"
          labelOffset={10}
        />
      </svg>
    </ChartFrame>
  );
}

function Column({
  x,
  width,
  top,
  kind,
}: {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly kind: 'before' | 'after';
}) {
  const bottom = HEIGHT - MARGIN.bottom;
  return (
    <Bar x={x} y={top} width={width - 1} height={bottom - top} className={`chart__bar chart__bar--${kind}`} rx={1.5} />
  );
}

function sumRecords(bars: readonly ClassSizeBar[]): number {
  return bars.reduce((sum, bar) => sum + bar.records, 0);
}
