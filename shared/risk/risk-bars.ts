/** Records by a risk from 0 to 1. The bars are the same for every table, so that before and after compare. */
import type { RiskBar } from './assessment.ts';

const RISK_BOUNDS = [0, 0.0001, 0.001, 0.01, 0.05, 0.1, 0.2, 1 / 3, 0.5, 1];
const DIS_BOUNDS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Each entry is `records[i]` records of risk `risks[i]`. */
export function riskBars(risks: Float64Array, records: Uint32Array): RiskBar[] {
  return barsOf(RISK_BOUNDS, risks, records);
}

/** Entries of 0 have no score and are in no bar. */
export function disBars(dis: Float64Array): RiskBar[] {
  const scored = dis.filter((value) => value > 0);
  return barsOf(DIS_BOUNDS, scored, new Uint32Array(scored.length).fill(1));
}

function barsOf(bounds: readonly number[], risks: Float64Array, records: Uint32Array): RiskBar[] {
  const counts = new Float64Array(bounds.length - 1);
  for (let at = 0; at < risks.length; at++) {
    let bar = 0;
    while (bar < counts.length - 1 && risks[at]! > bounds[bar + 1]!) bar++;
    counts[bar]! += records[at]!;
  }
  return Array.from(counts, (count, bar) => {
    const [from, to] = [bounds[bar]!, bounds[bar + 1]!];
    return { label: `${short(from)}-${short(to)}`, from, to, records: count };
  });
}

function short(bound: number): string {
  return String(Number(bound.toFixed(4 - (bound >= 0.01 ? 2 : 0))));
}
