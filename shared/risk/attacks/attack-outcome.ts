/** From counted successes to the numbers of a report (Giomi et al. 2023, section 4). */
import type { AttackOutcome } from './attack-report.ts';
import { exactRate, type RateEstimate, wilson } from './rate-estimate.ts';

export interface Tally {
  readonly successes: number;
  readonly attempts: number;
  /** Every attempt that there is was made, so that the rate has no error of sampling. */
  readonly isExhaustive?: boolean;
}

export function outcome(attack: Tally, baseline: Tally, control: Tally | null): AttackOutcome {
  const found = estimate(attack);
  const guessed = estimate(baseline);
  const controlled = control && estimate(control);
  return {
    attack: found,
    baseline: guessed,
    control: controlled,
    risk: controlled ? riskOver(found, controlled) : { value: found.rate, low: found.low, high: found.high },
    verdict: share(attack) > share(baseline) ? 'measured' : 'inconclusive',
  };
}

function estimate({ successes, attempts, isExhaustive }: Tally): RateEstimate {
  return isExhaustive ? exactRate(successes, attempts) : wilson(successes, attempts);
}

/** (a - c) / (1 - c); the half widths propagate as sqrt((ea / (1-c))^2 + ((a-1) ec / (1-c)^2)^2). */
export function riskOver(attack: RateEstimate, control: RateEstimate): AttackOutcome['risk'] {
  const [a, c] = [attack.rate, control.rate];
  // what always succeeds without the release is no risk of it
  if (c >= 1) return { value: 0, low: 0, high: 0 };
  const [ofAttack, ofControl] = [halfWidth(attack), halfWidth(control)];
  const value = (a - c) / (1 - c);
  const half = Math.hypot(ofAttack / (1 - c), ((a - 1) * ofControl) / (1 - c) ** 2);
  return { value: clip(value), low: clip(value - half), high: clip(value + half) };
}

function halfWidth({ low, high }: RateEstimate): number {
  return (high - low) / 2;
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function share({ successes, attempts }: Tally): number {
  return attempts === 0 ? 0 : successes / attempts;
}
