import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar, Line } from '@visx/shape';
import { formatCount } from '../ui/format.ts';
import { ChartFrame } from './ChartFrame.tsx';

interface CountedBar {
  readonly label: string;
  readonly records: number;
}

interface PairedBar {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

const WIDTH = 640;
const HEIGHT = 200;
const MARGIN = { top: 8, right: 4, bottom: 40, left: 56 };

/** How many records have how high a risk, before and after. Both have the same bars. */
export function RiskBars({
  title,
  axis,
  before,
  after,
  summary = '',
}: {
  readonly title: string;
  readonly axis: string;
  readonly before: readonly CountedBar[];
  readonly after: readonly CountedBar[];
  readonly summary?: string;
}) {
  const bars: readonly PairedBar[] = before.map((bar, at) => ({
    label: bar.label,
    before: bar.records,
    after: after[at]?.records ?? 0,
  }));
  const x = scaleBand({
    domain: bars.map((bar) => bar.label),
    range: [MARGIN.left, WIDTH - MARGIN.right],
    padding: 0.25,
  });
  const largest = Math.max(1, ...bars.map((bar) => Math.max(bar.before, bar.after)));
  const y = scaleLinear({ domain: [0, largest], range: [HEIGHT - MARGIN.bottom, MARGIN.top], nice: true });
  // Records are whole: a scale up to 1 has two ticks.
  const ticks = y.ticks(4).filter(Number.isInteger);
  const half = x.bandwidth() / 2;
  const bottom = HEIGHT - MARGIN.bottom;
  return (
    <ChartFrame
      title={title}
      summary={summary}
      legend={[
        { kind: 'before', label: 'Before' },
        { kind: 'after', label: 'After' },
      ]}
      columns={[
        { id: 'label', header: axis, cell: (bar: PairedBar) => bar.label, isRowHeader: true },
        { id: 'before', header: 'Records before', cell: (bar: PairedBar) => formatCount(bar.before), align: 'end' },
        { id: 'after', header: 'Records after', cell: (bar: PairedBar) => formatCount(bar.after), align: 'end' },
      ]}
      rows={bars}
      rowKey={(bar) => bar.label}
    >
      <svg className="chart__plot" role="img" aria-label={title} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
        {ticks.map((tick) => (
          <Line
            key={tick}
            from={{ x: MARGIN.left, y: y(tick) }}
            to={{ x: WIDTH - MARGIN.right, y: y(tick) }}
            className="chart__gridline"
          />
        ))}
        {bars.map((bar) => {
          const left = x(bar.label) ?? 0;
          return (
            <g key={bar.label}>
              <title>{`${bar.label}: before ${formatCount(bar.before)}, after ${formatCount(bar.after)}`}</title>
              <Bar
                x={left}
                y={y(bar.before)}
                width={half - 1}
                height={bottom - y(bar.before)}
                className="chart__bar chart__bar--before"
                rx={1.5}
              />
              <Bar
                x={left + half}
                y={y(bar.after)}
                width={half - 1}
                height={bottom - y(bar.after)}
                className="chart__bar chart__bar--after"
                rx={1.5}
              />
            </g>
          );
        })}
        <AxisLeft
          scale={y}
          left={MARGIN.left}
          tickValues={ticks}
          hideAxisLine
          hideTicks
          tickFormat={(value) => formatCount(Number(value))}
          tickLabelProps={{ className: 'chart__tick', textAnchor: 'end', dx: -4, dy: 3 }}
        />
        <AxisBottom
          scale={x}
          top={bottom}
          hideTicks
          axisLineClassName="chart__axis"
          tickLabelProps={{ className: 'chart__tick', textAnchor: 'middle' }}
          label={axis}
          labelClassName="chart__axis-label"
          labelOffset={10}
        />
      </svg>
    </ChartFrame>
  );
}
