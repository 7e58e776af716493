import type { HierarchySpec, Recipe } from '@shared/deidentification/recipe.ts';
import type { AreaPopulation } from '@shared/deidentification/technique-spec.ts';
import type { GenericSchema } from 'valibot';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Select } from '../../../ui/Select.tsx';
import { columnsWithRole } from '../recipe-edits.ts';
import { AreasField } from './AreasField.tsx';
import { type Field, isValid, problemOf, type Values, withValue } from './field.ts';
import { HierarchyField } from './HierarchyField.tsx';
import { PopulationField } from './PopulationField.tsx';
import { TextEntry } from './TextEntry.tsx';

export interface FieldsProps {
  readonly fields: readonly Field[];
  readonly values: Values;
  /** The values are kept only when they satisfy it. */
  readonly schema: GenericSchema;
  readonly recipe: Recipe;
  readonly onChange: (values: Values, mergeKey: string) => void;
}

/** A form made of the fields' descriptions. */
export function Fields({ fields, ...rest }: FieldsProps) {
  if (fields.length === 0) return null;
  return (
    <div className="fields">
      {fields.map((field) => (
        <FieldControl key={field.key} field={field} {...rest} />
      ))}
    </div>
  );
}

function FieldControl({
  field,
  values,
  schema,
  recipe,
  onChange,
}: Omit<FieldsProps, 'fields'> & { readonly field: Field }) {
  const { key, label, description } = field;
  const value = values[key];
  const put = (next: unknown) => {
    const candidate = withValue(values, key, next);
    if (isValid(schema, candidate)) onChange(candidate, key);
  };
  const told = description === undefined ? {} : { description };
  switch (field.kind) {
    case 'number': {
      const scale = field.isPercent === true ? 100 : 1;
      const number = typeof value === 'number' ? round(value * scale, field.decimals) : Number.NaN;
      return (
        <NumberField
          label={label}
          {...told}
          {...(field.unit === undefined ? {} : { unit: field.unit })}
          {...(field.min === undefined ? {} : { minValue: field.min * scale })}
          {...(field.max === undefined ? {} : { maxValue: field.max * scale })}
          {...(field.step === undefined ? {} : { step: field.step * scale })}
          formatOptions={{ maximumFractionDigits: field.decimals }}
          value={number}
          onChange={(next) => {
            if (Number.isFinite(next)) put(round(next / scale, field.decimals + (scale === 100 ? 2 : 0)));
            else if (field.isOptional === true) put(undefined);
          }}
        />
      );
    }
    case 'choice':
      return (
        <Select
          label={label}
          items={field.choices}
          value={typeof value === 'string' ? value : null}
          onChange={put}
          {...told}
        />
      );
    case 'check':
      return (
        <Checkbox isSelected={value === true} onChange={put} {...told}>
          {label}
        </Checkbox>
      );
    case 'checks':
      return (
        <fieldset className="checks fields__wide">
          <legend className="field__label">{label}</legend>
          {field.choices.map((choice) => (
            <Checkbox
              key={choice.id}
              isSelected={listOf(value).includes(choice.id)}
              onChange={(on) =>
                put(
                  field.choices
                    .map(({ id }) => id)
                    .filter((id) => (id === choice.id ? on : listOf(value).includes(id))),
                )
              }
            >
              {choice.label}
            </Checkbox>
          ))}
          {description === undefined ? null : <p className="field__description fields__wide">{description}</p>}
        </fieldset>
      );
    case 'column':
      return (
        <ColumnChoice
          field={field}
          value={typeof value === 'string' ? value : null}
          recipe={recipe}
          onChange={(name) => put(name ?? undefined)}
        />
      );
    case 'text':
    case 'lines':
      return (
        <TextEntry
          label={label}
          {...told}
          isLines={field.kind === 'lines'}
          placeholder={field.kind === 'text' ? (field.placeholder ?? '') : ''}
          value={field.kind === 'lines' ? listOf(value).join('\n') : typeof value === 'string' ? value : ''}
          problem={(text) =>
            problemOf(
              schema,
              withValue(values, key, entered(field, text)),
              key,
              field.kind === 'text' ? field.invalid : '',
            )
          }
          onChange={(text) => put(entered(field, text))}
        />
      );
    case 'population':
      return <PopulationField label={label} value={value} />;
    case 'areas':
      return <AreasField label={label} value={value as AreaPopulation} onChange={put} />;
    case 'hierarchy':
      return <HierarchyField label={label} value={value as HierarchySpec | undefined} onChange={(next) => put(next)} />;
  }
}

/** The select's choice for "no column"; a column's name is prefixed, so that none can be mistaken for it. */
const NO_COLUMN = 'none';

function ColumnChoice({
  field,
  value,
  recipe,
  onChange,
}: {
  readonly field: Extract<Field, { kind: 'column' }>;
  readonly value: string | null;
  readonly recipe: Recipe;
  readonly onChange: (name: string | null) => void;
}) {
  const names =
    field.of === 'sensitive'
      ? [...columnsWithRole(recipe, 'sensitive')]
      : field.of === 'other'
        ? [...columnsWithRole(recipe, 'sensitive'), ...columnsWithRole(recipe, 'other')]
        : Object.keys(recipe.columns);
  if (value !== null && !names.includes(value)) names.push(value);
  return (
    <Select
      label={field.label}
      items={[
        ...(field.isOptional === true ? [{ id: NO_COLUMN, label: 'None' }] : []),
        ...names.map((name) => ({ id: `column:${name}`, label: name })),
      ]}
      value={value === null ? (field.isOptional === true ? NO_COLUMN : null) : `column:${value}`}
      onChange={(id) => onChange(id === NO_COLUMN ? null : id.slice('column:'.length))}
      {...(field.description === undefined ? {} : { description: field.description })}
    />
  );
}

function entered(field: Field, text: string): unknown {
  const isOptional = 'isOptional' in field && field.isOptional === true;
  if (field.kind === 'lines') {
    const lines = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return lines.length === 0 && isOptional ? undefined : lines;
  }
  return text === '' && isOptional ? undefined : text;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
