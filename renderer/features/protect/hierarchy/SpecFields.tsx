import type { HierarchySpec } from '@shared/deidentification/recipe.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { formatPlural } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextEntry } from '../forms/TextEntry.tsx';
import { CategoryEditor } from './CategoryEditor.tsx';
import { boundsProblem, countsProblem, parseBounds, quantilesProblem, widthsProblem } from './hierarchy-edits.ts';
import { NumbersField } from './NumbersField.tsx';
import { OrderEditor } from './OrderEditor.tsx';

const DATE_LEVELS = [
  { id: 'day', label: 'Day' },
  { id: 'month', label: 'Month' },
  { id: 'quarter', label: 'Quarter' },
  { id: 'year', label: 'Year' },
  { id: 'five-years', label: 'Five years' },
  { id: 'decade', label: 'Decade' },
  { id: 'twenty-years', label: 'Twenty years' },
] as const;

/** The fields of each kind of hierarchy. */
export function SpecFields({
  spec,
  values,
  onChange,
  onImport,
}: {
  readonly spec: HierarchySpec;
  readonly values: readonly string[];
  readonly onChange: (spec: HierarchySpec, mergeKey?: string) => void;
  readonly onImport: () => void;
}) {
  switch (spec.type) {
    case 'automatic':
      return null;
    case 'intervals':
      return (
        <div className="fields">
          <NumberField
            label="Ranges start at"
            formatOptions={{ maximumFractionDigits: 6 }}
            value={spec.origin}
            onChange={(origin) => {
              if (Number.isFinite(origin)) onChange({ ...spec, origin }, 'origin');
            }}
          />
          <NumbersField
            label="Width at each level"
            numbers={spec.widths}
            problem={widthsProblem}
            description="From narrow to wide, each a multiple of the one before."
            onChange={(widths) => onChange({ ...spec, widths: [...widths] }, 'widths')}
          />
        </div>
      );
    case 'bounds':
      return (
        <TextEntry
          label="Bounds of each level"
          description="A line for each level, the finest first: 18, 30, 45, 65 and then 30, 65."
          placeholder=""
          isLines
          value={spec.levels.map((level) => level.join(', ')).join('\n')}
          problem={boundsProblem}
          onChange={(text) => {
            const levels = parseBounds(text);
            if (levels) onChange({ ...spec, levels }, 'bounds');
          }}
        />
      );
    case 'quantiles':
      return (
        <div className="fields">
          <NumbersField
            label="Groups at each level"
            numbers={spec.counts}
            problem={quantilesProblem}
            description="From many to few, each dividing the one before: 8, 4, 2."
            onChange={(counts) => onChange({ ...spec, counts: [...counts] }, 'quantiles')}
          />
        </div>
      );
    case 'order':
      return <OrderEditor spec={spec} onChange={onChange} />;
    case 'masking':
      return (
        <div className="fields">
          <Select
            label="Hidden from"
            items={[
              { id: 'right', label: 'The end: 1000**' },
              { id: 'left', label: 'The start: **0012' },
            ]}
            value={spec.direction}
            onChange={(direction) => onChange({ ...spec, direction })}
          />
          <NumbersField
            label="Characters hidden at each level"
            numbers={spec.counts}
            problem={countsProblem}
            description="Rising, such as 1, 2, 3."
            onChange={(counts) => onChange({ ...spec, counts: [...counts] }, 'counts')}
          />
        </div>
      );
    case 'dates':
      return (
        <fieldset className="checks">
          <legend className="field__label">Levels, from fine to coarse</legend>
          {DATE_LEVELS.map((level) => (
            <Checkbox
              key={level.id}
              isSelected={spec.levels.includes(level.id)}
              isDisabled={spec.levels.length === 1 && spec.levels.includes(level.id)}
              onChange={(on) =>
                onChange({
                  ...spec,
                  levels: DATE_LEVELS.map((entry) => entry.id).filter((id) =>
                    id === level.id ? on : spec.levels.includes(id),
                  ),
                })
              }
            >
              {level.label}
            </Checkbox>
          ))}
        </fieldset>
      );
    case 'categories':
      return <CategoryEditor spec={spec} onChange={onChange} hasValues={values.length > 0} />;
    case 'table':
      return (
        <p className="source-line">
          {formatPlural(spec.rows.length, 'value')} with{' '}
          {formatPlural(Math.max(0, (spec.rows[0]?.length ?? 1) - 1), 'level')} above them.
          <Button size="small" variant="quiet" onPress={onImport}>
            Import another file
          </Button>
        </p>
      );
    case 'file':
      return (
        <p className="source-line">
          From the file "{spec.path}" beside the recipe.
          <Button size="small" variant="quiet" onPress={onImport}>
            Import a file instead
          </Button>
        </p>
      );
  }
}
