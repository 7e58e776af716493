/** Drawings as SVG without script and without style attributes; the figures stand in a table beside them. */
import { escapeHtml } from './escape-html.ts';
import type { Block } from './release-report.ts';

type Bars = Extract<Block, { type: 'bars' }>;
type Points = Extract<Block, { type: 'points' }>;

const WIDTH = 640;
const LABEL_WIDTH = 130;
const BAR_HEIGHT = 10;
const ROW_HEIGHT = 32;
const VALUE_WIDTH = 90;

/** Horizontal bars, one colour a series. */
export function barsPicture({ title, series, bars }: Bars): string {
  const longest = Math.max(0, ...bars.flatMap((bar) => bar.figures.map((figure) => figure.value ?? 0)));
  const room = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
  const height = bars.length * ROW_HEIGHT + 28;
  const legend = series
    .map(
      (name, at) =>
        `<rect class="${seriesClass(at)}" x="${LABEL_WIDTH + at * 110}" y="4" width="10" height="10"/><text x="${LABEL_WIDTH + at * 110 + 16}" y="13">${escapeHtml(name)}</text>`,
    )
    .join('');
  const rows = bars
    .map(({ label, figures }, row) => {
      const top = 26 + row * ROW_HEIGHT;
      const drawn = figures
        .map(({ text, value }, at) => {
          const length = longest === 0 ? 0 : ((value ?? 0) / longest) * room;
          const y = top + at * (BAR_HEIGHT + 2);
          return `<rect class="${seriesClass(at)}" x="${LABEL_WIDTH}" y="${y}" width="${round(length)}" height="${BAR_HEIGHT}"/><text x="${round(LABEL_WIDTH + length + 6)}" y="${y + BAR_HEIGHT - 1}">${escapeHtml(text)}</text>`;
        })
        .join('');
      return `<text x="${LABEL_WIDTH - 8}" y="${top + BAR_HEIGHT + 4}" text-anchor="end">${escapeHtml(shorten(label))}</text>${drawn}`;
    })
    .join('');
  return picture(height, title, legend + rows);
}

const SIDE = 300;
const EDGE = 60;

/** Both axes from 0 to 1; the lower left corner has neither risk nor loss. */
export function pointsPicture({ title, axes, points }: Points): string {
  const right = EDGE + SIDE;
  const frame = `<path class="axis" d="M${EDGE} 20V${20 + SIDE}H${right}"/>`;
  const names = `<text x="${EDGE}" y="${SIDE + 56}">${escapeHtml(axes[0])} →</text><text x="${EDGE - 8}" y="12" text-anchor="start">↑ ${escapeHtml(axes[1])}</text>`;
  const ends = ['0 %', '100 %']
    .map(
      (text, at) =>
        `<text x="${EDGE + at * SIDE}" y="${SIDE + 38}" text-anchor="middle">${text}</text><text x="${EDGE - 8}" y="${24 + (1 - at) * SIDE}" text-anchor="end">${text}</text>`,
    )
    .join('');
  const dots = points
    .map(({ label, x, y }, at) => {
      const [cx, cy] = [EDGE + clip(x.value) * SIDE, 20 + (1 - clip(y.value)) * SIDE];
      return `<circle class="${seriesClass(at)}" cx="${round(cx)}" cy="${round(cy)}" r="6"/><text x="${round(cx + 10)}" y="${round(cy - 6)}">${escapeHtml(shorten(label))}: ${escapeHtml(x.text)}, ${escapeHtml(y.text)}</text>`;
    })
    .join('');
  return picture(SIDE + 70, title, frame + names + ends + dots);
}

function picture(height: number, title: string, content: string): string {
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${WIDTH} ${height}">${content}</svg>`;
}

function seriesClass(at: number): string {
  return at === 0 ? 'first' : 'second';
}

function clip(value: number | null): number {
  return Math.min(1, Math.max(0, value ?? 0));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function shorten(label: string): string {
  const letters = [...label];
  return letters.length <= 18 ? label : `${letters.slice(0, 17).join('')}…`;
}
