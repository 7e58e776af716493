/**
 * A plain sentence for every number of the reports, with the number in it, and how it is computed. One text for the window,
 * the command line and the documentation (docs/measures.md is the long form).
 */
import type { UtilityReport } from '../utility/utility-report.ts';
import type { RiskReport } from './risk-report.ts';

export interface Explanation {
  readonly sentence: string;
  readonly how: string;
}

/** Of a ProtectionReport, what has a sentence of its own. */
export interface ProtectionNumbers {
  readonly levels: Readonly<Record<string, number>>;
  readonly heights: Readonly<Record<string, number>>;
  readonly score: number | null;
  readonly suppressedRows: number;
  readonly classes: number;
  readonly nodes: { readonly total: number; readonly evaluated: number };
  readonly elapsedMs: number;
  readonly models: readonly { readonly label: string; readonly holds: boolean; readonly measured: number | null }[];
  readonly utility: { readonly rowsIn: number };
}

type Explain<Report> = (report: Report) => Explanation;

const RISK = {
  'risk.records': (r) => ({
    sentence: `${people(r.records)} are looked at.`,
    how: 'The number of records. Suppressed records are not part of a release and are not counted in its risk.',
  }),
  'risk.classes': (r) => ({
    sentence: `${people(r.records)} fall into ${counted(r.classes, 'group', 'groups')} that look alike on ${columns(r)}.`,
    how: 'Equivalence classes: records with the same value in every quasi-identifier. A missing or suppressed cell is a value of its own. (Samarati 2001.)',
  }),
  'risk.smallestClass': (r) => ({
    sentence:
      r.records === 0
        ? 'There are no records.'
        : `Everybody looks the same as at least ${counted(Math.max(0, r.smallestClass - 1), 'other person', 'other people')}: the smallest group has ${whole(r.smallestClass)}.`,
    how: 'The size of the smallest equivalence class, the k of k-anonymity (Samarati and Sweeney 1998).',
  }),
  'risk.uniques': (r) => ({
    sentence: `${whole(r.uniques)} of ${people(r.records)} can be singled out.`,
    how: `Records whose combination of ${columns(r)} occurs only once in this table (sample uniques). A missing or suppressed cell is a value of its own.`,
  }),
  'risk.wildcard': (r) => ({
    sentence: r.wildcard
      ? `If a missing cell could be anything, ${whole(r.wildcard.uniques)} of ${people(r.records)} can be singled out and the smallest group has ${whole(r.wildcard.smallestClass)}.`
      : 'No cell is missing or suppressed, or there are too many patterns of missing cells to compare: only the strict counts are given.',
    how: 'Two records match when every quasi-identifier is equal or one of the two is missing or "*" (Templ 2017). It is the kinder reading, so it is shown and decides nothing. Not computed above 40 million comparisons of cells.',
  }),
  'risk.threshold': (r) => ({
    sentence: `A person counts as at risk above a probability of ${percent(r.threshold)}.`,
    how: 'Set in the recipe. Common choices: 0.33, 0.2, 0.1, 0.09 (EMA Policy 0070, public release), 0.05.',
  }),
  'risk.prosecutor.highest': (r) => ({
    sentence: `Somebody who knows that a person is in the data finds that person with a probability of at most ${percent(r.prosecutor.highest)}.`,
    how: 'Prosecutor risk, 1 / size of the smallest class (El Emam 2013).',
  }),
  'risk.prosecutor.average': (r) => ({
    sentence: `On average, somebody who knows that a person is in the data finds that person with a probability of ${percent(r.prosecutor.average)}.`,
    how: 'Mean of 1 / class size over the records, which is classes / records (El Emam 2013).',
  }),
  'risk.prosecutor.recordsAtRisk': (r) => ({
    sentence: `${whole(r.prosecutor.recordsAtRisk * r.records)} of ${people(r.records)} are above the threshold of ${percent(r.threshold)}.`,
    how: 'Share of records with 1 / class size strictly above the threshold (El Emam 2013).',
  }),
  'risk.journalist.highest': (r) => ({
    sentence: `Somebody who does not know who is in the data finds a person with a probability of at most ${percent(r.journalist.highest)}${populationNote(r)}.`,
    how: `Journalist risk, the greatest 1 / F, F the size of the class in the population. ${populationHow(r)}`,
  }),
  'risk.journalist.average': (r) => ({
    sentence: `On average, somebody who does not know who is in the data finds a person with a probability of ${percent(r.journalist.average)}${populationNote(r)}.`,
    how: `Mean risk over the records; with a population table the greater of (classes / people) and the mean of f/F over the classes' records (El Emam 2013). ${populationHow(r)}`,
  }),
  'risk.journalist.recordsAtRisk': (r) => ({
    sentence: `${whole(r.journalist.recordsAtRisk * r.records)} of ${people(r.records)} are above the threshold of ${percent(r.threshold)}${populationNote(r)}.`,
    how: `Share of records with 1 / F strictly above the threshold. ${populationHow(r)}`,
  }),
  'risk.journalist.matched': (r) => ({
    sentence:
      r.journalist.population === 'table'
        ? `${percent(r.journalist.matched)} of the records occur in the population table.`
        : 'No population table is compared.',
    how: 'Share of records whose class occurs in the population table. Well below 100 % the table is incomplete or written at another level, and the journalist risk is too low.',
  }),
  'risk.marketer': (r) => ({
    sentence: `Somebody who tries everybody finds about ${whole(r.marketer * r.records)} of ${people(r.records)}${populationNote(r)}.`,
    how: `Marketer risk, (1/n) times the sum of f/F over the classes (Dankar and El Emam 2010). Without knowledge of the population it is classes / records, an upper bound. ${populationHow(r)}`,
  }),
  'risk.above': (r) => ({
    sentence:
      r.above.map((bar) => `${percent(bar.share)} above ${thresholdText(bar.threshold)}`).join(', ') ||
      'No thresholds.',
    how: 'Share of records with 1 / class size strictly above each threshold. 0.33 is one third, a group of three; at 0.09 a group of eleven (1/11 = 0.0909) is still above.',
  }),
  'risk.classSizes': (r) => ({
    sentence: `${counted(r.classSizes[0]?.classes ?? 0, 'group has', 'groups have')} one person only, ${whole(r.classSizes.slice(0, 3).reduce((sum, bar) => sum + bar.records, 0))} people are in groups smaller than five.`,
    how: 'Number of equivalence classes of each size, and the records in them.',
  }),
  'risk.contributions': (r) => ({
    sentence: contributionSentence(r),
    how: 'For each column: how many uniques would be gone without it; separation, the share of pairs of records that it tells apart; distinction, its distinct values / records (Motwani and Xu 2007).',
  }),
  'risk.subsets': (r) => ({
    sentence: subsetSentence(r),
    how: `Distinction (classes / records), separation (share of pairs of records told apart) and uniques of every subset of the quasi-identifiers up to ${counted(r.subsets.largestSize, 'column', 'columns')} (Motwani and Xu 2007).`,
  }),
} satisfies Record<string, Explain<RiskReport>>;

const UTILITY = {
  'utility.rowsOut': (u) => ({
    sentence: `${whole(u.rowsOut)} of ${counted(u.rowsIn, 'record', 'records')} are released.`,
    how: 'Input records less the suppressed ones.',
  }),
  'utility.suppressedRows': (u) => ({
    sentence: `${whole(u.suppressedRows)} of ${counted(u.rowsIn, 'record', 'records')} are left out (${percent(share(u.suppressedRows, u.rowsIn))}).`,
    how: 'Record suppression: classes that break a model at the chosen levels are left out whole.',
  }),
  'utility.suppressedCells': (u) => ({
    sentence: `${counted(u.suppressedCells, 'cell', 'cells')} of released records have lost their value.`,
    how: 'Cells that had a value and are now missing, "*" or in a column that is not released. The cells of suppressed records are not in it.',
  }),
  'utility.loss': (u) => ({
    sentence: `${percent(u.loss)} of the detail in the released columns is lost.`,
    how: "Mean over the released columns of each column's loss; a suppressed record counts 1 in every cell (Iyengar 2002).",
  }),
  'utility.discernibility': (u) => ({
    sentence: `Discernibility is ${whole(u.discernibility)}; ${whole(u.rowsIn)} would mean that every record stands alone, ${whole(u.rowsIn * u.rowsIn)} that all look the same.`,
    how: 'Sum of squared class sizes, plus the whole table for every suppressed record (Bayardo and Agrawal 2005).',
  }),
  'utility.averageClassSize': (u) => ({
    sentence: `The average group is ${decimal(u.averageClassSize)} times as large as the recipe asks for.`,
    how: '(Records / classes) / k, the suppressed records as one class (LeFevre, DeWitt and Ramakrishnan 2006). 1 is ideal.',
  }),
  'utility.columns': (u) => ({
    sentence: worstColumnSentence(u),
    how: "A column's loss is the mean over all input records of the share of its domain that the released cell covers; a suppressed cell is 1. Total variation is half the sum of differences between the two distributions at the released level, the suppressed records as one value more.",
  }),
} satisfies Record<string, Explain<UtilityReport>>;

const PROTECTION = {
  'protection.levels': (p) => ({
    sentence:
      Object.entries(p.levels)
        .map(([column, level]) => `${column} at level ${level}${ofHeight(p, column)}`)
        .join(', ') || 'No column is generalized by the search.',
    how: 'Full-domain generalization: one level of its hierarchy for a whole column. Level 0 is the value itself.',
  }),
  'protection.score': (p) => ({
    sentence:
      p.score === null ? 'Nothing was searched.' : `The best release loses ${decimal(p.score)} on a scale from 0 to 1.`,
    how: "Loss: geometric mean over the quasi-identifiers of 1 + normalized loss, less 1; the share of a value is the number of the hierarchy's leaves under it / all its leaves, a suppressed record counts 1 (ARX's default measure; Prasser and Kohlmayer 2015).",
  }),
  'protection.suppressedRows': (p) => ({
    sentence: `${whole(p.suppressedRows)} of ${counted(p.utility.rowsIn, 'record', 'records')} are left out.`,
    how: 'Records of classes that break a model at the chosen levels. Their number stays within the suppression limit.',
  }),
  'protection.classes': (p) => ({
    sentence: `The release has ${counted(p.classes, 'group', 'groups')} of people who look alike.`,
    how: 'Equivalence classes of the released records.',
  }),
  'protection.nodes': (p) => ({
    sentence: `${whole(p.nodes.evaluated)} of ${counted(p.nodes.total, 'combination', 'combinations')} of levels were computed; the rest could be ruled out.`,
    how: 'Nodes of the generalization lattice. The answer is exact: a combination is left out only where a bound shows that it cannot be better.',
  }),
  'protection.elapsedMs': (p) => ({
    sentence: `It took ${decimal(p.elapsedMs / 1000)} seconds.`,
    how: 'Wall-clock time of search, transformation and measures, without reading the file.',
  }),
  'protection.models': (p) => ({
    sentence:
      p.models
        .map(
          (model) =>
            `${model.label} ${model.holds ? 'holds' : 'does not hold'}${model.measured === null ? '' : ` (measured: ${decimal(model.measured)})`}`,
        )
        .join('; ') || 'No privacy model was asked for.',
    how: 'Each model is checked again on the release itself, not taken from the search.',
  }),
} satisfies Record<string, Explain<ProtectionNumbers>>;

export type RiskKey = keyof typeof RISK;
export type UtilityKey = keyof typeof UTILITY;
export type ProtectionKey = keyof typeof PROTECTION;
export const RISK_KEYS = Object.keys(RISK) as readonly RiskKey[];
export const UTILITY_KEYS = Object.keys(UTILITY) as readonly UtilityKey[];
export const PROTECTION_KEYS = Object.keys(PROTECTION) as readonly ProtectionKey[];

/** explain('risk.uniques', report).sentence is "3 of 20,000 people can be singled out." */
export function explain(key: RiskKey, report: RiskReport): Explanation;
export function explain(key: UtilityKey, report: UtilityReport): Explanation;
export function explain(key: ProtectionKey, report: ProtectionNumbers): Explanation;
export function explain(key: string, report: RiskReport | UtilityReport | ProtectionNumbers): Explanation {
  const texts: Readonly<Record<string, Explain<never>>> = { ...RISK, ...UTILITY, ...PROTECTION };
  return texts[key]!(report as never);
}

/** 20000 -> '20,000'. Grouped by hand: the same text in every locale. */
export function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 0.0312 -> '3.1 %'; below a tenth of a percent two significant digits, and never '0 %' for more than nothing. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return `${Number(value.toPrecision(2))} %`;
  if (value < 100 && value > 99.9) return 'more than 99.9 %';
  return `${Number(value.toFixed(1))} %`;
}

/** Four significant digits: 0.2419; thousands are whole: 18,110. */
export function decimal(value: number): string {
  return Math.abs(value) >= 1000 ? whole(value) : String(Number(value.toPrecision(4)));
}

/** As it is usually written: 0.5, 0.33, 0.2, 0.1, 0.09, 0.05. */
export function thresholdText(value: number): string {
  return String(Number(value.toFixed(2)));
}

function counted(count: number, one: string, many: string): string {
  return `${whole(count)} ${Math.round(count) === 1 ? one : many}`;
}

function people(count: number): string {
  return counted(count, 'person', 'people');
}

/** Only searched columns have a height: elsewhere the recipe fixed the level. */
function ofHeight({ heights }: ProtectionNumbers, column: string): string {
  return Object.hasOwn(heights, column) ? ` of ${heights[column]! - 1}` : '';
}

function share(part: number, all: number): number {
  return all === 0 ? 0 : part / all;
}

function columns(report: RiskReport): string {
  return report.quasiIdentifiers.length === 0 ? 'no quasi-identifier' : report.quasiIdentifiers.join(', ');
}

function populationNote(report: RiskReport): string {
  const { population } = report.journalist;
  if (population === 'sample') return ' (nothing is known of the population, so nobody outside the data is counted)';
  return population === 'fraction' ? ' (estimated from the sampling fraction)' : '';
}

function populationHow(report: RiskReport): string {
  switch (report.journalist.population) {
    case 'sample':
      return 'Nothing is known of the population: F is taken as the class size f, so it equals the prosecutor risk.';
    case 'fraction':
      return 'F is unknown; the risk is E[1/F | f] under a negative binomial model with the sampling fraction (Benedetti and Franconi 1998; Franconi and Polettini 2004).';
    case 'table':
      return `F is counted in the population table; a record whose class is not in it has no risk here (${percent(report.journalist.matched)} are in it).`;
  }
}

function contributionSentence(report: RiskReport): string {
  const worst = report.contributions[0];
  if (!worst) return 'There is no quasi-identifier.';
  const apart = `${worst.column} tells the most people apart (${percent(worst.separation)} of all pairs).`;
  if (report.uniques === 0) return `Nobody is unique; ${apart}`;
  if (worst.uniquesWithout === 0) return `No column alone makes people unique; ${apart}`;
  return `${worst.column} hurts most: without it ${whole(worst.uniquesWithout)} of ${counted(report.uniques, 'unique person', 'unique people')} would be gone.`;
}

function subsetSentence({ subsets }: RiskReport): string {
  const enough = subsets.list.find(({ uniques }) => uniques > 0)?.columns.length;
  if (enough === undefined) {
    const { largestSize } = subsets;
    return largestSize === 0 ? 'There is no quasi-identifier.' : `Nobody is unique on ${upTo(largestSize)}.`;
  }
  const worst = subsets.list
    .filter(({ columns }) => columns.length === enough)
    .reduce((most, subset) => (subset.uniques > most.uniques ? subset : most));
  return `${counted(enough, 'column is', 'columns are')} enough: ${worst.columns.join(', ')} alone ${enough === 1 ? 'singles' : 'single'} out ${people(worst.uniques)}.`;
}

function upTo(size: number): string {
  return size === 1 ? 'a single column' : `up to ${whole(size)} columns`;
}

function worstColumnSentence(report: UtilityReport): string {
  // A column that is not released has no distribution; it is not the answer to "what did the release lose".
  const released = report.columns.filter((column) => column.before.length > 0);
  const worst = released.sort((a, b) => b.loss - a.loss)[0];
  return worst ? `${worst.column} loses most: ${percent(worst.loss)} of its detail.` : 'No column is released.';
}
