import type { Recipe } from '@shared/deidentification/recipe.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useActions } from '../protect-context.tsx';
import { columnOf } from '../recipe-edits.ts';
import { setBounds, setWeight, weightOf } from './model-edits.ts';
import './models.css';

const MAX_WEIGHT = 1000;

/** How much each quasi-identifier counts, and which levels the search may use for it. */
export function WeightsTable({
  recipe,
  columns,
  heights,
}: {
  readonly recipe: Recipe;
  readonly columns: readonly string[];
  readonly heights: Readonly<Record<string, number>>;
}) {
  const actions = useActions();
  const rows = columns.map((name) => ({ name, technique: columnOf(recipe, name)?.technique }));
  const hasBounds = recipe.search.type === 'optimal';
  return (
    <Table
      label="Weight and levels of each quasi-identifier"
      density="compact"
      rows={rows}
      rowKey={(row) => row.name}
      columns={[
        { id: 'name', header: 'Column', cell: (row) => row.name, isRowHeader: true, className: 'weights__name' },
        {
          id: 'weight',
          header: 'Weight: more keeps it finer',
          className: 'weights__number',
          cell: ({ name }) => (
            <NumberField
              label={`Weight of ${name}`}
              labelHidden
              minValue={0.01}
              maxValue={MAX_WEIGHT}
              step={0.01}
              hasSteppers={false}
              formatOptions={{ maximumFractionDigits: 2 }}
              value={weightOf(recipe, name)}
              onChange={(weight) => {
                if (weight > 0) actions.editRecipe((old) => setWeight(old, name, weight), `weight ${name}`);
              }}
            />
          ),
        },
        ...(hasBounds
          ? [
              {
                id: 'bounds',
                header: 'Levels that the search may use',
                cell: ({ name, technique }: (typeof rows)[number]) => {
                  if (technique?.type !== 'generalization') return <span className="muted">not generalized</span>;
                  if (technique.level !== undefined) {
                    return <span className="muted">fixed at level {technique.level}</span>;
                  }
                  const height = heights[name];
                  if (height === undefined) return <span className="muted">known after a calculation</span>;
                  return (
                    <Bounds
                      name={name}
                      height={height}
                      minLevel={technique.minLevel ?? 0}
                      maxLevel={technique.maxLevel ?? height - 1}
                      onChange={(minLevel, maxLevel) =>
                        actions.editRecipe((old) =>
                          setBounds(old, name, { minLevel, maxLevel: maxLevel >= height - 1 ? undefined : maxLevel }),
                        )
                      }
                    />
                  );
                },
              },
            ]
          : []),
      ]}
    />
  );
}

function Bounds({
  name,
  height,
  minLevel,
  maxLevel,
  onChange,
}: {
  readonly name: string;
  readonly height: number;
  readonly minLevel: number;
  readonly maxLevel: number;
  readonly onChange: (minLevel: number, maxLevel: number) => void;
}) {
  const levels = Array.from({ length: height }, (_, level) => ({ id: String(level), label: `Level ${level}` }));
  return (
    <div className="weights__bounds">
      <span className="muted">from</span>
      <Select
        label={`Lowest level of ${name}`}
        labelHidden
        size="small"
        items={levels.filter((_, level) => level <= maxLevel)}
        value={String(Math.min(minLevel, maxLevel))}
        onChange={(level) => onChange(Number(level), maxLevel)}
      />
      <span className="muted">to</span>
      <Select
        label={`Highest level of ${name}`}
        labelHidden
        size="small"
        items={levels.filter((_, level) => level >= minLevel)}
        value={String(Math.min(maxLevel, height - 1))}
        onChange={(level) => onChange(minLevel, Number(level))}
      />
    </div>
  );
}
