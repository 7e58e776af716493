/**
 * Is the computer's clock believable? An expiry can only be kept offline as far as the clock can be trusted, so two marks
 * are remembered: `hard` is the latest time that an issuer signed, `soft` the latest time that this application saw itself.
 */
const MINUTE_MS = 60_000;
/** Network time and a person's correction move a clock by less. */
export const SET_BACK_TOLERANCE_MS = 15 * MINUTE_MS;
/** Two computers' clocks may differ by as much. */
export const ISSUE_TOLERANCE_MS = 5 * MINUTE_MS;
/** A wrong year must not become a mark: one run of the application moves the soft mark at most so far ahead. */
export const SOFT_MARK_STEP_MS = 7 * 86_400_000;

export interface ClockMarks {
  /** Milliseconds UTC; 0 when there is none yet. */
  readonly hard: number;
  readonly soft: number;
}

/** '' when believable, else the slug of the refusal. All arguments in milliseconds UTC. */
export type ClockVerdict = '' | 'clock.set-back' | 'clock.before-issue';

export function judgeClock(marks: ClockMarks, issued: number, now: number): ClockVerdict {
  if (now < issued - ISSUE_TOLERANCE_MS) return 'clock.before-issue';
  if (now < Math.max(marks.hard, marks.soft) - SET_BACK_TOLERANCE_MS) return 'clock.set-back';
  return '';
}

/** The soft mark after a reading: never earlier, and no further ahead of where this run began than a step and its length. */
export function raisedSoftMark(atStart: ClockMarks, soft: number, now: number, elapsedMs: number): number {
  const furthest = Math.max(atStart.hard, atStart.soft) + SOFT_MARK_STEP_MS + elapsedMs;
  return Math.max(soft, Math.min(now, furthest));
}
