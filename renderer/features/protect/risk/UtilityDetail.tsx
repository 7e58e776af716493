import type { ChangeOfPairs, UtilityAssessment } from '@shared/utility/utility-assessment.ts';
import type { UtilityReport } from '@shared/utility/utility-report.ts';
import { Card } from '../../../ui/Card.tsx';
import { formatCount, formatNumber, formatPlural, formatShare } from '../../../ui/format.ts';
import { Stat } from '../../../ui/Stat.tsx';
import { Table } from '../../../ui/Table.tsx';

/** How far apart the distributions of each column are, by four measures. */
export function ColumnDistances({ utility }: { readonly utility: UtilityReport }) {
  const rows = utility.columns.filter((entry) => entry.distances !== null);
  const words = (value: number | null | undefined) => (value == null ? 'no order' : formatNumber(value, 3));
  return (
    <Card
      title="Each column before and after"
      description="Distances of the two distributions, 0 the same to 1 entirely different."
      padding="none"
    >
      <Table
        label="Each column before and after"
        density="compact"
        rows={rows}
        rowKey={(row) => row.column}
        empty="No column is released."
        columns={[
          { id: 'column', header: 'Column', cell: (row) => row.column, isRowHeader: true },
          { id: 'loss', header: 'Detail lost', cell: (row) => formatShare(row.loss), align: 'end' },
          { id: 'missing', header: 'Cells emptied', cell: (row) => formatCount(row.missingAdded), align: 'end' },
          { id: 'tv', header: 'Total variation', cell: (row) => words(row.totalVariation), align: 'end' },
          { id: 'hellinger', header: 'Hellinger', cell: (row) => words(row.distances?.hellinger), align: 'end' },
          { id: 'js', header: 'Jensen-Shannon', cell: (row) => words(row.distances?.jensenShannon), align: 'end' },
          {
            id: 'ks',
            header: 'Kolmogorov-Smirnov',
            cell: (row) => words(row.distances?.kolmogorovSmirnov),
            align: 'end',
          },
          { id: 'wasserstein', header: 'Wasserstein', cell: (row) => words(row.distances?.wasserstein), align: 'end' },
        ]}
      />
    </Card>
  );
}

/** What an analysis of the release would get wrong. */
export function AnalysisQuality({ utility }: { readonly utility: UtilityAssessment }) {
  const { numeric, correlation, propensity, queries } = utility;
  const pairs: readonly (readonly [string, ChangeOfPairs | null])[] = [
    ['Pearson correlation', correlation.pearson],
    ['Spearman correlation', correlation.spearman],
    ['Cramér’s V', correlation.cramersV],
  ];
  const known = pairs.flatMap(([name, change]) => (change === null ? [] : [{ name, ...change }]));
  return (
    <Card
      title="What an analysis would notice"
      {...(utility.isSampled ? { description: `Measured on ${formatPlural(utility.sampledRows, 'row')}.` } : {})}
    >
      <div className="stack">
        <div className="headline headline--flat">
          {propensity === null ? null : (
            <Stat
              label="Released and original told apart (pMSE)"
              value={formatNumber(propensity.ratio, 2)}
              unit="times what chance gives"
              sentence="A logistic regression tries to tell released rows from original ones. 1 means that it cannot."
              explanation={{
                title: 'Propensity score',
                paragraphs: [
                  `Mean squared error of the propensity score ${formatNumber(propensity.pmse, 5)}, expected by chance ${formatNumber(propensity.expected, 5)}, standardized ${formatNumber(propensity.z, 1)}, with ${propensity.terms} terms (Woo et al. 2009; Snoke et al. 2018).`,
                ],
              }}
            />
          )}
          {queries === null ? null : (
            <Stat
              label="Error of a count"
              value={formatShare(queries.medianRelative)}
              unit="in the middle"
              sentence={`Of ${formatPlural(queries.queries, 'count')} of people by one to three columns; ${formatShare(queries.meanRelative)} on average.`}
            />
          )}
          {numeric === null ? null : (
            <Stat
              label="Numbers moved (IL1s)"
              value={formatNumber(numeric.il1sMean, 3)}
              sentence={`Mean distance to the true number, in standard deviations by the root of 2, over ${formatPlural(numeric.columns.length, 'column')}. ${formatShare(numeric.share)} of the variance is lost.`}
            />
          )}
        </div>
        {known.length === 0 ? null : (
          <Table
            label="How relations between columns changed"
            density="compact"
            rows={known}
            rowKey={(row) => row.name}
            columns={[
              { id: 'name', header: 'Relation between two columns', cell: (row) => row.name, isRowHeader: true },
              { id: 'pairs', header: 'Pairs', cell: (row) => formatCount(row.pairs), align: 'end' },
              {
                id: 'mean',
                header: 'Change on average',
                cell: (row) => formatNumber(row.meanAbsolute, 3),
                align: 'end',
              },
              { id: 'max', header: 'Largest change', cell: (row) => formatNumber(row.maxAbsolute, 3), align: 'end' },
              { id: 'shown', header: 'Records that show both', cell: (row) => formatShare(row.shown), align: 'end' },
              { id: 'worst', header: 'Between', cell: (row) => row.worst.join(' and ') },
            ]}
          />
        )}
      </div>
    </Card>
  );
}
