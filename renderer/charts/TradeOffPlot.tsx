import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleLinear } from '@visx/scale';
import { Line } from '@visx/shape';
import { formatNumber, formatShare } from '../ui/format.ts';
import './charts.css';

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface NamedPlace extends Place {
  readonly name: string;
}

export interface TradeOffPlotProps {
  readonly label: string;
  readonly points: readonly (Place & { readonly isWithin: boolean })[];
  /** The release that the sliders choose. */
  readonly chosen: Place | null;
  /** Looked at, by a press in the plot or in the list beside it. */
  readonly selected: Place | null;
  readonly strategies: readonly NamedPlace[];
  /** In the units of the data, with the extent of the plot for measuring distances. */
  readonly onPick: (place: Place, extent: Place) => void;
}

const WIDTH = 640;
const HEIGHT = 320;
const MARGIN = { top: 12, right: 16, bottom: 42, left: 58 };

/** Detail lost against risk: every combination of levels is a dot, what was set aside has a name. */
export function TradeOffPlot({ label, points, chosen, selected, strategies, onPick }: TradeOffPlotProps) {
  const all: readonly Place[] = [...points, ...strategies, ...(chosen ? [chosen] : [])];
  const extent = {
    x: Math.max(0.0001, ...all.map((point) => point.x)) * 1.04,
    y: Math.max(0.0001, ...all.map((point) => point.y)) * 1.08,
  };
  const x = scaleLinear({ domain: [0, extent.x], range: [MARGIN.left, WIDTH - MARGIN.right] });
  const y = scaleLinear({ domain: [0, extent.y], range: [HEIGHT - MARGIN.bottom, MARGIN.top] });
  // One path for all dots of a kind: there can be twenty thousand.
  const dots = (isWithin: boolean) =>
    points
      .filter((point) => point.isWithin === isWithin)
      .map((point) => `M${(x(point.x) - 1.5).toFixed(1)} ${(y(point.y) - 1.5).toFixed(1)}h3v3h-3z`)
      .join('');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list beside it chooses the same with the keyboard
    <svg
      className="chart__plot chart__plot--wide"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const place = {
          x: x.invert(((event.clientX - box.left) / box.width) * WIDTH),
          y: y.invert(((event.clientY - box.top) / box.height) * HEIGHT),
        };
        onPick(place, extent);
      }}
    >
      {y.ticks(5).map((tick) => (
        <Line
          key={tick}
          from={{ x: MARGIN.left, y: y(tick) }}
          to={{ x: WIDTH - MARGIN.right, y: y(tick) }}
          className="chart__gridline"
        />
      ))}
      <path d={dots(false)} className="chart__cloud" />
      <path d={dots(true)} className="chart__cloud chart__cloud--within" />
      {strategies.map((strategy) => (
        <g key={strategy.name} transform={`translate(${x(strategy.x)} ${y(strategy.y)})`}>
          <path d="M0 -6L6 0L0 6L-6 0Z" className="chart__strategy" />
          <text className="chart__label" x={9} dominantBaseline="central">
            {strategy.name.length > 24 ? `${strategy.name.slice(0, 23)}…` : strategy.name}
          </text>
        </g>
      ))}
      {selected === null ? null : <circle className="chart__ring" cx={x(selected.x)} cy={y(selected.y)} r={8} />}
      {chosen === null ? null : <circle className="chart__dot" cx={x(chosen.x)} cy={y(chosen.y)} r={6} />}
      <AxisLeft
        scale={y}
        left={MARGIN.left}
        numTicks={5}
        hideAxisLine
        hideTicks
        tickFormat={(value) => formatShare(Number(value))}
        tickLabelProps={{ className: 'chart__tick', textAnchor: 'end', dx: -4, dy: 3 }}
        label="average risk"
        labelClassName="chart__axis-label"
        labelOffset={38}
      />
      <AxisBottom
        scale={x}
        top={HEIGHT - MARGIN.bottom}
        numTicks={6}
        hideTicks
        axisLineClassName="chart__axis"
        tickFormat={(value) => formatNumber(Number(value), 2)}
        tickLabelProps={{ className: 'chart__tick', textAnchor: 'middle' }}
        label="detail lost: further left keeps more"
        labelClassName="chart__axis-label"
        labelOffset={10}
      />
    </svg>
  );
}
