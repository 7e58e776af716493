/** Facts of a release that was never made: every number can be told from every other. */
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import { releaseColumns, type ReleaseFacts } from '@shared/report/release-facts.ts';
import type { Assessment, RiskAssessment } from '@shared/risk/assessment.ts';
import type { AttackOutcome } from '@shared/risk/attacks/attack-report.ts';
import { wilson } from '@shared/risk/attacks/rate-estimate.ts';
import { measureRisk } from '@shared/risk/measure-risk.ts';
import { tableOf } from '../../support/table.ts';

export const SECRET_VALUE = 'ZZQ-value';
export const HIDDEN_COLUMN = 'hospital_number_zz';

export const RECIPE: Recipe = {
  bulla: 'recipe/1',
  source: {},
  columns: {
    [HIDDEN_COLUMN]: { role: 'direct-identifier', technique: { type: 'suppression' } },
    age: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
    city: { role: 'quasi-identifier', technique: { type: 'none' } },
    weight: {
      role: 'other',
      technique: { type: 'noise', distribution: 'gaussian', scale: 7.125, decimals: 3 },
    },
    illness: { role: 'sensitive', technique: { type: 'none' } },
  },
  models: [
    { type: 'k-anonymity', k: 3 },
    { type: 'distinct-l-diversity', l: 2, sensitive: 'illness' },
  ],
  search: { type: 'optimal', suppressionLimit: 0.2, quality: 'loss' },
  risk: { threshold: 0.35 },
  seed: 987654321,
};

const BEFORE = tableOf(
  ['age', 'city'],
  [
    ['21', 'Ulm'],
    ['22', 'Ulm'],
    ['24', 'Ulm'],
    ['31', 'Bonn'],
    ['32', 'Bonn'],
    ['33', 'Bonn'],
    ['77', SECRET_VALUE],
  ],
);
const AFTER = tableOf(
  ['age', 'city'],
  ['Ulm', 'Ulm', 'Ulm', 'Bonn', 'Bonn', 'Bonn'].map((city) => [city === 'Ulm' ? '[20, 30)' : '[30, 40)', city]),
);

export function outcome(successes: number, attempts: number, verdict: AttackOutcome['verdict'] = 'measured') {
  const attack = wilson(successes, attempts);
  return {
    attack,
    baseline: wilson(1, attempts),
    control: null,
    risk: { value: attack.rate, low: attack.low, high: attack.high },
    verdict,
  };
}

function riskAssessment(records: number, uniques: number): RiskAssessment {
  return {
    quasiIdentifiers: ['age', 'city'],
    records,
    population: {
      sampleUniques: uniques,
      sampleDoubles: 0,
      known: 'assumed',
      scenarios: [
        {
          fraction: 0.1,
          populationSize: records * 10,
          estimates: [
            { model: 'zayatz', uniques: 2.5, share: 0.035 },
            { model: 'pitman', uniques: null, share: null },
          ],
          decided: { model: 'zayatz', uniques: 2.5, share: 0.035 },
          uniqueMatchCorrect: null,
          logLinear: null,
          logLinearTrend: null,
        },
      ],
    },
    individual: {
      known: 'nothing',
      alpha: 1,
      isStrict: true,
      expected: 5.25,
      globalRisk: 0.75,
      highest: 1,
      recordsAtRisk: 0.5,
      bars: [{ label: '0.1-0.2', from: 0.1, to: 0.2, records: 4 }],
      targets: [{ target: 0.02, threshold: null, records: 3 }],
      household: null,
    },
    specialUniques: {
      maximumSize: 2,
      isComplete: true,
      fraction: 0.1,
      records: uniques,
      minimalSampleUniques: uniques * 2,
      bySize: [uniques, uniques],
      highestScore: 1,
      highestDis: 0.125,
      expectedDis: 0.375,
      isDisMeaningful: true,
      bars: [],
      columns: [{ column: 'age', percent: 66.5 }],
      values: [{ column: 'city', value: SECRET_VALUE, percent: 12.5 }],
      worst: [{ row: 6, score: 1, dis: 0.125 }],
    },
  };
}

export const ASSESSMENT: Assessment = {
  before: riskAssessment(7, 7),
  after: riskAssessment(6, 0),
  linkage: {
    records: [
      {
        knowledge: 'all-columns',
        columns: ['age', 'city', 'weight'],
        distance: 'gower',
        linked: wilson(3, 600),
        certain: 0.015,
        atRandom: 1 / 7,
        targets: 600,
        candidates: 7,
        isUpperBound: false,
      },
    ],
    intervals: {
      columns: [{ column: 'weight', within: [{ c: 0.05, share: 0.21 }], withinRank: [{ percent: 5, share: 0.31 }] }],
      joint: [{ c: 0.05, share: 0.22 }],
      jointRank: [{ percent: 5, share: 0.32 }],
      records: 6,
    },
  },
  attacks: {
    singlingOut: [{ ...outcome(4, 500), predicates: 'univariate', columns: 1 }],
    linkability: { ...outcome(5, 501), left: ['age'], right: ['city'], neighbours: 1 },
    inference: [{ ...outcome(6, 502), secret: 'illness', known: ['age', 'city'], success: 'equal' }],
    control: { rows: 1, isUsed: false, reason: 'too-few-rows' },
    originalRows: 7,
    releasedRows: 6,
    isSampled: false,
    leftOut: [],
  },
  lint: { rows: 6, columns: 4, findings: [], items: [], isPartial: false },
  utility: {
    numeric: { columns: ['weight'], il1sSum: 4.5, il1sMean: 0.64, sse: 1.5, sst: 7, share: 0.2143 },
    correlation: {
      pearson: { pairs: 1, meanAbsolute: 0.11, maxAbsolute: 0.13, shown: 0.83, worst: ['age', 'weight'] },
      spearman: null,
      cramersV: null,
    },
    propensity: { pmse: 0.01, expected: 0.02, ratio: 0.5, z: -1, terms: 4 },
    queries: { queries: 100, meanRelative: 0.17, medianRelative: 0.19, bound: 1 },
    sampledRows: 7,
    isSampled: false,
  },
};

const REPORT: ProtectionReport = {
  levels: { age: 1 },
  heights: { age: 3 },
  score: 0.2419,
  optimal: true,
  gap: 0,
  suppressedRows: 1,
  classes: 2,
  nodes: { total: 3, evaluated: 2 },
  elapsedMs: 12.5,
  models: [
    { type: 'k-anonymity', label: 'k-anonymity with k = 3', holds: true, measured: 3 },
    { type: 'distinct-l-diversity', label: 'distinct 2-diversity of illness', holds: true, measured: 2 },
  ],
  risk: {
    before: measureRisk(BEFORE, ['age', 'city'], { threshold: 0.35 }),
    after: measureRisk(AFTER, ['age', 'city'], { threshold: 0.35 }),
  },
  utility: {
    rowsIn: 7,
    rowsOut: 6,
    suppressedRows: 1,
    suppressedCells: 0,
    loss: 0.2345,
    gcp: 0.3456,
    entropyLoss: 0.4567,
    entropyBits: 9.5,
    discernibility: 25,
    averageClassSize: 1.1667,
    columns: [
      {
        column: 'city',
        loss: 0.1429,
        suppressedCells: 0,
        before: [{ label: SECRET_VALUE, count: 1 }],
        after: [{ label: SECRET_VALUE, count: 0 }],
        totalVariation: 0.1428,
        missingAdded: 1,
        distances: { hellinger: 0.27, jensenShannon: 0.08, kolmogorovSmirnov: null, wasserstein: null },
      },
    ],
  },
  homogeneity: [{ column: 'illness', classes: 0, records: 0 }],
  warnings: [],
};

export function facts(change: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return {
    recipe: RECIPE,
    recipeHash: 'ab'.repeat(32),
    report: REPORT,
    assessment: ASSESSMENT,
    columns: releaseColumns(
      RECIPE,
      [HIDDEN_COLUMN, 'age', 'city', 'weight', 'illness'],
      ['age', 'city', 'weight', 'illness'],
    ),
    ...change,
  };
}

/** What the command line prints for the same release: the document that evidence points into. */
export function documentOf({ report, assessment, recipeHash }: ReleaseFacts): Record<string, unknown> {
  return { ...report, assessment, recipeHash };
}
