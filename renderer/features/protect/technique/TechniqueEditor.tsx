import type { ColumnRecipe, Recipe, Technique } from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Callout } from '../../../ui/Callout.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { formatCount } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Select } from '../../../ui/Select.tsx';
import { HierarchyEditor } from '../hierarchy/HierarchyEditor.tsx';
import { useActions } from '../protect-context.tsx';
import { setTechnique } from '../recipe-edits.ts';
import { roleWords, TECHNIQUES } from '../words.ts';

const NUMERIC_ONLY: readonly Technique['type'][] = ['top-bottom-coding', 'rounding', 'noise'];

export interface TechniqueEditorProps {
  readonly profile: ColumnProfile;
  readonly column: ColumnRecipe;
  readonly recipe: Recipe;
  /** Of the last fresh calculation. */
  readonly foundLevel: number | null;
}

export function TechniqueEditor({ profile, column, recipe, foundLevel }: TechniqueEditorProps) {
  const actions = useActions();
  const { technique } = column;
  const isNumeric = profile.type === 'integer' || profile.type === 'number';
  const change = (next: Technique, mergeKey = '') =>
    actions.editRecipe((old) => setTechnique(old, profile.name, next), mergeKey && `${profile.name} ${mergeKey}`);
  const offered = TECHNIQUES.map((entry) => ({
    ...entry,
    isDisabled: NUMERIC_ONLY.includes(entry.id) && !isNumeric,
  }));
  return (
    <div className="technique">
      <header className="technique__head">
        <h3>{profile.name}</h3>
        <Badge>{roleWords(column.role)}</Badge>
        <span className="muted numeric">
          {formatCount(profile.distinct)} distinct
          {profile.minimum !== undefined && profile.maximum !== undefined
            ? `, from ${profile.minimum} to ${profile.maximum}`
            : ''}
        </span>
      </header>
      <Select
        label="What happens to it"
        items={offered}
        value={technique.type}
        onChange={(type) => change(startTechnique(type, profile))}
        description={TECHNIQUES.find((entry) => entry.id === technique.type)?.description}
        className="technique__select"
      />
      {column.role === 'direct-identifier' && technique.type === 'none' ? (
        <Callout tone="danger" title="This column names people">
          Released as it is, it undoes the protection of every other column.
        </Callout>
      ) : null}
      <Parameters technique={technique} onChange={change} />
      {technique.type === 'generalization' ? (
        <HierarchyEditor
          profile={profile}
          technique={technique}
          recipe={recipe}
          isSearched={column.role === 'quasi-identifier'}
          foundLevel={foundLevel}
          onChange={change}
        />
      ) : null}
    </div>
  );
}

/** The usual parameters, from what is known of the column. */
export function startTechnique(type: Technique['type'], profile: ColumnProfile): Technique {
  switch (type) {
    case 'none':
    case 'suppression':
      return { type };
    case 'masking':
      return { type, keepStart: Math.min(2, Math.max(0, profile.longest - 1)), keepEnd: 0, hideLength: false };
    case 'generalization':
      return { type, hierarchy: { type: 'automatic' } };
    case 'pseudonymization':
      return { type, length: 16 };
    case 'top-bottom-coding':
      return { type, ...limitsOf(profile) };
    case 'rounding':
      return { type, base: roundBase(profile) };
    case 'noise':
      return { type, distribution: 'laplace', scale: roundBase(profile), decimals: profile.type === 'integer' ? 0 : 2 };
  }
}

function rangeOf({ minimum, maximum }: ColumnProfile): { low: number; high: number } | null {
  const low = Number(minimum);
  const high = Number(maximum);
  return minimum !== undefined && maximum !== undefined && Number.isFinite(low) && Number.isFinite(high)
    ? { low, high }
    : null;
}

/** The outer twentieths of the range. */
function limitsOf(profile: ColumnProfile): { bottom?: number; top?: number } {
  const range = rangeOf(profile);
  if (!range) return {};
  const margin = (range.high - range.low) / 20;
  const round = (value: number) => (profile.type === 'integer' ? Math.round(value) : Number(value.toPrecision(3)));
  return { bottom: round(range.low + margin), top: round(range.high - margin) };
}

/** 1, 2 or 5 times a power of ten, about a twentieth of the range. */
function roundBase(profile: ColumnProfile): number {
  const range = rangeOf(profile);
  const target = range ? (range.high - range.low) / 20 : 10;
  if (!(target > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(target));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= target) ?? 10;
  const base = Number((step * power).toPrecision(1));
  return profile.type === 'integer' ? Math.max(1, base) : base;
}

function Parameters({
  technique,
  onChange,
}: {
  readonly technique: Technique;
  readonly onChange: (next: Technique, mergeKey?: string) => void;
}) {
  const finite = (value: number, apply: (value: number) => Technique, key: string) => {
    if (Number.isFinite(value)) onChange(apply(value), key);
  };
  switch (technique.type) {
    case 'masking':
      return (
        <div className="fields">
          <NumberField
            label="Characters kept at the start"
            minValue={0}
            maxValue={64}
            value={technique.keepStart}
            onChange={(keepStart) => finite(keepStart, (value) => ({ ...technique, keepStart: value }), 'keepStart')}
          />
          <NumberField
            label="Characters kept at the end"
            minValue={0}
            maxValue={64}
            value={technique.keepEnd}
            onChange={(keepEnd) => finite(keepEnd, (value) => ({ ...technique, keepEnd: value }), 'keepEnd')}
          />
          <Checkbox
            isSelected={technique.hideLength}
            onChange={(hideLength) => onChange({ ...technique, hideLength })}
            description="Every masked part has the same length, so that long names do not stand out."
          >
            Hide the length
          </Checkbox>
        </div>
      );
    case 'pseudonymization':
      return (
        <div className="fields">
          <NumberField
            label="Length of the code"
            unit="characters"
            minValue={8}
            maxValue={52}
            value={technique.length}
            onChange={(length) => finite(length, (value) => ({ ...technique, length: value }), 'length')}
            description="The same value gets the same code. The data stay personal data: whoever holds the key can undo it."
          />
        </div>
      );
    case 'top-bottom-coding':
      return (
        <div className="fields">
          <NumberField
            label="At least"
            value={technique.bottom ?? Number.NaN}
            onChange={(value) =>
              onChange(withLimits(Number.isFinite(value) ? value : undefined, technique.top), 'bottom')
            }
            description="Smaller values become this one. Empty: no limit."
          />
          <NumberField
            label="At most"
            value={technique.top ?? Number.NaN}
            onChange={(value) =>
              onChange(withLimits(technique.bottom, Number.isFinite(value) ? value : undefined), 'top')
            }
            description="Larger values become this one. Empty: no limit."
          />
        </div>
      );
    case 'rounding':
      return (
        <div className="fields">
          <NumberField
            label="Round to multiples of"
            minValue={0.000001}
            formatOptions={{ maximumFractionDigits: 6 }}
            value={technique.base}
            onChange={(base) => finite(base, (value) => ({ ...technique, base: value }), 'base')}
          />
        </div>
      );
    case 'noise':
      return (
        <div className="fields">
          <Select
            label="Distribution"
            items={[
              { id: 'laplace', label: 'Laplace', description: 'Mostly small changes, now and then a large one.' },
              { id: 'gaussian', label: 'Gaussian', description: 'The bell curve.' },
            ]}
            value={technique.distribution}
            onChange={(distribution) => onChange({ ...technique, distribution })}
          />
          <NumberField
            label={technique.distribution === 'gaussian' ? 'Standard deviation' : 'Scale'}
            minValue={0.000001}
            formatOptions={{ maximumFractionDigits: 6 }}
            value={technique.scale}
            onChange={(scale) => finite(scale, (value) => ({ ...technique, scale: value }), 'scale')}
            description="In the unit of the column."
          />
          <NumberField
            label="Decimals"
            minValue={0}
            maxValue={12}
            value={technique.decimals}
            onChange={(decimals) => finite(decimals, (value) => ({ ...technique, decimals: value }), 'decimals')}
          />
        </div>
      );
    default:
      return null;
  }
}

function withLimits(bottom: number | undefined, top: number | undefined): Technique {
  return {
    type: 'top-bottom-coding',
    ...(bottom === undefined ? {} : { bottom }),
    ...(top === undefined ? {} : { top }),
  };
}
