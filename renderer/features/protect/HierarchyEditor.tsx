import type { HierarchyPreview } from '@shared/contract/views.ts';
import type { HierarchySpec, Recipe, Technique } from '@shared/deidentification/recipe.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount, formatPlural } from '../../ui/format.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { CategoryEditor } from './CategoryEditor.tsx';
import { countsProblem, parseNumbers, startHierarchy, widthsProblem } from './hierarchy-edits.ts';
import { useActions, useProtectServices } from './protect-context.tsx';
import { HIERARCHIES } from './words.ts';

type Generalization = Extract<Technique, { type: 'generalization' }>;

const DATE_LEVELS = [
  { id: 'day', label: 'Day' },
  { id: 'month', label: 'Month' },
  { id: 'quarter', label: 'Quarter' },
  { id: 'year', label: 'Year' },
  { id: 'five-years', label: 'Five years' },
  { id: 'decade', label: 'Decade' },
  { id: 'twenty-years', label: 'Twenty years' },
] as const;

const PREVIEW_DELAY_MS = 200;

export interface HierarchyEditorProps {
  readonly profile: ColumnProfile;
  readonly technique: Generalization;
  readonly recipe: Recipe;
  /** Quasi-identifiers take part in the search; for others a level must be fixed. */
  readonly isSearched: boolean;
  readonly foundLevel: number | null;
  readonly onChange: (technique: Technique, mergeKey?: string) => void;
}

export function HierarchyEditor({
  profile,
  technique,
  recipe,
  isSearched,
  foundLevel,
  onChange,
}: HierarchyEditorProps) {
  const { engine } = useProtectServices();
  const { preview, error, isLoading } = useHierarchyPreview(profile.name, recipe);
  const [importError, setImportError] = useState<ErrorData | null>(null);
  const { hierarchy } = technique;
  const values = (preview?.rows ?? []).map((row) => row[0] ?? '');

  // A fixed level of the old hierarchy means nothing in the new one.
  const change = (next: HierarchySpec, mergeKey?: string) =>
    onChange({ type: 'generalization', hierarchy: next }, mergeKey);

  async function importFile(): Promise<void> {
    setImportError(null);
    try {
      const file = await engine.bridge.chooseFile('hierarchy');
      if (!file) return;
      const { rows } = await engine.call('protect.importHierarchy', { file: file.token });
      change({ type: 'table', rows: rows.map((row) => [...row]) });
    } catch (reason) {
      setImportError(toErrorData(reason));
    }
  }

  return (
    <div className="hierarchy">
      <Select
        label="Hierarchy"
        items={HIERARCHIES}
        value={hierarchy.type === 'file' ? 'table' : hierarchy.type}
        onChange={(type) => {
          if (type === 'table') void importFile();
          else change(startHierarchy(type, profile, values));
        }}
        className="technique__select"
      />
      {importError ? <ErrorPanel error={importError} /> : null}
      <SpecFields
        key={hierarchy.type}
        spec={hierarchy}
        values={values}
        onChange={change}
        onImport={() => void importFile()}
      />
      <LevelChoice
        technique={technique}
        levels={preview?.levels ?? null}
        isSearched={isSearched}
        onChange={(next) => onChange(next)}
      />
      {error ? <ErrorPanel error={error} /> : null}
      {preview ? (
        <PreviewTable
          preview={preview}
          level={technique.level ?? foundLevel}
          isLoading={isLoading}
          columnName={profile.name}
        />
      ) : null}
    </div>
  );
}

function useHierarchyPreview(column: string, recipe: Recipe) {
  const actions = useActions();
  const [preview, setPreview] = useState<HierarchyPreview | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [isLoading, setLoading] = useState(true);
  const own = JSON.stringify(recipe.columns[column]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only this column's part of the recipe matters here
  useEffect(() => {
    const controller = new AbortController();
    setLoading(true);
    const timer = setTimeout(() => {
      actions.previewHierarchy(column, recipe, controller.signal).then(
        (next) => {
          if (controller.signal.aborted) return;
          setPreview(next);
          setError(null);
          setLoading(false);
        },
        (reason: unknown) => {
          if (controller.signal.aborted) return;
          setPreview(null);
          setError(toErrorData(reason));
          setLoading(false);
        },
      );
    }, PREVIEW_DELAY_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [actions, column, own]);
  return { preview, error, isLoading };
}

function SpecFields({
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

function NumbersField({
  label,
  numbers,
  problem,
  description,
  onChange,
}: {
  readonly label: string;
  readonly numbers: readonly number[];
  readonly problem: (text: string) => string;
  readonly description: string;
  readonly onChange: (numbers: readonly number[]) => void;
}) {
  const written = numbers.join(', ');
  const [text, setText] = useState(written);
  const parsed = parseNumbers(text);
  // An undo changes the numbers from outside.
  useEffect(() => {
    setText((old) => (parseNumbers(old)?.join(', ') === written ? old : written));
  }, [written]);
  return (
    <TextField
      label={label}
      description={description}
      value={text}
      errorMessage={problem(text)}
      onChange={(next) => {
        setText(next);
        const numbersNow = parseNumbers(next);
        if (numbersNow && problem(next) === '') onChange(numbersNow);
      }}
      onBlur={() => {
        if (!parsed || problem(text) !== '') setText(written);
      }}
    />
  );
}

function LevelChoice({
  technique,
  levels,
  isSearched,
  onChange,
}: {
  readonly technique: Generalization;
  readonly levels: number | null;
  readonly isSearched: boolean;
  readonly onChange: (technique: Generalization) => void;
}) {
  if (levels === null) return null;
  const { hierarchy, level } = technique;
  const items = [
    { id: 'search', label: isSearched ? 'Found by the search' : 'The lowest' },
    ...Array.from({ length: levels }, (_, index) => ({
      id: String(index),
      label:
        index === 0 ? 'Level 0, the values themselves' : `Level ${index}${index === levels - 1 ? ', everything' : ''}`,
    })),
  ];
  return (
    <Select
      label="Level"
      items={items}
      value={level === undefined ? 'search' : String(level)}
      onChange={(id) =>
        onChange(
          id === 'search'
            ? { type: 'generalization', hierarchy }
            : { type: 'generalization', hierarchy, level: Number(id) },
        )
      }
      className="technique__select"
    />
  );
}

function PreviewTable({
  preview,
  level,
  isLoading,
  columnName,
}: {
  readonly preview: HierarchyPreview;
  readonly level: number | null;
  readonly isLoading: boolean;
  readonly columnName: string;
}) {
  const levels = Array.from({ length: preview.levels }, (_, index) => index);
  return (
    <div className={isLoading ? 'is-stale' : ''}>
      <p className="field__label">What it does</p>
      {preview.missingValues > 0 ? (
        <p className="field__description">
          {formatPlural(preview.missingValues, 'value')} of the column {preview.missingValues === 1 ? 'is' : 'are'} not
          in this hierarchy.
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll hierarchy__table" aria-label={`Examples of ${columnName}`} tabIndex={0}>
        <table className="table table--compact" aria-label={`Levels of ${columnName}`}>
          <thead>
            <tr>
              {levels.map((index) => (
                <th key={index} scope="col" data-chosen={index === level ? true : undefined}>
                  Level {index}
                  <span className="hierarchy__groups">
                    {formatPlural(preview.groupsPerLevel[index] ?? 0, index === 0 ? 'value' : 'group')}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.samples.map((row) => (
              <tr key={row.join(' ')}>
                {levels.map((index) => (
                  <td key={index} data-chosen={index === level ? true : undefined}>
                    {row[index] === '' ? <em className="muted">empty</em> : row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {level === null ? null : (
        <p className="field__description">Level {formatCount(level)} is the one that is used.</p>
      )}
    </div>
  );
}
