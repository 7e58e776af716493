/** Individual risk of every record, and what follows for the file (Benedetti and Franconi 1998; Templ 2017). */
import type { Task } from '../std/task.ts';
import type { IndividualAssessment, RiskTarget } from './assessment.ts';
import { individualRisk } from './individual-risk.ts';
import { riskBars } from './risk-bars.ts';

/** Wanted global risks that are answered: one record in a thousand, in a hundred, in twenty. */
const TARGETS = [0.001, 0.01, 0.05];
/** A mask: some milliseconds between two checkpoints. */
const CHECK_EVERY = (1 << 14) - 1;

/** Of every class: sizes of neighbourhoods are f, people of the population F; `F` null: nothing is known. */
export interface ClassFrequencies {
  readonly f: Float64Array | Uint32Array;
  readonly F: Float64Array | null;
  /** F is no estimate. */
  readonly isCounted: boolean;
}

/**
 * Risk of a record of each class: E[1/F | f] with p = f/F, at most 1. A class cannot have fewer people than records; where
 * nothing is known of the population F is f and the risk 1/f. Where F was counted it is 1/F.
 */
export function classRisks({ f, F, isCounted }: ClassFrequencies, task: Task): Float64Array {
  const known = new Map<number, Map<number, number>>();
  const risks = new Float64Array(f.length);
  for (let c = 0; c < risks.length; c++) {
    if ((c & CHECK_EVERY) === 0) task.checkpoint();
    const people = F ? Math.max(f[c]!, F[c]!) : f[c]!;
    if (isCounted) risks[c] = 1 / people;
    else {
      const ofSize = remembered(known, f[c]!, () => new Map<number, number>());
      risks[c] = remembered(ofSize, people, () => individualRisk(f[c]!, f[c]! / people));
    }
  }
  return risks;
}

function remembered<Value>(known: Map<number, Value>, key: number, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

/** `records` are the records of each class. */
export function summarizeRisks(
  risks: Float64Array,
  records: Uint32Array,
  threshold: number,
  task: Task,
): Pick<IndividualAssessment, 'expected' | 'globalRisk' | 'highest' | 'recordsAtRisk' | 'bars' | 'targets'> {
  let expected = 0;
  let count = 0;
  let highest = 0;
  let atRisk = 0;
  for (let c = 0; c < risks.length; c++) {
    expected += records[c]! * risks[c]!;
    count += records[c]!;
    highest = Math.max(highest, risks[c]!);
    if (risks[c]! > threshold) atRisk += records[c]!;
  }
  task.checkpoint();
  const steps = riskSteps(risks, records, task);
  return {
    expected,
    globalRisk: count === 0 ? 0 : expected / count,
    highest,
    recordsAtRisk: count === 0 ? 0 : atRisk / count,
    bars: riskBars(risks, records),
    targets: TARGETS.map((target) => thresholdFor(target, steps)),
  };
}

/** The different risks, ascending, and the records of each. */
export interface RiskSteps {
  readonly risks: Float64Array;
  readonly records: Float64Array;
}

export function riskSteps(risks: Float64Array, records: Uint32Array, task: Task): RiskSteps {
  const counts = new Map<number, number>();
  for (let c = 0; c < risks.length; c++) {
    if ((c & CHECK_EVERY) === 0) task.checkpoint();
    counts.set(risks[c]!, (counts.get(risks[c]!) ?? 0) + records[c]!);
  }
  const different = Float64Array.from(counts.keys()).sort();
  task.checkpoint();
  return { risks: different, records: different.map((risk) => counts.get(risk)!) };
}

/**
 * The greatest risk r* such that the file's global risk would be below the target, were every record above r* protected until
 * its risk is r*: sum of the safe risks + r* times the unsafe records < n times the target (Franconi and Polettini 2004).
 * r* is one of the risks of the table. `records`: those above it.
 */
export function thresholdFor(target: number, { risks, records }: RiskSteps): RiskTarget {
  const all = records.reduce((sum, count) => sum + count, 0);
  let safe = 0;
  let unsafe = all;
  let found: RiskTarget = { target, threshold: null, records: all };
  for (let at = 0; at < risks.length; at++) {
    safe += risks[at]! * records[at]!;
    unsafe -= records[at]!;
    if (safe + risks[at]! * unsafe >= all * target) break;
    found = { target, threshold: risks[at]!, records: unsafe };
  }
  return found;
}
