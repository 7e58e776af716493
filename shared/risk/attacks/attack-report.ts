/**
 * Family 5: attacks carried out on the release, their success counted against the original (Giomi et al. 2023). Formulas and
 * how ours differs: docs/measures.md. A low number says that these attacks failed, not that none would work.
 */
import type { RateEstimate } from './rate-estimate.ts';

export interface AttackReport {
  readonly singlingOut: readonly SinglingOutAttack[];
  /** Null with fewer than two released columns to part. */
  readonly linkability: LinkabilityAttack | null;
  readonly inference: readonly InferenceAttack[];
  readonly control: ControlInfo;
  /**
   * Original rows and released rows that linkability and inference looked at; fewer than there are when the tables were sampled.
   * Singling out is against every original row, up to two million.
   */
  readonly originalRows: number;
  readonly releasedRows: number;
  readonly isSampled: boolean;
  /** Released columns that no attack may compare, such as pseudonyms: their values say nothing without the key. */
  readonly leftOut: readonly string[];
}

/**
 * Rows of the original that did not go into the release. `reason` says why there is no control, or warns of it:
 * 'suppressed-rows': the rows that were left out were left out because they are rare, so guessing them is harder and the
 * difference to them overstates the risk.
 */
export interface ControlInfo {
  readonly rows: number;
  readonly isUsed: boolean;
  readonly reason: 'random-rows' | 'suppressed-rows' | 'too-few-rows' | 'no-rows';
}

export interface AttackOutcome {
  /** Success of the attack on records that are in the release. */
  readonly attack: RateEstimate;
  /** Success of guessing without the release's detail. */
  readonly baseline: RateEstimate;
  /** Success on records that are not in the release: what the release says of everybody. Null without a control. */
  readonly control: RateEstimate | null;
  /** (attack - control) / (1 - control) with its error propagated; without a control the attack's own rate. Clipped to 0..1. */
  readonly risk: { readonly value: number; readonly low: number; readonly high: number };
  /** 'inconclusive': the attack was not better than guessing, so it was too weak to say anything. Never "safe". */
  readonly verdict: 'measured' | 'inconclusive';
}

export interface SinglingOutAttack extends AttackOutcome {
  /**
   * 'univariate': one rare or extreme released value; with at most as many of them as attempts all are tried, and the rates are
   * exact (low = high); 'multivariate': random columns of a released record;
   * 'whole-record': all columns of a released record.
   */
  readonly predicates: 'univariate' | 'multivariate' | 'whole-record';
  /** Columns in one predicate. */
  readonly columns: number;
}

export interface LinkabilityAttack extends AttackOutcome {
  /** What the one source knows and what the other knows. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly neighbours: number;
}

export interface InferenceAttack extends AttackOutcome {
  /** The column that was guessed. */
  readonly secret: string;
  readonly known: readonly string[];
  /** 'equal': the released value that stands for the truth; 'near': within 5 % of the truth. */
  readonly success: 'equal' | 'near';
}
