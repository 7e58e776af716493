import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { JournalistRisk } from '@shared/risk/risk-report.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { useActions } from './protect-context.tsx';
import { setPopulation, setRiskThreshold } from './recipe-edits.ts';

const THRESHOLDS = [
  { id: '0.5', label: '50 %', description: 'At least 2 people alike' },
  { id: '0.333', label: '33 %', description: 'At least 3 people alike' },
  { id: '0.2', label: '20 %', description: 'At least 5 people alike' },
  { id: '0.1', label: '10 %', description: 'At least 10 people alike' },
  { id: '0.09', label: '9 %', description: 'Public release by EMA Policy 0070' },
  { id: '0.05', label: '5 %', description: 'At least 20 people alike' },
] as const;

const POPULATION_WORDS: Readonly<Record<JournalistRisk['population'], string>> = {
  sample: 'Nothing is known of the population: everybody outside the data is disregarded.',
  fraction: 'The population is estimated from the sampling fraction.',
  table: 'The population is counted in a table that the recipe names.',
};

/** What counts as a risk, and what is known of the people outside the data. */
export function RiskSettings({
  recipe,
  population,
}: {
  readonly recipe: Recipe;
  readonly population: JournalistRisk['population'];
}) {
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
          ...(known?.type === 'file' ? [{ id: 'file', label: 'A population table', description: known.path }] : []),
        ]}
        value={known?.type ?? 'none'}
        onChange={(id) => {
          if (id === 'none') actions.editRecipe((old) => setPopulation(old, null));
          if (id === 'fraction') actions.editRecipe((old) => setPopulation(old, { type: 'fraction', fraction: 0.1 }));
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
      <p className="settings__note muted">{POPULATION_WORDS[population]}</p>
    </div>
  );
}
