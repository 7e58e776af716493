/** From counted successes to the numbers of a report (Giomi et al. 2023, section 4). */
import type { AttackOutcome } from './attack-report.ts';
import { type RateEstimate, wilson } from './rate-estimate.ts';

export interface Tally {
  readonly successes: number;
  readonly attempts: number;
}

export function outcome(attack: Tally, baseline: Tally, control: Tally | null): AttackOutcome {
  const found = wilson(attack.successes, attack.attempts);
  const guessed = wilson(baseline.successes, baseline.attempts);
  const controlled = control && wilson(control.successes, control.attempts);
  return {
    attack: found,
    baseline: guessed,
    control: controlled,
    risk: controlled ? riskOver(found, controlled) : { value: found.rate, low: found.low, high: found.high },
    verdict: share(attack) > share(baseline) ? 'measured' : 'inconclusive',
  };
}

/** (a - c) / (1 - c); the half widths propagate as sqrt((ea / (1-c))^2 + ((a-1) ec / (1-c)^2)^2). */
export function riskOver(attack: RateEstimate, control: RateEstimate): AttackOutcome['risk'] {
  const [a, c] = [attack.rate, control.rate];
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
