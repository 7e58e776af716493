import { X } from 'lucide-react';
import { logKindWords, outcomeWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { type FilterChoice, isFiltering, NO_FILTER, type Outcome, shortPackage } from './filter.ts';

const ALL = 'all';
const OUTCOMES: readonly Outcome[] = ['allowed', 'refused', 'failed', 'done'];

export interface FilterBarProps {
  readonly choice: FilterChoice;
  readonly kinds: readonly string[];
  readonly packages: readonly string[];
  readonly onChange: (choice: FilterChoice) => void;
}

export function FilterBar({ choice, kinds, packages, onChange }: FilterBarProps) {
  return (
    <search className="filters" aria-label="Filter of the entries">
      <Select
        label="What"
        items={[{ id: ALL, label: 'Everything' }, ...kinds.map((kind) => ({ id: kind, label: logKindWords(kind) }))]}
        value={choice.kind ?? ALL}
        onChange={(kind) => onChange({ ...choice, kind: kind === ALL ? null : kind })}
      />
      <Select<Outcome | typeof ALL>
        label="Outcome"
        items={[
          { id: ALL, label: 'Any outcome' },
          ...OUTCOMES.map((outcome) => ({ id: outcome, label: outcomeWords(outcome) })),
        ]}
        value={choice.outcome ?? ALL}
        onChange={(outcome) => onChange({ ...choice, outcome: outcome === ALL ? null : outcome })}
      />
      <Select
        label="Package"
        items={[
          { id: ALL, label: 'Any package' },
          ...packages.map((id) => ({ id, label: shortPackage(id), description: id })),
        ]}
        value={choice.package ?? ALL}
        onChange={(id) => onChange({ ...choice, package: id === ALL ? null : id })}
      />
      <TextField
        label="From"
        type="date"
        value={choice.fromDay}
        onChange={(fromDay) => onChange({ ...choice, fromDay })}
      />
      <TextField label="To" type="date" value={choice.toDay} onChange={(toDay) => onChange({ ...choice, toDay })} />
      {isFiltering(choice) ? (
        <Button variant="quiet" icon={<X size={14} aria-hidden />} onPress={() => onChange(NO_FILTER)}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
