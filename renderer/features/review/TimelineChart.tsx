import type { LogTimeline } from '@shared/contract/views.ts';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar, Line } from '@visx/shape';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { formatCount, formatDate, formatDateTime, formatPlural } from '../../ui/format.ts';

type Bucket = LogTimeline['buckets'][number];

const WIDTH = 960;
const HEIGHT = 150;
const MARGIN = { top: 8, right: 4, bottom: 24, left: 44 };
const DAY_MS = 86_400_000;
const MAX_LABELS = 8;

/** Uses and refusals over time: refusals stand on top of the uses. */
export function TimelineChart({ timeline }: { readonly timeline: LogTimeline }) {
  const { buckets, bucketMs } = timeline;
  const label = (start: number) => (bucketMs >= DAY_MS ? formatDate(start) : formatDateTime(start));
  const x = scaleBand({
    domain: buckets.map((bucket) => bucket.start),
    range: [MARGIN.left, WIDTH - MARGIN.right],
    padding: 0.2,
  });
  const largest = Math.max(1, ...buckets.map((bucket) => bucket.allowed + bucket.refused));
  const y = scaleLinear({ domain: [0, largest], range: [HEIGHT - MARGIN.bottom, MARGIN.top], nice: true });
  const every = Math.ceil(buckets.length / MAX_LABELS);
  const uses = buckets.reduce((sum, bucket) => sum + bucket.allowed, 0);
  const refusals = buckets.reduce((sum, bucket) => sum + bucket.refused, 0);

  return (
    <ChartFrame<Bucket>
      title="Uses and refusals over time"
      summary={`${formatPlural(uses, 'use')} and ${formatPlural(refusals, 'refusal')} in this time.`}
      columns={[
        { id: 'start', header: 'From', isRowHeader: true, cell: (bucket) => label(bucket.start) },
        { id: 'allowed', header: 'Uses', align: 'end', cell: (bucket) => formatCount(bucket.allowed) },
        { id: 'refused', header: 'Refusals', align: 'end', cell: (bucket) => formatCount(bucket.refused) },
      ]}
      rows={buckets.filter((bucket) => bucket.allowed + bucket.refused > 0)}
      rowKey={(bucket) => String(bucket.start)}
    >
      <div className="timeline">
        <ul className="chart__legend timeline__legend">
          <li>
            <span className="chart__swatch timeline__swatch--allowed" aria-hidden />
            Uses
          </li>
          <li>
            <span className="chart__swatch timeline__swatch--refused" aria-hidden />
            Refusals
          </li>
        </ul>
        <svg
          className="timeline__plot"
          role="img"
          aria-label={`Uses and refusals over time: ${formatCount(uses)} and ${formatCount(refusals)}`}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        >
          {y.ticks(3).map((tick) => (
            <Line
              key={tick}
              from={{ x: MARGIN.left, y: y(tick) }}
              to={{ x: WIDTH - MARGIN.right, y: y(tick) }}
              className="chart__gridline"
            />
          ))}
          {buckets.map((bucket) => (
            <BucketBars
              key={bucket.start}
              bucket={bucket}
              x={x(bucket.start) ?? 0}
              width={x.bandwidth()}
              y={y}
              title={label(bucket.start)}
            />
          ))}
          <AxisLeft
            scale={y}
            left={MARGIN.left}
            tickValues={y.ticks(3).filter(Number.isInteger)}
            hideAxisLine
            hideTicks
            tickFormat={(value) => formatCount(Number(value))}
            tickLabelProps={{ className: 'chart__tick', textAnchor: 'end', dx: -4, dy: 3 }}
          />
          <AxisBottom
            scale={x}
            top={HEIGHT - MARGIN.bottom}
            tickValues={buckets.filter((_, index) => index % every === 0).map((bucket) => bucket.start)}
            hideTicks
            axisLineClassName="chart__axis"
            tickFormat={(start) => shortLabel(Number(start), bucketMs)}
            tickLabelProps={{ className: 'chart__tick', textAnchor: 'middle' }}
          />
        </svg>
      </div>
    </ChartFrame>
  );
}

function BucketBars(props: {
  readonly bucket: Bucket;
  readonly x: number;
  readonly width: number;
  readonly y: (value: number) => number;
  readonly title: string;
}) {
  const { bucket, x, width, y } = props;
  const bottom = y(0);
  const middle = y(bucket.allowed);
  const top = y(bucket.allowed + bucket.refused);
  return (
    <g>
      <title>{`${props.title}: ${formatPlural(bucket.allowed, 'use')}, ${formatPlural(bucket.refused, 'refusal')}`}</title>
      <Bar x={x} y={middle} width={width} height={Math.max(0, bottom - middle)} className="timeline__allowed" />
      <Bar x={x} y={top} width={width} height={Math.max(0, middle - top)} className="timeline__refused" />
    </g>
  );
}

const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const SHORT_TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function shortLabel(start: number, bucketMs: number): string {
  return bucketMs >= DAY_MS ? SHORT_DAY.format(start) : SHORT_TIME.format(start);
}
