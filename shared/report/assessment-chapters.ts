/** Families 2 to 5 and what stands in the released bytes. */
import type { AttackOutcome } from '../risk/attacks/attack-report.ts';
import type { PopulationAssessment, RiskAssessment } from '../risk/assessment.ts';
import { count, countOrNone, numberOrNone, range, share, shareOrNone, words } from './figure.ts';
import type { ReleaseFacts } from './release-facts.ts';
import type { Block, Chapter, Figure, TableRow } from './release-report.ts';

export function assessmentChapters(facts: ReleaseFacts, isInternal: boolean): Chapter[] {
  return [
    populationChapter(facts),
    individualChapter(facts, isInternal),
    specialUniquesChapter(facts, isInternal),
    linkageChapter(facts),
    attacksChapter(facts),
    lintChapter(facts),
  ];
}

const KNOWN: Readonly<Record<PopulationAssessment['known'], string>> = {
  fraction: 'The sampling fraction is that of the recipe.',
  weights: 'The sampling fraction comes from the weights.',
  table: 'The population is counted in a table.',
  assumed: 'Nothing is known of the population: these sampling fractions are examples, not estimates.',
};

const MODEL_NAMES = { zayatz: 'Zayatz', pitman: 'Pitman', snb: 'Negative binomial' } as const;

function populationChapter({ assessment }: ReleaseFacts): Chapter {
  const { before, after } = assessment;
  const scenarioRows = ({ population }: RiskAssessment): TableRow[] =>
    population.scenarios.map(({ fraction, populationSize, estimates, decided, uniqueMatchCorrect, logLinear }) => ({
      label: share(fraction).text,
      figures: [
        count(populationSize),
        ...(['zayatz', 'pitman', 'snb'] as const).map((model) =>
          countOrNone(estimates.find((estimate) => estimate.model === model)?.uniques ?? null),
        ),
        words(decided ? MODEL_NAMES[decided.model] : 'none'),
        shareOrNone(uniqueMatchCorrect),
        numberOrNone(logLinear?.tau1 ?? null),
        numberOrNone(logLinear?.tau2 ?? null),
      ],
    }));
  const table = (title: string, of: RiskAssessment): Block => ({
    type: 'table',
    title,
    columns: [
      'Sampling fraction',
      'population',
      'Zayatz',
      'Pitman',
      'Negative binomial',
      'chosen (Dankar)',
      'a match is right',
      'tau 1',
      'tau 2',
    ],
    rows: scenarioRows(of),
  });
  return {
    id: 'population',
    title: 'Unique in the population',
    blocks: [
      {
        type: 'sentences',
        sentences: [
          KNOWN[after.population.known],
          `Alone in the release: ${count(after.population.sampleUniques).text}; in groups of two: ${count(after.population.sampleDoubles).text}. Below, how many of them are estimated to be alone in the population.`,
        ],
      },
      table('Before', before),
      table('After', after),
    ],
  };
}

function individualChapter({ assessment }: ReleaseFacts, isInternal: boolean): Chapter {
  const { before, after } = assessment;
  const row = (label: string, figure: (of: RiskAssessment) => Figure): TableRow => ({
    label,
    figures: [figure(before), figure(after)],
  });
  const blocks: Block[] = [
    {
      type: 'table',
      title: 'Individual risk (Benedetti and Franconi)',
      columns: ['', 'before', 'after'],
      rows: [
        row('Expected re-identifications', (of) => numberOrNone(of.individual.expected)),
        row('Global risk', (of) => share(of.individual.globalRisk)),
        row('Highest', (of) => share(of.individual.highest)),
        row('Records at risk', (of) => share(of.individual.recordsAtRisk)),
        ...(after.individual.household || before.individual.household
          ? [
              row('Household, highest', (of) => shareOrNone(of.individual.household?.highest ?? null)),
              row('Household, global risk', (of) => shareOrNone(of.individual.household?.globalRisk ?? null)),
            ]
          : []),
      ],
    },
    {
      type: 'bars',
      title: 'Records by individual risk',
      unit: 'records',
      series: ['before', 'after'],
      bars: after.individual.bars.map(({ label, records }, at) => ({
        label,
        figures: [count(before.individual.bars[at]?.records ?? 0), count(records)],
      })),
    },
  ];
  if (isInternal)
    blocks.push({
      type: 'table',
      title: 'What would have to be protected for a wanted global risk, in the release',
      columns: ['Global risk', 'individual risk above', 'records'],
      rows: after.individual.targets.map(({ target, threshold, records }) => ({
        label: share(target).text,
        figures: [shareOrNone(threshold), count(records)],
      })),
    });
  return { id: 'individual', title: 'Individual risk', blocks };
}

function specialUniquesChapter({ assessment }: ReleaseFacts, isInternal: boolean): Chapter {
  const { before, after } = assessment;
  const row = (label: string, figure: (of: RiskAssessment['specialUniques']) => Figure): TableRow => ({
    label,
    figures: [figure(before.specialUniques), figure(after.specialUniques)],
  });
  const blocks: Block[] = [
    {
      type: 'table',
      title: 'SUDA2',
      columns: ['', 'before', 'after'],
      rows: [
        row('Records with a minimal sample unique', (of) => count(of.records)),
        row('Minimal sample uniques', (of) => count(of.minimalSampleUniques)),
        row('Columns in one at most', (of) => count(of.maximumSize)),
        row('Highest score', (of) => numberOrNone(of.highestScore)),
        row('Highest DIS', (of) => share(of.highestDis)),
        row('Sum of DIS', (of) => numberOrNone(of.expectedDis)),
      ],
    },
    {
      type: 'bars',
      title: 'Minimal sample uniques by their number of columns',
      unit: 'minimal sample uniques',
      series: ['before', 'after'],
      bars: before.specialUniques.bySize.map((found, at) => ({
        label: String(at + 1),
        figures: [count(found), count(after.specialUniques.bySize[at] ?? 0)],
      })),
    },
  ];
  if (isInternal) {
    blocks.push(
      {
        type: 'table',
        title: 'How much each column adds to the scores of the original',
        columns: ['Column', 'share of the scores'],
        rows: before.specialUniques.columns.map(({ column, percent }) => ({
          label: column,
          figures: [share(percent / 100)],
        })),
      },
      {
        type: 'table',
        title: 'Values that add most, in the original',
        columns: ['Column', 'value', 'share within the column'],
        rows: before.specialUniques.values.slice(0, 20).map(({ column, value, percent }) => ({
          label: column,
          figures: [words(value ?? '(missing)'), share(percent / 100)],
        })),
      },
    );
  }
  return { id: 'special-uniques', title: 'Special uniques', blocks };
}

function linkageChapter({ assessment }: ReleaseFacts): Chapter {
  const { records, intervals } = assessment.linkage;
  const blocks: Block[] = [
    {
      type: 'table',
      title: 'Is the nearest original the own one?',
      columns: ['By', 'tried', 'compared with', 'linked', '95 % interval', 'surely', 'at random'],
      rows: records.map((record) => ({
        label: record.knowledge === 'all-columns' ? 'all columns' : 'quasi-identifiers',
        figures: [
          count(record.targets),
          count(record.candidates),
          share(record.linked.rate),
          range(record.linked.low, record.linked.high),
          share(record.certain),
          share(record.atRandom),
        ],
      })),
    },
  ];
  if (intervals)
    blocks.push({
      type: 'table',
      title: 'Numbers that stay near their original (share of released records)',
      columns: [
        'Column',
        ...(intervals.columns[0]?.within ?? []).map(({ c }) => `within ${c} standard deviations`),
        ...(intervals.columns[0]?.withinRank ?? []).map(({ percent }) => `within ${percent} % of the ranks`),
      ],
      rows: [
        ...intervals.columns.map(({ column, within, withinRank }) => ({
          label: column,
          figures: [...within.map((at) => share(at.share)), ...withinRank.map((at) => share(at.share))],
        })),
        {
          label: 'all of them at once',
          figures: [
            ...intervals.joint.map((at) => share(at.share)),
            ...intervals.jointRank.map((at) => share(at.share)),
          ],
        },
      ],
    });
  return { id: 'linkage', title: 'Linkage with the original', blocks };
}

const PREDICATES = {
  univariate: 'one value',
  multivariate: 'some columns',
  'whole-record': 'all columns',
} as const;

function attacksChapter({ assessment }: ReleaseFacts): Chapter {
  const { attacks } = assessment;
  const row = (label: string, attack: AttackOutcome): TableRow => ({
    label,
    figures: [
      count(attack.attack.attempts),
      count(attack.attack.successes),
      share(attack.attack.rate),
      share(attack.baseline.rate),
      shareOrNone(attack.control?.rate ?? null),
      share(attack.risk.value),
      range(attack.risk.low, attack.risk.high),
      words(attack.verdict),
    ],
  });
  return {
    id: 'attacks',
    title: 'Attacks carried out',
    blocks: [
      {
        type: 'sentences',
        sentences: [
          'Each attack uses the release alone; its success is counted against the original. The control is its success on people who are not in the release: what the data say of everybody is not held against them.',
          'An attack that is not better than guessing is inconclusive: it was too weak, which does not show protection.',
          ...(attacks.isSampled
            ? [
                `The tables were sampled: ${count(attacks.originalRows).text} rows of the original and ${count(attacks.releasedRows).text} of the release took part.`,
              ]
            : []),
          CONTROL[attacks.control.reason],
        ],
      },
      {
        type: 'table',
        title: 'Singling out, linkability, inference',
        columns: ['Attack', 'tries', 'successes', 'rate', 'guessing', 'control', 'risk', '95 % interval', 'verdict'],
        rows: [
          ...attacks.singlingOut.map((attack) => row(`Singling out by ${PREDICATES[attack.predicates]}`, attack)),
          ...(attacks.linkability ? [row('Linkability', attacks.linkability)] : []),
          ...attacks.inference.map((attack) => row(`Inference of ${attack.secret}`, attack)),
        ],
      },
    ],
  };
}

const CONTROL = {
  'random-rows': 'The control are records that were left out at random.',
  'suppressed-rows':
    'The control are records that were suppressed. They are rare, so guessing them is harder and the risk is overstated.',
  'too-few-rows': 'Too few records were left out to be a control: the risk is the success itself.',
  'no-rows': 'No records were left out, so there is no control: the risk is the success itself.',
} as const;

function lintChapter({ assessment }: ReleaseFacts): Chapter {
  const { findings, rows, columns, isPartial } = assessment.lint;
  return {
    id: 'lint',
    title: 'What stands in the released cells',
    blocks: [
      {
        type: 'sentences',
        sentences: [
          `${count(rows).text} rows of ${count(columns).text} columns were looked at for names, numbers, addresses, dates and codes, and for traces of the original order.`,
          findings.length === 0 ? 'Nothing was found.' : `${count(findings.length).text} findings.`,
          ...(isPartial ? ['Very long cells and very many values were looked at in part.'] : []),
        ],
      },
      ...(findings.length === 0
        ? []
        : [
            {
              type: 'table' as const,
              title: 'Findings',
              columns: ['Finding', 'column', 'cells', 'Safe Harbor', 'weight'],
              rows: findings.map(({ code, column, count: found, item, severity }) => ({
                label: code.replaceAll('-', ' '),
                figures: [words(column ?? 'the table'), count(found), words(item ?? ''), words(severity)],
              })),
            },
          ]),
    ],
  };
}
