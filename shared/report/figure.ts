/** Numbers as every face shows them, with the number beside the text. */
import { decimal, percent, whole } from '../risk/explanations.ts';
import type { Figure } from './release-report.ts';

export const count = (value: number): Figure => ({ text: whole(value), value });
export const share = (value: number): Figure => ({ text: percent(value), value });
export const number = (value: number): Figure => ({ text: decimal(value), value });
export const words = (text: string): Figure => ({ text, value: null });

/** A figure that may be missing is never shown as zero. */
export const countOrNone = (value: number | null): Figure => (value === null ? NONE : count(value));
export const shareOrNone = (value: number | null): Figure => (value === null ? NONE : share(value));
export const numberOrNone = (value: number | null): Figure => (value === null ? NONE : number(value));

const NONE: Figure = { text: 'cannot be said', value: null, isNone: true };

/** For a number that does not exist for this row, such as a distance of values without order. */
export const numberOrDash = (value: number | null): Figure => (value === null ? DASH : number(value));

const DASH: Figure = { text: '–', value: null, isNone: true };

/** '1.2 % to 4.5 %' */
export const range = (low: number, high: number): Figure => words(`${percent(low)} to ${percent(high)}`);
