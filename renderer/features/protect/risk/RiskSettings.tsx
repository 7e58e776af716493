import { quasiIdentifiersOf } from '@shared/deidentification/read-recipe.ts';
import type { Population, PopulationFile, Recipe } from '@shared/deidentification/recipe.ts';
import { Button } from '../../../ui/Button.tsx';
import { Callout } from '../../../ui/Callout.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { formatList, formatPlural } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Select } from '../../../ui/Select.tsx';
import { useActions, useProtect } from '../protect-context.tsx';
import { setCountColumn, setPopulation, setPopulationTable, setRiskColumn, setRiskThreshold } from '../recipe-edits.ts';
import { fileName } from '../words.ts';

const THRESHOLDS = [
  { id: '0.5', label: '50 %', description: 'At least 2 people alike' },
  { id: '0.333', label: '33 %', description: 'At least 3 people alike' },
  { id: '0.2', label: '20 %', description: 'At least 5 people alike' },
  { id: '0.1', label: '10 %', description: 'At least 10 people alike' },
  { id: '0.09', label: '9 %', description: 'Public release by EMA Policy 0070' },
  { id: '0.05', label: '5 %', description: 'At least 20 people alike' },
] as const;

const POPULATION_WORDS: Readonly<Record<Population['type'] | 'none', string>> = {
  none: 'Nothing is known of the population: everybody outside the data is disregarded.',
  fraction: 'The population is estimated from the sampling fraction.',
  file: 'The population is counted in a table: one line a person, or with a column of counts.',
};

/** The select's choice for a table without counts; a column's name is prefixed, so that none can be mistaken for it. */
const ONE_LINE_A_PERSON = 'lines';

/** What counts as a risk, and what is known of the people outside the data. */
export function RiskSettings({ recipe }: { readonly recipe: Recipe }) {
  const actions = useActions();
  const known = recipe.risk.population;
  const threshold = String(recipe.risk.threshold);
  const items = THRESHOLDS.some((entry) => entry.id === threshold)
    ? THRESHOLDS
    : [...THRESHOLDS, { id: threshold, label: `${Number(threshold) * 100} %`, description: 'From the recipe' }];
  return (
    <div className="settings">
      <Select
        label="A person is at risk above"
        items={items}
        value={threshold}
        onChange={(id) => actions.editRecipe((old) => setRiskThreshold(old, Number(id)))}
      />
      <Select
        label="What is known of the population"
        items={[
          { id: 'none', label: 'Nothing', description: 'The cautious choice.' },
          { id: 'fraction', label: 'The data are a sample of it', description: 'State the share.' },
          { id: 'file', label: 'A population table', description: 'Choose a file that lists or counts it.' },
        ]}
        value={known?.type ?? 'none'}
        onChange={(id) => {
          if (id === 'none') actions.editRecipe((old) => setPopulation(old, null));
          if (id === 'fraction') actions.editRecipe((old) => setPopulation(old, { type: 'fraction', fraction: 0.1 }));
          if (id === 'file') void actions.choosePopulation(setPopulationTable);
        }}
      />
      {known?.type === 'fraction' ? (
        <NumberField
          label="Share of the population in the data"
          unit="%"
          minValue={0.001}
          maxValue={100}
          formatOptions={{ maximumFractionDigits: 3 }}
          value={Number((known.fraction * 100).toFixed(3))}
          onChange={(value) => {
            if (Number.isFinite(value)) {
              actions.editRecipe((old) => setPopulation(old, { type: 'fraction', fraction: value / 100 }), 'fraction');
            }
          }}
        />
      ) : null}
      <RiskColumn recipe={recipe} kind="weight" label="Sampling weights" none="There are none" />
      <RiskColumn recipe={recipe} kind="household" label="Households" none="Nothing names them" />
      <p className="settings__note muted">{POPULATION_WORDS[known?.type ?? 'none']}</p>
      <PopulationProblem />
      {known?.type === 'file' ? <PopulationTable recipe={recipe} known={known} /> : null}
    </div>
  );
}

/** A column is prefixed, so that none can be mistaken for the choice without one. */
function RiskColumn({
  recipe,
  kind,
  label,
  none,
}: {
  readonly recipe: Recipe;
  readonly kind: 'weight' | 'household';
  readonly label: string;
  readonly none: string;
}) {
  const actions = useActions();
  const columns = useProtect((state) => state.dataset?.columns);
  const value = recipe.risk[kind];
  const usable = (columns ?? []).filter(
    ({ name, type }) => name === value || kind === 'household' || type === 'integer' || type === 'number',
  );
  return (
    <Select
      label={label}
      items={[
        { id: 'none', label: none },
        ...usable.map(({ name }) => ({ id: `column:${name}`, label: `In the column "${name}"` })),
      ]}
      value={value === undefined ? 'none' : `column:${value}`}
      onChange={(id) =>
        actions.editRecipe((old) => setRiskColumn(old, kind, id === 'none' ? null : id.slice('column:'.length)))
      }
    />
  );
}

function PopulationProblem() {
  const error = useProtect((state) => state.populationError);
  return error === null ? null : (
    <div className="settings__wide">
      <ErrorPanel error={error} />
    </div>
  );
}

function PopulationTable({ recipe, known }: { readonly recipe: Recipe; readonly known: PopulationFile }) {
  const actions = useActions();
  const chosen = useProtect((state) => state.populationTable);
  // A recipe that was loaded names a table whose columns nobody has read here.
  const table = chosen?.population.path === known.path ? chosen : null;
  const wanted = quasiIdentifiersOf(recipe, Object.keys(recipe.columns));
  const absent = table === null ? [] : wanted.filter((name) => !table.columns.includes(name));
  const countable = (table?.columns ?? []).filter((name) => !wanted.includes(name));
  const { countColumn } = known;
  if (countColumn !== undefined && !countable.includes(countColumn)) countable.push(countColumn);
  return (
    <div className="settings__wide settings">
      <p className="settings__file">
        <strong>{fileName(known.path)}</strong>
        {table === null ? null : (
          <span className="muted numeric">
            {' '}
            {formatPlural(table.rowCount, 'row')}, {formatPlural(table.columns.length, 'column')}
          </span>
        )}
      </p>
      <Button size="small" onPress={() => void actions.choosePopulation(setPopulationTable)}>
        Choose another table
      </Button>
      <Select
        label="People in each row"
        items={[
          { id: ONE_LINE_A_PERSON, label: 'One row is one person' },
          ...countable.map((name) => ({ id: `column:${name}`, label: `As many as "${name}" says` })),
        ]}
        value={countColumn === undefined ? ONE_LINE_A_PERSON : `column:${countColumn}`}
        onChange={(id) =>
          actions.editRecipe((old) => setCountColumn(old, id === ONE_LINE_A_PERSON ? null : id.slice('column:'.length)))
        }
      />
      {absent.length === 0 ? null : (
        <div className="settings__wide">
          <Callout tone="warning" title={`The table lacks ${formatPlural(absent.length, 'quasi-identifier')}`} isLive>
            It has no column {formatList(absent.map((name) => `"${name}"`))}. Without it nobody can be counted.
          </Callout>
        </div>
      )}
    </div>
  );
}
