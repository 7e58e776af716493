/** Plain sentences for the slow measures: what was found, and what the number does not say. */
import type { AttackOutcome, AttackReport, SinglingOutAttack } from '@shared/risk/attacks/attack-report.ts';
import type {
  Assessment,
  IndividualAssessment,
  PopulationAssessment,
  PopulationModel,
  PopulationScenario,
  SpecialUniques,
} from '@shared/risk/assessment.ts';
import type { RecordLinkage } from '@shared/risk/linkage/linkage-report.ts';
import type { RiskReport } from '@shared/risk/risk-report.ts';
import type { Tone } from '../../../ui/Callout.tsx';
import { formatCount, formatList, formatNumber, formatPlural, formatShare } from '../../../ui/format.ts';

/** One family of risk in its shortest form: a figure, a verdict, a sentence. */
export interface FamilySummary {
  readonly id: FamilyId;
  readonly title: string;
  readonly figure: string;
  readonly unit: string;
  readonly tone: Tone;
  readonly verdict: string;
}

export type FamilyId = 'classes' | 'population' | 'special-uniques' | 'linkage' | 'attacks';

export const FAMILY_TITLES: Readonly<Record<FamilyId, string>> = {
  classes: 'Groups that look alike',
  population: 'The population',
  'special-uniques': 'Special uniques',
  linkage: 'Linkage to the original',
  attacks: 'Attacks carried out',
};

export function classesSummary(report: RiskReport): FamilySummary {
  const { uniques, prosecutor, threshold } = report;
  const isMet = uniques === 0 && prosecutor.highest <= threshold;
  return {
    id: 'classes',
    title: FAMILY_TITLES.classes,
    figure: formatShare(prosecutor.highest),
    unit: 'highest risk of one person',
    tone: isMet ? 'success' : 'danger',
    verdict: isMet ? 'Within the threshold' : 'Above the threshold',
  };
}

export function assessedSummaries({ after, linkage, attacks }: Assessment): readonly FamilySummary[] {
  return [
    populationSummary(after.population),
    specialSummary(after.specialUniques),
    linkageSummary(linkage.records),
    attacksSummary(attacks),
  ];
}

function populationSummary(report: PopulationAssessment): FamilySummary {
  const base = {
    id: 'population',
    title: FAMILY_TITLES.population,
    unit: 'unique in the population, estimated',
  } as const;
  const share = highestDecided(report);
  if (report.sampleUniques === 0) {
    return { ...base, figure: '0', unit: 'people unique in the release', tone: 'success', verdict: 'None to be found' };
  }
  if (share === null) return { ...base, figure: 'not known', tone: 'neutral', verdict: 'No model fits' };
  return {
    ...base,
    figure: formatShare(share),
    tone: 'warning',
    verdict: report.known === 'assumed' ? 'The population is assumed' : 'Estimated',
  };
}

/** Over the scenarios, the largest share of population uniques that the decision rule gives; null when it gives none. */
function highestDecided({ scenarios }: PopulationAssessment): number | null {
  const shares = scenarios.flatMap(({ decided }) => (decided?.share == null ? [] : [decided.share]));
  return shares.length === 0 ? null : Math.max(...shares);
}

function specialSummary({ records, minimalSampleUniques }: SpecialUniques): FamilySummary {
  return {
    id: 'special-uniques',
    title: FAMILY_TITLES['special-uniques'],
    figure: formatCount(records),
    unit: records === 1 ? 'row stands out on few columns' : 'rows stand out on few columns',
    tone: records === 0 ? 'success' : 'warning',
    verdict: records === 0 ? 'None found' : `${formatPlural(minimalSampleUniques, 'combination')} of values`,
  };
}

function linkageSummary(records: readonly RecordLinkage[]): FamilySummary {
  const worst = [...records].sort((a, b) => b.linked.high - a.linked.high)[0];
  const base = { id: 'linkage', title: FAMILY_TITLES.linkage } as const;
  if (!worst) return { ...base, figure: 'none', unit: 'column to compare', tone: 'neutral', verdict: 'Not measured' };
  return {
    ...base,
    figure: formatShare(worst.linked.rate),
    unit: worst.knowledge === 'all-columns' ? 'linked, knowing all columns' : 'linked, knowing the quasi-identifiers',
    tone: worst.linked.low > worst.atRandom ? 'warning' : 'neutral',
    verdict: `${formatShare(worst.linked.low)} to ${formatShare(worst.linked.high)}`,
  };
}

/** The attack that said something and reached most; null when none did. */
export function worstAttack(report: AttackReport): NamedOutcome | null {
  const measured = outcomesOf(report).filter((entry) => entry.outcome.verdict === 'measured');
  return measured.sort((a, b) => b.outcome.risk.high - a.outcome.risk.high)[0] ?? null;
}

function attacksSummary(report: AttackReport): FamilySummary {
  const worst = worstAttack(report);
  const base = { id: 'attacks', title: FAMILY_TITLES.attacks } as const;
  if (!worst) {
    return {
      ...base,
      figure: 'inconclusive',
      unit: 'no attack did better than guessing',
      tone: 'neutral',
      verdict: 'Inconclusive',
    };
  }
  const { risk } = worst.outcome;
  return {
    ...base,
    figure: formatShare(risk.value),
    unit: worst.label.toLowerCase(),
    tone: risk.low > 0.05 ? 'danger' : 'warning',
    verdict: `${formatShare(risk.low)} to ${formatShare(risk.high)}`,
  };
}

export interface NamedOutcome {
  readonly id: string;
  readonly label: string;
  readonly outcome: AttackOutcome;
}

const PREDICATES: Readonly<Record<SinglingOutAttack['predicates'], string>> = {
  univariate: 'Singling out by one value',
  multivariate: 'Singling out by several columns',
  'whole-record': 'Singling out by the whole row',
};

/** Every attack in one list, in the order of the three questions of WP29. */
export function outcomesOf({ singlingOut, linkability, inference }: AttackReport): readonly NamedOutcome[] {
  return [
    ...singlingOut.map((outcome) => ({
      id: `singling-out ${outcome.predicates} ${outcome.columns}`,
      label:
        outcome.predicates === 'multivariate'
          ? `Singling out by ${formatPlural(outcome.columns, 'column')}`
          : PREDICATES[outcome.predicates],
      outcome,
    })),
    ...(linkability === null ? [] : [{ id: 'linkability', label: 'Linking two parts of a row', outcome: linkability }]),
    ...inference.map((outcome) => ({
      id: `inference ${outcome.secret}`,
      label: `Guessing ${outcome.secret}`,
      outcome,
    })),
  ];
}

export function attackSentence({ attack, baseline, control, risk, verdict }: AttackOutcome): string {
  const tried = `${formatCount(attack.successes)} of ${formatPlural(attack.attempts, 'attempt')} succeeded; guessing succeeded in ${formatCount(baseline.successes)} of ${formatCount(baseline.attempts)}.`;
  if (verdict === 'inconclusive') {
    return `${tried} The attack was no better than guessing, so it was too weak to say anything. That is not a sign of protection.`;
  }
  const against =
    control === null ? '' : ` On people who are not in the release it succeeded in ${formatShare(control.rate)}.`;
  return `${tried}${against} The risk is ${formatShare(risk.value)}, between ${formatShare(risk.low)} and ${formatShare(risk.high)}.`;
}

export function controlSentence({ control }: AttackReport): string {
  switch (control.reason) {
    case 'random-rows':
      return `Compared with ${formatPlural(control.rows, 'row')} of the original that ${control.rows === 1 ? 'was' : 'were'} not released, so that what the release says of everybody is not counted.`;
    case 'suppressed-rows':
      return `The ${formatPlural(control.rows, 'row')} that were left out serve as a comparison. They were left out because they are rare, so guessing them is harder and the risk is rather overstated.`;
    case 'too-few-rows':
      return `Only ${formatPlural(control.rows, 'row')} of the original ${control.rows === 1 ? 'was' : 'were'} not released: too few to compare with. The rates are those of the attack itself.`;
    case 'no-rows':
      return 'Every row of the original was released, so there is nobody to compare with. The rates are those of the attack itself.';
  }
}

const KNOWN: Readonly<Record<PopulationAssessment['known'], string>> = {
  fraction: 'The size of the population follows from the sampling fraction.',
  weights: 'The size of the population follows from the sampling weights.',
  table: 'The population is counted in its table.',
  assumed: 'Nothing is known of the population: the lines below are examples of how large it could be, not findings.',
};

export function populationSentence({ sampleUniques, known }: PopulationAssessment): string {
  const uniques =
    sampleUniques === 0
      ? 'Nobody is unique in the release, so nobody can be unique in the population on the same columns.'
      : `${formatPlural(sampleUniques, 'person', 'people')} ${sampleUniques === 1 ? 'is' : 'are'} unique in the release. Some of them may be unique among everybody.`;
  return `${uniques} ${KNOWN[known]}`;
}

export function modelName(model: PopulationModel): string {
  return { zayatz: 'Zayatz', pitman: 'Pitman', snb: 'Slide negative binomial' }[model];
}

/** '10 % of the population, 60,000 people' */
export function scenarioWords({ fraction, populationSize }: PopulationScenario): string {
  return `${formatShare(fraction)} of ${formatPlural(Math.round(populationSize), 'person', 'people')}`;
}

const INDIVIDUAL_KNOWN: Readonly<Record<IndividualAssessment['known'], string>> = {
  weights: 'estimated from the sampling weights',
  fraction: 'estimated from the sampling fraction',
  table: 'counted in the population table',
  nothing: 'as if the data were everybody',
};

export function individualSentence({ expected, globalRisk, known, isStrict }: IndividualAssessment): string {
  const strict = isStrict
    ? ' There are too many patterns of missing cells to compare, so a missing cell counts as a value.'
    : '';
  return `If everybody were looked for, about ${formatNumber(expected, 1)} people (${formatShare(globalRisk)}) would be found, ${INDIVIDUAL_KNOWN[known]}.${strict}`;
}

export function specialSentence(report: SpecialUniques): string {
  if (report.records === 0) return 'No row stands out by the values of few columns.';
  const bound = report.isComplete
    ? ''
    : ` Combinations of up to ${formatPlural(report.maximumSize, 'column')} were looked at, so the scores are rather too low.`;
  const dis = report.isDisMeaningful ? '' : ' No two rows form a pair, so the DIS scores say nothing here.';
  return `${formatPlural(report.records, 'row')} ${report.records === 1 ? 'stands' : 'stand'} out by ${formatPlural(report.minimalSampleUniques, 'smallest combination')} of values.${bound}${dis}`;
}

export function linkageSentence({ linked, atRandom, certain, columns, isUpperBound }: RecordLinkage): string {
  const bound = isUpperBound ? ' Only a sample of the originals was compared, so the true rate is lower.' : '';
  return `Knowing ${columns.length <= 4 ? formatList(columns) : `${formatCount(columns.length)} columns`}, ${formatShare(linked.rate)} of the released rows are nearest to the row they were made from (95 % interval ${formatShare(linked.low)} to ${formatShare(linked.high)}); picking at random would give ${formatShare(atRandom)}. ${formatShare(certain)} are so without doubt.${bound}`;
}
