import type { TabulateResult } from '@shared/contract/views.ts';
import { scaleLinear } from '@visx/scale';
import { Bar, Line } from '@visx/shape';
import '../../charts/charts.css';
import { formatNumber } from '../../ui/format.ts';
import { WITHHELD } from './tabulation.ts';

const WIDTH = 640;
const ROW = 24;
const LABEL = 220;
const VALUE = 72;
const MAX_LABEL_CHARACTERS = 34;

/** One bar a cell. A suppressed cell has a dashed mark of the same width everywhere, which says nothing about its size. */
export function ResultBars({ label, result }: { readonly label: string; readonly result: TabulateResult }) {
  const values = result.cells.map((cell) => (result.measure === 'count' ? cell.count : cell.value));
  const known = values.filter((value) => value !== null);
  const x = scaleLinear({
    domain: [Math.min(0, ...known), Math.max(1e-9, ...known)],
    range: [LABEL, WIDTH - VALUE],
  });
  const zero = x(0);
  const height = result.cells.length * ROW + 4;
  return (
    <figure className="chart">
      <figcaption className="visually-hidden">{label}. The same numbers stand in the table.</figcaption>
      <svg className="chart__plot" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${height}`}>
        <Line from={{ x: zero, y: 0 }} to={{ x: zero, y: height }} className="chart__gridline" />
        {result.cells.map((cell, index) => {
          const value = values[index] ?? null;
          const name = cell.group.map((part) => part ?? 'missing').join(', ') || 'All rows';
          const y = index * ROW + 4;
          const end = value === null ? zero + 24 : x(value);
          return (
            <g key={JSON.stringify(cell.group)}>
              <title>{`${name}: ${value === null ? WITHHELD : formatNumber(value, 3)}`}</title>
              <text x={LABEL - 8} y={y + 13} textAnchor="end" className="chart__label">
                {name.length > MAX_LABEL_CHARACTERS ? `${name.slice(0, MAX_LABEL_CHARACTERS - 1)}…` : name}
              </text>
              <Bar
                x={Math.min(zero, end)}
                y={y}
                width={Math.abs(end - zero)}
                height={ROW - 7}
                rx={1.5}
                className={value === null ? 'result-bar--suppressed' : 'chart__bar chart__bar--after'}
              />
              <text x={Math.max(zero, end) + 6} y={y + 13} className="chart__value">
                {value === null ? WITHHELD : formatNumber(value, 3)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
