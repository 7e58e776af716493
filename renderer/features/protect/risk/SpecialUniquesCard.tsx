import type { Assessment } from '@shared/risk/assessment.ts';
import { RiskBars } from '../../../charts/RiskBars.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { formatCount, formatNumber, formatPlural } from '../../../ui/format.ts';
import { HowComputed, Stat } from '../../../ui/Stat.tsx';
import { Table } from '../../../ui/Table.tsx';
import { specialSentence } from './assessment-words.ts';

const HOW = {
  title: 'Special uniques (SUDA2)',
  paragraphs: [
    'A row that is unique already on two of its values is easier to find than one that is unique only on all of them. Every smallest combination that makes a row unique adds to its score, short ones more (Elliot, Manning and Ford 2002; Manning, Haglin and Keane 2008).',
    'DIS turns the score into the chance that a match with the row is right, given how many rows come in pairs.',
  ],
};

/** Family 3: rows that stand out on few columns. */
export function SpecialUniquesCard({ assessment }: { readonly assessment: Assessment }) {
  const before = assessment.before.specialUniques;
  const after = assessment.after.specialUniques;
  const columns = before.columns.map((entry) => ({
    column: entry.column,
    before: entry.percent,
    after: after.columns.find((other) => other.column === entry.column)?.percent ?? null,
  }));
  return (
    <Card title="3. Special uniques" description={specialSentence(after)} actions={<HowComputed explanation={HOW} />}>
      <div className="stack">
        <div className="headline headline--flat">
          <Stat label="Rows that stand out" before={formatCount(before.records)} value={formatCount(after.records)} />
          <Stat
            label="Highest score"
            before={formatNumber(before.highestScore, 2)}
            value={formatNumber(after.highestScore, 2)}
          />
          <Stat
            label="Highest DIS"
            before={formatNumber(before.highestDis, 3)}
            value={formatNumber(after.highestDis, 3)}
          />
          <Stat
            label="Right matches expected"
            before={formatNumber(before.expectedDis, 1)}
            value={formatNumber(after.expectedDis, 1)}
          />
        </div>
        <RiskBars title="Rows by their DIS score" axis="DIS" before={before.bars} after={after.bars} />
        <div className="two">
          <Disclosure title="Which columns make rows stand out" note={formatPlural(columns.length, 'column')}>
            <Table
              label="Which columns make rows stand out"
              density="compact"
              rows={columns}
              rowKey={(row) => row.column}
              columns={[
                { id: 'column', header: 'Column', cell: (row) => row.column, isRowHeader: true },
                {
                  id: 'before',
                  header: 'Of all scores, before',
                  cell: (row) => `${formatNumber(row.before, 1)} %`,
                  align: 'end',
                },
                {
                  id: 'after',
                  header: 'After',
                  cell: (row) => (row.after === null ? 'not released' : `${formatNumber(row.after, 1)} %`),
                  align: 'end',
                },
              ]}
            />
          </Disclosure>
          <Disclosure
            title="Which values do, before"
            note={before.values.length === 0 ? 'none' : 'Shown here only, never in an external report'}
          >
            <Table
              label="Which values make rows stand out, before"
              density="compact"
              rows={before.values}
              rowKey={(row, index) => `${index} ${row.column}`}
              empty="No value does."
              columns={[
                { id: 'column', header: 'Column', cell: (row) => row.column, isRowHeader: true },
                { id: 'value', header: 'Value', cell: (row) => row.value ?? <em className="muted">missing</em> },
                {
                  id: 'percent',
                  header: 'Share within the column',
                  cell: (row) => `${formatNumber(row.percent, 1)} %`,
                  align: 'end',
                },
              ]}
            />
          </Disclosure>
        </div>
      </div>
    </Card>
  );
}
