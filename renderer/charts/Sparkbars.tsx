import type { ColumnProfile, DistributionBar } from '@shared/table/table.ts';
import { scaleBand, scaleLinear } from '@visx/scale';
import { memo } from 'react';
import './charts.css';

const WIDTH = 120;

/** Without the rest bar of a frequency distribution: one tall bar for everything else would hide the shape. */
export function shownBars({
  distribution,
  distributionKind,
  distinct,
}: Pick<ColumnProfile, 'distribution' | 'distributionKind' | 'distinct'>): readonly DistributionBar[] {
  const hasRest = distributionKind === 'frequency' && distinct > distribution.length && distribution.length > 1;
  return hasRest ? distribution.slice(0, -1) : distribution;
}

/** A distribution as small as a word. Its numbers stand in the column's profile. */
export const Sparkbars = memo(function Sparkbars({
  bars,
  label,
  height = 20,
}: {
  readonly bars: readonly DistributionBar[];
  readonly label: string;
  readonly height?: number;
}) {
  const x = scaleBand({ domain: bars.map((_, index) => index), range: [0, WIDTH], padding: 0.15 });
  const largest = Math.max(1, ...bars.map((bar) => bar.count));
  const y = scaleLinear({ domain: [0, largest], range: [0, height] });
  // One path for all bars: a grid shows hundreds of them.
  const path = bars
    .map((bar, index) => {
      const barHeight = bar.count === 0 ? 0 : Math.max(1, y(bar.count));
      return `M${(x(index) ?? 0).toFixed(2)} ${height}v${-barHeight.toFixed(2)}h${x.bandwidth().toFixed(2)}V${height}z`;
    })
    .join('');
  return (
    <svg
      className="sparkbars"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      height={height}
    >
      <path d={path} className="chart__bar" />
    </svg>
  );
});
