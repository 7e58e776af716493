/** Reads the clock for the gate and keeps its marks in the profile (shared/license/clock.ts says what they mean). */
import {
  type ClockMarks,
  type ClockVerdict,
  ISSUE_TOLERANCE_MS,
  judgeClock,
  raisedSoftMark,
} from '@shared/license/clock.ts';
import type { Licence } from '@shared/license/licence.ts';
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
  /** For one licence. Marks are durable when it returns. */
  read(licence: Pick<Licence, 'issued' | 'validUntil'>): ClockReading;
  /** Remembers a time that an issuer signed, unless it lies ahead: then the clock or the issuer is wrong. */
  sawIssuerTime(instant: number): void;
}

export function clockWatch({ clock, store, log }: Pick<Context, 'clock' | 'store' | 'log'>): ClockWatch {
  let start = { marks: clockMarks(store), monotonic: clock.monotonic() };
  let last = { wall: clock.now(), monotonic: start.monotonic };

  return {
    read(licence) {
      const issued = Date.parse(licence.issued);
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
      const current = clockMarks(store);
      const verdict = judgeClock(current, issued, now);
      if (verdict === '') {
        // There is nothing yet to compare a first reading with: within the licence's term it is believed.
        if (current.soft === 0 && now <= Date.parse(licence.validUntil))
          start = { marks: { hard: current.hard, soft: now }, monotonic };
        const base = { hard: Math.max(start.marks.hard, issued), soft: start.marks.soft };
        const soft = raisedSoftMark(base, current.soft, now, monotonic - start.monotonic);
        if (soft - current.soft >= WRITE_STEP_MS) store.marks.set(SOFT, String(soft));
      }
      return { now, verdict };
    },
    sawIssuerTime(instant) {
      if (instant > clockMarks(store).hard && instant <= clock.now() + ISSUE_TOLERANCE_MS)
        store.marks.set(HARD, String(instant));
    },
  };
}

/** The marks of a profile; 0 where there is none yet. */
export function clockMarks({ marks }: Context['store']): ClockMarks {
  const stored = (name: string) => Number(marks.get(name) ?? 0) || 0;
  return { hard: stored(HARD), soft: stored(SOFT) };
}
