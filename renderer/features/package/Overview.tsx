import type { DictionaryField, SessionView } from '@shared/contract/views.ts';
import type { ColumnType } from '@shared/table/table.ts';
import { TYPE_WORDS } from '../../i18n/words.ts';
import { Card } from '../../ui/Card.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { formatCount, formatPlural, formatShare } from '../../ui/format.ts';
import { Table } from '../../ui/Table.tsx';

const ROLE_WORDS: Readonly<Record<string, string>> = {
  'direct-identifier': 'Direct identifier',
  'quasi-identifier': 'Quasi-identifier',
  sensitive: 'Sensitive',
  other: 'Other',
};

export function Overview({ session }: { readonly session: SessionView }) {
  const { rowsIn, rowsOut, suppressed, models } = session.anonymization;
  return (
    <div className="tab-body">
      <Card title="How the data was protected" description="Stated by the issuer and signed with the package.">
        <Facts
          items={[
            { term: 'Rows before', value: formatCount(rowsIn) },
            { term: 'Rows in the package', value: formatCount(rowsOut) },
            {
              term: 'Rows left out',
              value: `${formatCount(suppressed)}${rowsIn > 0 ? ` (${formatShare(suppressed / rowsIn)})` : ''}`,
            },
            {
              term: 'Privacy models',
              value:
                models.length === 0 ? (
                  'None stated'
                ) : (
                  <ul>
                    {models.map((model) => (
                      <li key={model}>{model}</li>
                    ))}
                  </ul>
                ),
            },
            ...(session.attribution === '' ? [] : [{ term: 'Attribution', value: session.attribution }]),
          ]}
        />
        <p className="muted tab-body__note">
          Protection lowers the risk that people are recognised. It does not remove it: do not try, and report it when
          it happens by chance.
        </p>
      </Card>
      <Card title="Data dictionary" description={formatPlural(session.fields.length, 'column')} padding="none">
        <Table<DictionaryField>
          label="Data dictionary"
          rows={session.fields}
          rowKey={(field, index) => `${index} ${field.name}`}
          columns={[
            { id: 'name', header: 'Column', isRowHeader: true, cell: (field) => field.name },
            {
              id: 'type',
              header: 'Type',
              cell: (field) =>
                Object.hasOwn(TYPE_WORDS, field.type) ? TYPE_WORDS[field.type as ColumnType] : field.type,
            },
            { id: 'role', header: 'Role', cell: (field) => ROLE_WORDS[field.role] ?? field.role },
            { id: 'transform', header: 'What was done', cell: (field) => transformWords(field.transform) },
          ]}
        />
      </Card>
    </div>
  );
}

/** 'none' -> 'Unchanged', 'generalization, level 1 of 2' -> 'Generalization, level 1 of 2' */
function transformWords(transform: string): string {
  return transform === 'none' ? 'Unchanged' : transform.charAt(0).toUpperCase() + transform.slice(1);
}
