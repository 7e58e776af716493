/**
 * What takes longer than the risk report and is asked for apart: models of the population, individual risk, special uniques
 * (this folder), and what compares a release with its original. Formulas and sources: docs/measures.md. Probabilities and
 * shares are 0..1; null is "cannot be said", never zero.
 */
import type { UtilityAssessment } from '../utility/utility-assessment.ts';
import type { AttackReport } from './attacks/attack-report.ts';
import type { LinkageReport } from './linkage/linkage-report.ts';
import type { LintReport } from './lint/lint-report.ts';

export interface Assessment {
  /** Of the table as it is. */
  readonly before: RiskAssessment;
  /** Of the release. */
  readonly after: RiskAssessment;
  /** Of the release against the original: nearest records, attacks carried out, what stands in the bytes, utility. */
  readonly linkage: LinkageReport;
  readonly attacks: AttackReport;
  readonly lint: LintReport;
  readonly utility: UtilityAssessment;
}

export interface RiskAssessment {
  readonly quasiIdentifiers: readonly string[];
  readonly records: number;
  readonly population: PopulationAssessment;
  readonly individual: IndividualAssessment;
  readonly specialUniques: SpecialUniques;
}

/** How many records that are unique here are unique in the population too. */
export interface PopulationAssessment {
  /** Records that are unique in this table. */
  readonly sampleUniques: number;
  /** Records in classes of two. */
  readonly sampleDoubles: number;
  /** Where the sampling fraction comes from; 'assumed': nothing is known and the scenarios are examples. */
  readonly known: 'fraction' | 'weights' | 'table' | 'assumed';
  /** One when something is known, else one for each assumed fraction. */
  readonly scenarios: readonly PopulationScenario[];
}

export type PopulationModel = 'zayatz' | 'pitman' | 'snb';

export interface PopulationEstimate {
  readonly model: PopulationModel;
  /** Estimated unique people of the population; null when the model does not converge on these class sizes. */
  readonly uniques: number | null;
  /** The same / population size. */
  readonly share: number | null;
}

export interface PopulationScenario {
  /** Sampling fraction pi: records / population size. */
  readonly fraction: number;
  readonly populationSize: number;
  readonly estimates: readonly PopulationEstimate[];
  /** The estimate that the decision rule of Dankar et al. (2012) picks. */
  readonly decided: PopulationEstimate | null;
  /** Skinner and Elliot: chance that a unique match with one record is right; null without uniques and doubles. */
  readonly uniqueMatchCorrect: number | null;
  /** Every column as categories. Null without quasi-identifiers or with more than 2^53 cells. */
  readonly logLinear: LogLinearRisk | null;
  /** Columns of numbers enter by their value, with one coefficient each. Null where no column is one of numbers. */
  readonly logLinearTrend: LogLinearRisk | null;
}

/** Poisson log-linear model with main effects (Skinner and Holmes 1998). */
export interface LogLinearRisk {
  /** Expected sample uniques that are unique in the population. */
  readonly tau1: number;
  /** Expected correct matches for the sample uniques. */
  readonly tau2: number;
  /** Cells of the full cross table. */
  readonly cells: number;
}

export interface IndividualAssessment {
  /** Where F comes from: the sum of the weights of a class, class size / fraction, counts, or nothing (then r = 1/f). */
  readonly known: 'weights' | 'fraction' | 'table' | 'nothing';
  /** Share of one match with which a missing cell matches everything; 1: it does, 0: it is a value. */
  readonly alpha: number;
  /** Whether missing cells were too many to be compared, so that they count as a value. */
  readonly isStrict: boolean;
  /** Expected re-identifications: the sum of the records' risks (ER). */
  readonly expected: number;
  /** ER / records. */
  readonly globalRisk: number;
  readonly highest: number;
  /** Share of records above the recipe's threshold. */
  readonly recordsAtRisk: number;
  /** Records by individual risk; the bars are the same for every table. */
  readonly bars: readonly RiskBar[];
  /** For a wanted global risk, the greatest individual risk that may stay. */
  readonly targets: readonly RiskTarget[];
  readonly household: HouseholdRisk | null;
}

export interface RiskBar {
  /** '0.1-0.2' and so on: above the first, up to the second. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly records: number;
}

export interface RiskTarget {
  /** Global risk wanted. */
  readonly target: number;
  /** Records with an individual risk above it have to be protected; null when even protecting all is not enough. */
  readonly threshold: number | null;
  readonly records: number;
}

/** A household is found when one of its members is: 1 - product of (1 - r). */
export interface HouseholdRisk {
  readonly column: string;
  readonly households: number;
  readonly highest: number;
  /** Expected records in households that are found: the sum over the records of their household's risk. */
  readonly expected: number;
  readonly globalRisk: number;
}

/** SUDA2: records that are unique on few columns already (Elliot et al. 2002; Manning, Haglin and Keane 2008). */
export interface SpecialUniques {
  /** Columns of a minimal sample unique at most; below the number of quasi-identifiers the scores are bounded from below. */
  readonly maximumSize: number;
  readonly isComplete: boolean;
  /** Sampling fraction taken for DIS. */
  readonly fraction: number;
  /** Records with at least one minimal sample unique: all sample uniques when complete. */
  readonly records: number;
  readonly minimalSampleUniques: number;
  /** Minimal sample uniques by number of columns; entry 0 is one column. */
  readonly bySize: readonly number[];
  readonly highestScore: number;
  readonly highestDis: number;
  /** Sum of DIS over the records. */
  readonly expectedDis: number;
  /** Without classes of two every DIS is 1 and says nothing. */
  readonly isDisMeaningful: boolean;
  /** DIS of the records that have one, in ten bars of 0.1. */
  readonly bars: readonly RiskBar[];
  /** Percent of all scores that comes through the column; sums to more than 100. In the order of the recipe. */
  readonly columns: readonly { readonly column: string; readonly percent: number }[];
  /** The values that contribute most, at most 50. Percent within the column. Holds values of the table. */
  readonly values: readonly { readonly column: string; readonly value: string | null; readonly percent: number }[];
  /** The records with the highest scores, at most 20; `row` counts from 0. */
  readonly worst: readonly { readonly row: number; readonly score: number; readonly dis: number }[];
}
