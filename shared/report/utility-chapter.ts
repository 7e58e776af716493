/** What is lost, and the place of the release between risk and loss. */
import type { ChangeOfPairs } from '../utility/utility-assessment.ts';
import { count, number, numberOrDash, numberOrNone, share, words } from './figure.ts';
import type { ReleaseFacts } from './release-facts.ts';
import type { Block, Chapter, TableRow } from './release-report.ts';

/** Bars of one column's distribution; more would not be read on paper. */
const MAX_BARS = 12;

export function utilityChapter({ report, assessment }: ReleaseFacts, isInternal: boolean): Chapter {
  const { utility, risk } = report;
  const { numeric, correlation, propensity, queries } = assessment.utility;
  const released = utility.columns.filter((column) => column.before.length > 0);
  const blocks: Block[] = [
    {
      type: 'points',
      title: 'Risk and loss',
      axes: ['detail lost', 'average risk (prosecutor)'],
      points: [
        { label: 'original', x: share(0), y: share(risk.before.prosecutor.average) },
        { label: 'release', x: share(utility.loss), y: share(risk.after.prosecutor.average) },
      ],
    },
    {
      type: 'table',
      title: 'The release as a whole',
      columns: ['', ''],
      rows: [
        { label: 'Records released', figures: [count(utility.rowsOut)] },
        { label: 'Records left out', figures: [count(utility.suppressedRows)] },
        { label: 'Cells suppressed', figures: [count(utility.suppressedCells)] },
        { label: 'Detail lost, released columns', figures: [share(utility.loss)] },
        { label: 'Global certainty penalty (GCP)', figures: [share(utility.gcp)] },
        { label: 'Entropy lost', figures: [share(utility.entropyLoss)] },
        { label: 'Discernibility', figures: [count(utility.discernibility)] },
        { label: 'Average group / k', figures: [number(utility.averageClassSize)] },
        ...(numeric
          ? [
              { label: 'IL1s, mean over cells', figures: [number(numeric.il1sMean)] },
              { label: 'IL1s, sum', figures: [number(numeric.il1sSum)] },
              { label: 'SSE / SST', figures: [share(numeric.share)] },
            ]
          : []),
        ...(propensity
          ? [
              { label: 'Propensity, pMSE', figures: [number(propensity.pmse)] },
              { label: 'pMSE expected of the same source', figures: [number(propensity.expected)] },
              { label: 'pMSE / expected', figures: [number(propensity.ratio)] },
            ]
          : []),
        ...(queries
          ? [
              { label: 'Error of counts, mean', figures: [share(queries.meanRelative)] },
              { label: 'Error of counts, median', figures: [share(queries.medianRelative)] },
            ]
          : []),
      ],
    },
    {
      type: 'table',
      title: 'Distributions, column by column',
      columns: ['Column', 'detail lost', 'total variation', 'Hellinger', 'Jensen-Shannon', 'KS', 'Wasserstein'],
      rows: released.map(({ column, loss, totalVariation, distances }) => ({
        label: column,
        figures: [
          share(loss),
          number(totalVariation),
          numberOrNone(distances?.hellinger ?? null),
          numberOrNone(distances?.jensenShannon ?? null),
          numberOrDash(distances?.kolmogorovSmirnov ?? null),
          numberOrDash(distances?.wasserstein ?? null),
        ],
      })),
    },
  ];
  const changes = [
    changeRow('Pearson', correlation.pearson),
    changeRow('Spearman', correlation.spearman),
    changeRow("Cramer's V", correlation.cramersV),
  ].flat();
  if (changes.length > 0)
    blocks.push({
      type: 'table',
      title: 'Change of correlations',
      columns: ['', 'pairs', 'mean', 'greatest', 'records that show both, at least', 'the pair that changed most'],
      rows: changes,
    });
  if (isInternal)
    for (const { column, before, after } of released)
      blocks.push({
        type: 'bars',
        title: `Distribution of ${column}`,
        unit: 'records',
        series: ['before', 'after'],
        bars: before.slice(0, MAX_BARS).map((bar, at) => ({
          label: bar.label,
          figures: [count(bar.count), count(after[at]?.count ?? 0)],
        })),
      });
  return { id: 'utility', title: 'What is lost', blocks };
}

function changeRow(label: string, change: ChangeOfPairs | null): TableRow[] {
  if (!change) return [];
  const { pairs, meanAbsolute, maxAbsolute, shown, worst } = change;
  const figures = [count(pairs), number(meanAbsolute), number(maxAbsolute), share(shown), words(worst.join(', '))];
  return [{ label, figures }];
}
