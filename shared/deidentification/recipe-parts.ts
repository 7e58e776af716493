/** Schemas that several parts of the recipe share. */
import * as v from 'valibot';

export const Text = v.pipe(v.string(), v.maxLength(500));
export const ColumnName = v.pipe(v.string(), v.maxLength(1000));
export const Finite = v.pipe(v.number(), v.finite());
export const FilePath = v.pipe(v.string(), v.maxLength(4096));
export const Delimiter = v.pipe(v.string(), v.length(1));

export function Whole(min: number, max: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
}
