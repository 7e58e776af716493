import type { LinkageReport } from '@shared/risk/linkage/linkage-report.ts';
import { Intervals } from '../../../charts/Intervals.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { formatPlural, formatShare } from '../../../ui/format.ts';
import { HowComputed } from '../../../ui/Stat.tsx';
import { Table } from '../../../ui/Table.tsx';
import { linkageSentence } from './assessment-words.ts';

const HOW = {
  title: 'Linkage to the original',
  paragraphs: [
    'Each released row is compared with all originals: is its own the nearest? Numbers are compared by their standardized distance, others by Gower’s; a range or a set is at distance 0 from what it holds. A tie of t rows counts 1/t. The interval is Wilson’s, 95 %.',
    'Interval disclosure: how often a released number lies so near the true one that it as good as tells it.',
  ],
};

/** Family 4: can a released row be brought back to the row that it was made from? */
export function LinkageCard({ linkage }: { readonly linkage: LinkageReport }) {
  const { records, intervals } = linkage;
  return (
    <Card
      title="4. Linkage to the original"
      description="Whether somebody who holds the original values finds the released row that was made from them."
      actions={<HowComputed explanation={HOW} />}
    >
      <div className="stack">
        {records.length === 0 ? <p className="muted">No released column can be compared.</p> : null}
        {records.map((record) => (
          <p key={record.knowledge}>{linkageSentence(record)}</p>
        ))}
        {records.length === 0 ? null : (
          <Intervals
            title="Rows linked to their original"
            baselineLabel="At random"
            rows={records.map(({ knowledge, linked, atRandom }) => ({
              id: knowledge,
              label: knowledge === 'all-columns' ? 'Knowing all columns' : 'Knowing quasi-identifiers',
              value: linked.rate,
              low: linked.low,
              high: linked.high,
              baseline: atRandom,
            }))}
          />
        )}
        {intervals === null ? null : (
          <Disclosure
            title="How near released numbers are to the true ones"
            note={formatPlural(intervals.columns.length, 'numeric column')}
          >
            <Table
              label="How near released numbers are to the true ones"
              density="compact"
              rows={intervals.columns}
              rowKey={(row) => row.column}
              columns={[
                { id: 'column', header: 'Column', cell: (row) => row.column, isRowHeader: true },
                ...(intervals.columns[0]?.within ?? []).map(({ c }, at) => ({
                  id: `within ${c}`,
                  header: `Within ${formatShare(c)} of a standard deviation`,
                  cell: (row: (typeof intervals.columns)[number]) => formatShare(row.within[at]?.share ?? 0),
                  align: 'end' as const,
                })),
                ...(intervals.columns[0]?.withinRank ?? []).map(({ percent }, at) => ({
                  id: `rank ${percent}`,
                  header: `Within ${percent} % of the ranks`,
                  cell: (row: (typeof intervals.columns)[number]) => formatShare(row.withinRank[at]?.share ?? 0),
                  align: 'end' as const,
                })),
              ]}
            />
          </Disclosure>
        )}
      </div>
    </Card>
  );
}
