import type { SubsetRisks } from '@shared/risk/risk-report.ts';
import { useState } from 'react';
import { Card } from '../../../ui/Card.tsx';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { Button } from '../../../ui/Button.tsx';
import { formatCount, formatPlural, formatShare } from '../../../ui/format.ts';
import { Table } from '../../../ui/Table.tsx';

const PAGE = 20;

/** Which few columns together single people out, worst first. */
export function Subsets({ subsets }: { readonly subsets: SubsetRisks }) {
  const [shown, setShown] = useState(PAGE);
  const worst = [...subsets.list].sort(
    (a, b) => b.uniques - a.uniques || b.separation - a.separation || a.columns.length - b.columns.length,
  );
  return (
    <Card>
      <Disclosure
        title="Every combination of quasi-identifiers, before"
        note={`${formatPlural(subsets.list.length, 'combination')} of up to ${formatPlural(subsets.largestSize, 'column')}`}
      >
        <Table
          label="Every combination of quasi-identifiers, before"
          density="compact"
          rows={worst.slice(0, shown)}
          rowKey={(row) => row.columns.join(' ')}
          columns={[
            { id: 'columns', header: 'Columns', cell: (row) => row.columns.join(', '), isRowHeader: true },
            { id: 'uniques', header: 'People unique on them', cell: (row) => formatCount(row.uniques), align: 'end' },
            { id: 'separation', header: 'Pairs told apart', cell: (row) => formatShare(row.separation), align: 'end' },
            { id: 'distinction', header: 'Groups by row', cell: (row) => formatShare(row.distinction), align: 'end' },
          ]}
        />
        {worst.length > shown ? (
          <Button variant="quiet" size="small" onPress={() => setShown(shown + PAGE)}>
            Show {formatCount(Math.min(PAGE, worst.length - shown))} more of {formatCount(worst.length)}
          </Button>
        ) : null}
      </Disclosure>
    </Card>
  );
}
