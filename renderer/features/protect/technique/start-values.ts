/** The parameters that techniques start with, from what is known of the column. */
import type { ColumnProfile } from '@shared/table/table.ts';

function rangeOf({ minimum, maximum }: ColumnProfile): { low: number; high: number } | null {
  const low = Number(minimum);
  const high = Number(maximum);
  return minimum !== undefined && maximum !== undefined && Number.isFinite(low) && Number.isFinite(high)
    ? { low, high }
    : null;
}

/** The outer twentieths of the range. */
export function limitsOf(profile: ColumnProfile): { bottom?: number; top?: number } {
  const range = rangeOf(profile);
  if (!range) return {};
  const margin = (range.high - range.low) / 20;
  const round = (value: number) => (profile.type === 'integer' ? Math.round(value) : Number(value.toPrecision(3)));
  return { bottom: round(range.low + margin), top: round(range.high - margin) };
}

/** 1, 2 or 5 times a power of ten, about a twentieth of the range. */
export function roundBase(profile: ColumnProfile): number {
  const range = rangeOf(profile);
  const target = range ? (range.high - range.low) / 20 : 10;
  if (!(target > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(target));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= target) ?? 10;
  const base = Number((step * power).toPrecision(1));
  return profile.type === 'integer' ? Math.max(1, base) : base;
}
