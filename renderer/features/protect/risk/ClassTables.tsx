import { explain } from '@shared/risk/explanations.ts';
import { Card } from '../../../ui/Card.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { HowComputed } from '../../../ui/Stat.tsx';
import { Table } from '../../../ui/Table.tsx';
import { how, type Pair } from './explained.ts';

export function Above({ before, after }: Pair) {
  const rows = after.above.map((entry) => ({
    threshold: entry.threshold,
    before: before.above.find((other) => other.threshold === entry.threshold)?.share ?? 0,
    after: entry.share,
  }));
  return (
    <Card
      title="People above common thresholds"
      description="Share of people whose own risk is higher."
      actions={<HowComputed explanation={how('People above common thresholds', 'risk.above', after)} />}
      padding="none"
    >
      <Table
        label="People above common thresholds"
        density="compact"
        rows={rows}
        rowKey={(row) => String(row.threshold)}
        columns={[
          {
            id: 'threshold',
            header: 'Risk above',
            cell: (row) =>
              `${formatShare(row.threshold)}, fewer than ${Math.ceil(Number((1 / row.threshold).toFixed(2)))} alike`,
            isRowHeader: true,
          },
          { id: 'before', header: 'Before', cell: (row) => formatShare(row.before), align: 'end' },
          { id: 'after', header: 'After', cell: (row) => formatShare(row.after), align: 'end' },
        ]}
      />
    </Card>
  );
}

export function Contributions({ before, after }: Pair) {
  return (
    <Card
      title="Which columns hurt most"
      description={explain('risk.contributions', before).sentence}
      actions={<HowComputed explanation={how('Which columns hurt most', 'risk.contributions', before)} />}
      padding="none"
    >
      <Table
        label="Which columns hurt most"
        density="compact"
        rows={before.contributions}
        rowKey={(row) => row.column}
        empty="There is no quasi-identifier."
        columns={[
          { id: 'column', header: 'Column', cell: (row) => row.column, isRowHeader: true },
          {
            id: 'uniques',
            header: 'Uniques gone without it, before',
            cell: (row) => formatCount(row.uniquesWithout),
            align: 'end',
          },
          {
            id: 'separation',
            header: 'Pairs told apart, before',
            cell: (row) => formatShare(row.separation),
            align: 'end',
          },
          {
            id: 'separation-after',
            header: 'After',
            cell: (row) => {
              const own = after.contributions.find((other) => other.column === row.column);
              return own ? formatShare(own.separation) : 'not released';
            },
            align: 'end',
          },
          {
            id: 'distinction',
            header: 'Distinct values by row, before',
            cell: (row) => formatShare(row.distinction),
            align: 'end',
          },
        ]}
      />
    </Card>
  );
}
