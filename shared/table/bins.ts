/** Histogram intervals that a person would choose: round widths, calendar units. */
import { hasTimeOfDay } from './dates.ts';

export const MAX_BARS = 24;

export interface Bins {
  /** Consecutive whole numbers, rising with the value. */
  index(value: number): number;
  label(index: number): string;
}

/**
 * Widths 1, 2 or 5 times a power of ten, the smallest that needs at most 24 bars. Integers are labelled with both ends
 * inside ('20-29'), other numbers as half-open intervals ('0.5-1' holds 0.5 and not 1).
 */
export function numberBins(minimum: number, maximum: number, isWhole: boolean): Bins {
  let exponent = Math.floor(
    Math.log10(Math.max(maximum / MAX_BARS - minimum / MAX_BARS, isWhole ? 1 : Number.MIN_VALUE)),
  );
  if (maximum === minimum) exponent = isWhole ? 0 : Math.floor(Math.log10(Math.abs(maximum) || 1));
  for (; ; exponent++) {
    for (const digit of [1, 2, 5]) {
      const bins = widthBins(digit, exponent, isWhole);
      if (bins.index(maximum) - bins.index(minimum) < MAX_BARS) return bins;
    }
  }
}

function widthBins(digit: number, exponent: number, isWhole: boolean): Bins {
  const width = Number(`${digit}e${exponent}`);
  const decimals = Math.min(20, Math.max(0, -exponent));
  const text = (value: number) => (Math.abs(value) >= 1e15 ? value.toPrecision(4) : value.toFixed(decimals));
  return {
    // dividing by 0.1 and multiplying by 10 differ in the last bit: 0.3 / 0.1 = 2.9999999999999996
    index: (value) => Math.floor(exponent < 0 ? (value * Number(`1e${-exponent}`)) / digit : value / width),
    label(index) {
      const start = index * width;
      const end = isWhole ? start + width - 1 : start + width;
      if (isWhole && width === 1) return text(start);
      return start < 0 ? `${text(start)} to ${text(end)}` : `${text(start)}-${text(end)}`;
    },
  };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours (only where times are given), days, months, quarters, then 1 to 1000 years: the first that needs at most 24 bars. */
export function dateBins(minimum: number, maximum: number, sample: string): Bins {
  const units = [...(hasTimeOfDay(sample) ? [HOURS] : []), DAYS, MONTHS, QUARTERS, ...YEAR_WIDTHS.map(yearBins)];
  return units.find((bins) => bins.index(maximum) - bins.index(minimum) < MAX_BARS) ?? yearBins(1000);
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const year = (milliseconds: number) => new Date(milliseconds).getUTCFullYear();
const month = (milliseconds: number) => new Date(milliseconds).getUTCMonth();
const two = (value: number) => String(value).padStart(2, '0');
const four = (value: number) => String(value).padStart(4, '0');

const HOURS: Bins = {
  index: (value) => Math.floor(value / HOUR_MS),
  label: (index) =>
    `${iso(index * HOUR_MS)
      .slice(0, 13)
      .replace('T', ' ')}:00`,
};
const DAYS: Bins = {
  index: (value) => Math.floor(value / DAY_MS),
  label: (index) => iso(index * DAY_MS).slice(0, 10),
};
const MONTHS: Bins = {
  index: (value) => year(value) * 12 + month(value),
  label: (index) => `${four(Math.floor(index / 12))}-${two((index % 12) + 1)}`,
};
const QUARTERS: Bins = {
  index: (value) => year(value) * 4 + Math.floor(month(value) / 3),
  label: (index) => `${four(Math.floor(index / 4))}-Q${(index % 4) + 1}`,
};
const YEAR_WIDTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

function yearBins(width: number): Bins {
  return {
    index: (value) => Math.floor(year(value) / width),
    label: (index) => (width === 1 ? four(index) : `${four(index * width)}-${four(index * width + width - 1)}`),
  };
}
