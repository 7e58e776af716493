import type { Tabulation } from '@shared/contract/api.ts';
import type { ExportResult, SessionView, TabulateResult } from '@shared/contract/views.ts';
import { Plus, Sigma, X } from 'lucide-react';
import { useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { NotLicensed } from './NotLicensed.tsx';
import { isAllowed, whyNot } from './rights.ts';
import { TabulateResults } from './TabulateResults.tsx';
import {
  EMPTY_DRAFT,
  type FilterDraft,
  MAX_FILTERS,
  MAX_GROUPS,
  numericFields,
  specOf,
  type TabulationDraft,
} from './tabulation.ts';

interface Answer {
  readonly spec: Tabulation;
  readonly result: TabulateResult;
}

export function Tabulate({ session }: { readonly session: SessionView }) {
  const { client, chooseSave } = useApp();
  const [draft, setDraft] = useState<TabulationDraft>(EMPTY_DRAFT);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [exported, setExported] = useState<ExportResult | null>(null);
  const asking = useAction();
  const exporting = useAction();
  const spec = specOf(draft);

  const tabulate = (asked: Tabulation) => client.call('session.tabulate', { session: session.session, spec: asked });

  if (!isAllowed(session, 'bulla:tabulate'))
    return (
      <NotLicensed
        title="Making tables is not part of your licence"
        why={whyNot(session, 'bulla:tabulate')}
        attempt={() => tabulate({ groupBy: [], measure: { type: 'count' }, filters: [] })}
      />
    );

  const run = async () => {
    if (spec === null) return;
    const result = await asking.run(() => tabulate(spec));
    if (!result) return;
    setAnswer({ spec, result });
    setExported(null);
    exporting.clear();
  };
  const write = async (asked: Tabulation) => {
    const written = await exporting.run(async () => {
      const file = await chooseSave('csv', 'table.csv');
      if (!file) return undefined;
      return client.call('session.exportResults', { session: session.session, spec: asked, file: file.token });
    });
    if (written) setExported(written);
  };

  return (
    <div className="tab-body">
      <Card title="A table of the data" description="Each table is written to the usage log before it is shown.">
        <TabulationForm session={session} draft={draft} onChange={setDraft} />
        <div className="tabulate__go">
          <Button
            variant="primary"
            icon={<Sigma size={16} aria-hidden />}
            isDisabled={spec === null || asking.isRunning}
            onPress={() => void run()}
          >
            {asking.isRunning ? 'Tabulating' : 'Tabulate'}
          </Button>
          {spec === null ? <p className="muted">Choose the column to measure.</p> : null}
        </div>
      </Card>
      {asking.error === null ? null : <ErrorPanel error={asking.error} />}
      {answer === null ? null : (
        <TabulateResults
          spec={answer.spec}
          result={answer.result}
          exportRefusal={whyNot(session, 'bulla:exportResults')}
          isExporting={exporting.isRunning}
          exportError={exporting.error}
          exported={exported}
          onExport={() => void write(answer.spec)}
        />
      )}
    </div>
  );
}

interface FormProps {
  readonly session: SessionView;
  readonly draft: TabulationDraft;
  readonly onChange: (draft: TabulationDraft) => void;
}

function TabulationForm({ session, draft, onChange }: FormProps) {
  const numeric = numericFields(session.fields);
  return (
    <div className="tabulate">
      <Groups session={session} draft={draft} onChange={onChange} />
      <div className="tabulate__part">
        <p className="field__label">Measure</p>
        <div className="tabulate__row">
          <Segmented<TabulationDraft['measure']>
            label="Measure"
            value={draft.measure}
            onChange={(measure) => onChange({ ...draft, measure })}
            items={[
              { id: 'count', label: 'Count' },
              { id: 'sum', label: 'Sum', isDisabled: numeric.length === 0 },
              { id: 'mean', label: 'Mean', isDisabled: numeric.length === 0 },
            ]}
          />
          {draft.measure === 'count' ? (
            <span className="muted">the number of rows in each group</span>
          ) : (
            <Select
              label="Column to measure"
              labelHidden
              placeholder="Choose a numeric column"
              className="tabulate__select"
              items={numeric.map(({ name }) => ({ id: name, label: name }))}
              value={draft.measured}
              onChange={(measured) => onChange({ ...draft, measured })}
            />
          )}
        </div>
      </div>
      <Filters session={session} draft={draft} onChange={onChange} />
    </div>
  );
}

function Groups({ session, draft, onChange }: FormProps) {
  const free = session.fields.filter((field) => !draft.groupBy.includes(field.name));
  return (
    <div className="tabulate__part">
      <p className="field__label">Group by</p>
      <div className="tabulate__row">
        {draft.groupBy.map((name) => (
          <span key={name} className="tag">
            {name}
            <IconButton
              label={`Do not group by ${name}`}
              size="small"
              icon={<X size={12} aria-hidden />}
              onPress={() => onChange({ ...draft, groupBy: draft.groupBy.filter((other) => other !== name) })}
            />
          </span>
        ))}
        {draft.groupBy.length < MAX_GROUPS && free.length > 0 ? (
          <Select
            key={draft.groupBy.length}
            label="Add a column to group by"
            labelHidden
            placeholder={draft.groupBy.length === 0 ? 'Choose a column' : 'Then by'}
            className="tabulate__select"
            items={free.map(({ name, type }) => ({ id: name, label: name, description: type }))}
            value={null}
            onChange={(name) => onChange({ ...draft, groupBy: [...draft.groupBy, name] })}
          />
        ) : null}
      </div>
      <p className="field__description">Up to {MAX_GROUPS} columns. Without one, the table has a single cell.</p>
    </div>
  );
}

function Filters({ session, draft, onChange }: FormProps) {
  const update = (id: number, change: Partial<FilterDraft>) =>
    onChange({
      ...draft,
      filters: draft.filters.map((filter) => (filter.id === id ? { ...filter, ...change } : filter)),
    });
  const add = () => {
    const id = Math.max(0, ...draft.filters.map((filter) => filter.id)) + 1;
    onChange({ ...draft, filters: [...draft.filters, { id, column: null, text: '' }] });
  };
  return (
    <div className="tabulate__part">
      <p className="field__label">Only rows where</p>
      {draft.filters.map((filter) => (
        <div key={filter.id} className="tabulate__row">
          <Select
            label="Column of the filter"
            labelHidden
            placeholder="Choose a column"
            className="tabulate__select"
            items={session.fields.map(({ name }) => ({ id: name, label: name }))}
            value={filter.column}
            onChange={(column) => update(filter.id, { column })}
          />
          <span className="muted">is</span>
          <TextField
            label={`Values of ${filter.column ?? 'the column'}, separated by semicolons`}
            labelHidden
            placeholder="One value, or several; with; semicolons"
            className="tabulate__values"
            autoComplete="off"
            value={filter.text}
            onChange={(text) => update(filter.id, { text })}
          />
          <IconButton
            label="Remove this filter"
            icon={<X size={14} aria-hidden />}
            onPress={() => onChange({ ...draft, filters: draft.filters.filter((other) => other.id !== filter.id) })}
          />
        </div>
      ))}
      {draft.filters.length < MAX_FILTERS ? (
        <div>
          <Button size="small" variant="quiet" icon={<Plus size={14} aria-hidden />} onPress={add}>
            Add a filter
          </Button>
        </div>
      ) : null}
    </div>
  );
}
