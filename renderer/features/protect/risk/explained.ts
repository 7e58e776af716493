/** The words behind a number, and how a number stands to its limit. */
import { explain, type RiskKey, type UtilityKey } from '@shared/risk/explanations.ts';
import type { RiskReport } from '@shared/risk/risk-report.ts';
import type { UtilityReport } from '@shared/utility/utility-report.ts';
import type { Tone } from '../../../ui/Callout.tsx';
import type { Explanation } from '../../../ui/Stat.tsx';

/** The same measure of the data as they were and of the release. */
export interface Pair {
  readonly before: RiskReport;
  readonly after: RiskReport;
}

export function how(title: string, key: RiskKey, report: RiskReport): Explanation {
  return { title, paragraphs: [explain(key, report).how] };
}

export function howUtility(title: string, key: UtilityKey, report: UtilityReport): Explanation {
  return { title, paragraphs: [explain(key, report).how] };
}

export function toneOf(value: number, threshold: number): { tone: Tone; verdict: string } {
  return value <= threshold
    ? { tone: 'success', verdict: 'Within the threshold' }
    : { tone: 'danger', verdict: 'Above the threshold' };
}
