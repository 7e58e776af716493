import type { DatasetView } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { Card } from '../../../ui/Card.tsx';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { formatCount, formatPlural, formatShare } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { RadioCards } from '../../../ui/RadioCards.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Slider } from '../../../ui/Slider.tsx';
import { useActions } from '../protect-context.tsx';
import { columnsWithRole } from '../recipe-edits.ts';
import { type Optimal, setQuality, setReading, setSearchType, setSuppressionLimit, weightOf } from './model-edits.ts';
import { WeightsTable } from './WeightsTable.tsx';

const SEARCHES = [
  {
    id: 'optimal',
    title: 'One level for each column',
    description: 'Global recoding: the combination of levels that loses least. Unusual rows may be left out.',
  },
  {
    id: 'local-recoding',
    title: 'Each row as fine as it can be',
    description: 'Local recoding: rows keep different levels. More detail stays and no row is left out.',
  },
  {
    id: 'local-suppression',
    title: 'Only single cells',
    description: 'Local suppression: cells are emptied until groups are large enough. For k-anonymity.',
  },
] as const;

const QUALITIES = [
  { id: 'loss', label: 'Detail lost', description: 'How much of each column a cell covers, on average.' },
  { id: 'discernibility', label: 'Discernibility', description: 'Small groups and few rows left out.' },
  { id: 'average-class-size', label: 'Average group size', description: 'Groups near the smallest size allowed.' },
  { id: 'entropy', label: 'Entropy', description: 'How well the old value could be guessed from the new one.' },
  { id: 'precision', label: 'Precision', description: 'How far up the hierarchies the levels are.' },
] as const;

const READINGS = [
  {
    id: 'wildcard',
    label: 'Matches every value',
    description: 'Needs fewer cells. Counted strictly, the model does not hold.',
  },
  {
    id: 'value',
    label: 'Is a value of its own',
    description: 'Strict: the groups hold as they stand in the release.',
  },
] as const;

/** How the release gets there: the kind of search, what it improves, and how much each column counts. */
export function SearchPanel({
  recipe,
  dataset,
  heights,
}: {
  readonly recipe: Recipe;
  readonly dataset: DatasetView;
  /** Number of levels of each searched column, of the last calculation. */
  readonly heights: Readonly<Record<string, number>>;
}) {
  const actions = useActions();
  const { search } = recipe;
  const quasi = columnsWithRole(recipe, 'quasi-identifier');
  const weighted = quasi.filter((name) => weightOf(recipe, name) !== 1).length;
  return (
    <Card title="How it is reached">
      <div className="stack">
        <RadioCards
          label="Way of reaching it"
          labelHidden
          cards={SEARCHES}
          value={search.type}
          onChange={(type) => actions.editRecipe((old) => setSearchType(old, type))}
        />
        <div className="models">
          {search.type === 'optimal' ? <Limit search={search} rowCount={dataset.rowCount} /> : null}
          {search.type === 'optimal' ? (
            <Select
              label="Of several releases, take the best by"
              items={QUALITIES}
              value={search.quality}
              onChange={(quality) => actions.editRecipe((old) => setQuality(old, quality))}
              description={QUALITIES.find((entry) => entry.id === search.quality)?.description}
            />
          ) : null}
          {search.type === 'local-suppression' ? (
            <Select
              label="An emptied cell"
              items={READINGS}
              value={search.reading}
              description={READINGS.find((entry) => entry.id === search.reading)?.description}
              onChange={(reading) => actions.editRecipe((old) => setReading(old, reading))}
            />
          ) : null}
        </div>
        {quasi.length === 0 ? null : (
          <Disclosure
            title="Weight and levels of each quasi-identifier"
            note={weighted === 0 ? 'All count the same' : `${formatPlural(weighted, 'column')} with another weight`}
          >
            <WeightsTable recipe={recipe} columns={quasi} heights={heights} />
          </Disclosure>
        )}
      </div>
    </Card>
  );
}

function Limit({ search, rowCount }: { readonly search: Optimal; readonly rowCount: number }) {
  const actions = useActions();
  const limit = search.suppressionLimit;
  return (
    <div className="model">
      <div>
        <p className="field__label">Rows that may be left out</p>
        <p className="field__description">
          At most {formatShare(limit)}, that is {formatCount(Math.floor(limit * rowCount))} of {formatCount(rowCount)}{' '}
          rows. Leaving out a few unusual rows keeps the others more precise.
        </p>
      </div>
      <div className="model__controls">
        <Slider
          label="Rows that may be left out"
          labelHidden
          hasOutput={false}
          minValue={0}
          maxValue={0.2}
          step={0.005}
          value={Math.min(0.2, limit)}
          formatOptions={{ style: 'percent', maximumFractionDigits: 1 }}
          onChange={(share) => actions.editRecipe((old) => setSuppressionLimit(old, share), 'limit')}
        />
        <NumberField
          label="Rows that may be left out, in percent"
          labelHidden
          unit="%"
          minValue={0}
          maxValue={100}
          step={0.5}
          value={Math.round(limit * 1000) / 10}
          onChange={(value) => {
            if (Number.isFinite(value)) {
              actions.editRecipe((old) => setSuppressionLimit(old, value / 100), 'limit');
            }
          }}
        />
      </div>
    </div>
  );
}
