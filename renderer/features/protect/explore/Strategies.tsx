import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { formatNumber, formatShare } from '../../../ui/format.ts';
import { Table } from '../../../ui/Table.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useActions, useProtect } from '../protect-context.tsx';
import { isStale, type Preview, type Strategy } from '../store/state.ts';

/** Recipes that were set aside under a name, side by side; each can be taken back. */
export function Strategies({
  preview,
  strategies,
}: {
  readonly preview: Preview;
  readonly strategies: readonly Strategy[];
}) {
  const actions = useActions();
  const stale = useProtect(isStale);
  const [name, setName] = useState('');
  const proposed = preview.report.models.map((model) => model.label).join(', ') || 'Without a model';
  return (
    <Card
      title="Strategies"
      description="Set the present recipe aside under a name, change it, and compare. They are kept until you open another file."
    >
      <div className="stack">
        <form
          className="categories__put"
          onSubmit={(event) => {
            event.preventDefault();
            actions.keepStrategy(name.trim() === '' ? proposed : name.trim());
            setName('');
          }}
        >
          <TextField label="Name of the strategy" value={name} onChange={setName} placeholder={proposed} />
          <Button type="submit" icon={<Bookmark size={16} aria-hidden />} isDisabled={stale}>
            Set aside
          </Button>
        </form>
        {strategies.length === 0 ? null : (
          <Table
            label="Strategies"
            density="compact"
            rows={strategies}
            rowKey={(row) => row.name}
            columns={[
              {
                id: 'name',
                header: 'Strategy',
                cell: (row) => row.name,
                isRowHeader: true,
                className: 'strategies__name',
              },
              { id: 'loss', header: 'Detail lost', cell: (row) => formatShare(row.loss), align: 'end' },
              {
                id: 'score',
                header: 'Score of the search',
                cell: (row) => (row.score === null ? 'none' : formatNumber(row.score, 4)),
                align: 'end',
              },
              { id: 'rows', header: 'Rows left out', cell: (row) => formatShare(row.suppressedShare), align: 'end' },
              { id: 'average', header: 'Average risk', cell: (row) => formatShare(row.averageRisk), align: 'end' },
              { id: 'highest', header: 'Highest risk', cell: (row) => formatShare(row.highestRisk), align: 'end' },
              {
                id: 'actions',
                header: <span className="visually-hidden">Actions</span>,
                align: 'end',
                cell: (row) => (
                  <span className="strategies__actions">
                    <Button size="small" aria-label={`Use ${row.name}`} onPress={() => actions.takeStrategy(row.name)}>
                      Use
                    </Button>
                    <IconButton
                      label={`Remove ${row.name}`}
                      size="small"
                      icon={<Trash2 size={14} aria-hidden />}
                      onPress={() => actions.dropStrategy(row.name)}
                    />
                  </span>
                ),
              },
            ]}
          />
        )}
      </div>
    </Card>
  );
}
