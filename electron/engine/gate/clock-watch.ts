/** Reads the clock for the gate and keeps its marks in the profile (shared/license/clock.ts says what they mean). */
import {
  type ClockMarks,
  type ClockVerdict,
  ISSUE_TOLERANCE_MS,
  judgeClock,
  raisedSoftMark,
} from '@shared/license/clock.ts';
import type { Context } from '../context.ts';

const HARD = 'clock.hard';
const SOFT = 'clock.soft';
/** A mark is written again when it moved by as much. */
const WRITE_STEP_MS = 60_000;
/** Wall and monotonic clock that part by more than this were parted by somebody (or by a sleep of the computer). */
const JUMP_MS = 5 * 60_000;

export interface ClockReading {
  readonly now: number;
  readonly verdict: ClockVerdict;
}

export interface ClockWatch {
  /** `issued` of the licence in question. Marks are durable when it returns. */
  read(issued: number): ClockReading;
  /** Remembers a time that an issuer signed, unless it lies ahead: then the clock or the issuer is wrong. */
  sawIssuerTime(instant: number): void;
}

export function clockWatch({ clock, store, log }: Pick<Context, 'clock' | 'store' | 'log'>): ClockWatch {
  const stored = (name: string) => Number(store.marks.get(name) ?? 0) || 0;
  const marks = (): ClockMarks => ({ hard: stored(HARD), soft: stored(SOFT) });
  const atStart = marks();
  const startMonotonic = clock.monotonic();
  let last = { wall: clock.now(), monotonic: startMonotonic };

  return {
    read(issued) {
      const now = clock.now();
      const monotonic = clock.monotonic();
      const jump = now - last.wall - (monotonic - last.monotonic);
      last = { wall: now, monotonic };
      if (Math.abs(jump) > JUMP_MS)
        log.append({
          kind: 'clock.change',
          outcome: 'done',
          reason: '',
          details: { seconds: Math.round(jump / 1000) },
        });
      const current = marks();
      const verdict = judgeClock(current, issued, now);
      if (verdict === '') {
        // The licence's own time is the least that can be: a first start has no other mark.
        const base = { hard: Math.max(atStart.hard, current.hard, issued), soft: atStart.soft };
        const soft = raisedSoftMark(base, current.soft, now, monotonic - startMonotonic);
        if (soft - current.soft >= WRITE_STEP_MS) store.marks.set(SOFT, String(soft));
      }
      return { now, verdict };
    },
    sawIssuerTime(instant) {
      if (instant > stored(HARD) && instant <= clock.now() + ISSUE_TOLERANCE_MS) store.marks.set(HARD, String(instant));
    },
  };
}
