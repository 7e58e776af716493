import type { DatasetView } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { Aggregation, Measure } from '@shared/deidentification/technique-spec.ts';
import { Card } from '../../../ui/Card.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { useActions } from '../protect-context.tsx';
import { PrivacyFields } from './PrivacyFields.tsx';
import {
  canBePrivate,
  lookingAtOthers,
  madeForPrivacy,
  measureId,
  releasedColumns,
  setAggregation,
  setPrivacy,
  setSampling,
  startAggregation,
  startPrivacy,
  toggleGroupBy,
  toggleMeasure,
} from './table-edits.ts';

const START_FRACTION = 0.5;

/** What is done to the whole table. */
export function TableCard({ recipe, dataset }: { readonly recipe: Recipe; readonly dataset: DatasetView }) {
  const actions = useActions();
  const sampling = recipe.table?.sampling;
  const aggregation = recipe.table?.aggregation;
  return (
    <Card title="The whole table" description="The rows of every release are shuffled, so their order tells nothing.">
      <div className="models">
        <div className="model">
          <Checkbox
            isSelected={sampling !== undefined}
            onChange={(on) => actions.editRecipe((old) => setSampling(old, on ? START_FRACTION : null))}
            description="Rows are drawn by chance before anything else, so that others cannot be certain who is in the release."
          >
            Release a sample
          </Checkbox>
          {sampling === undefined ? null : (
            <NumberField
              label="Share of the rows"
              unit="%"
              minValue={0.1}
              maxValue={100}
              formatOptions={{ maximumFractionDigits: 1 }}
              description={`About ${formatCount(Math.round(sampling.fraction * dataset.rowCount))} of ${formatCount(dataset.rowCount)} rows (${formatShare(sampling.fraction)}).`}
              value={Number((sampling.fraction * 100).toFixed(1))}
              onChange={(percent) => {
                if (percent > 0) actions.editRecipe((old) => setSampling(old, percent / 100), 'sampling');
              }}
            />
          )}
        </div>
        <div className="model">
          <Checkbox
            isSelected={aggregation !== undefined}
            isDisabled={aggregation === undefined && startAggregation(recipe) === null}
            onChange={(on) => actions.editRecipe((old) => setAggregation(old, on ? startAggregation(old) : null))}
            description="Instead of rows, a table of counts, sums or means. Small cells are not shown."
          >
            Release figures instead of rows
          </Checkbox>
          {aggregation === undefined ? null : (
            <AggregationFields aggregation={aggregation} recipe={recipe} dataset={dataset} />
          )}
        </div>
      </div>
    </Card>
  );
}

function AggregationFields({
  aggregation,
  recipe,
  dataset,
}: {
  readonly aggregation: Aggregation;
  readonly recipe: Recipe;
  readonly dataset: DatasetView;
}) {
  const actions = useActions();
  const released = releasedColumns(recipe);
  const numeric = dataset.columns.filter(
    ({ name, type }) => released.includes(name) && (type === 'integer' || type === 'number'),
  );
  const measures: readonly { readonly measure: Measure; readonly label: string }[] = [
    { measure: { type: 'count' }, label: 'Number of people' },
    ...numeric.flatMap(({ name }) => [
      { measure: { type: 'sum' as const, column: name }, label: `Sum of ${name}` },
      { measure: { type: 'mean' as const, column: name }, label: `Mean of ${name}` },
    ]),
  ];
  const chosen = aggregation.measures.map(measureId);
  const put = (change: (old: Aggregation) => Aggregation, mergeKey = '') =>
    actions.editRecipe((old) => setAggregation(old, change(old.table?.aggregation ?? aggregation)), mergeKey);
  return (
    <div className="stack">
      <fieldset className="checks table-card__checks">
        <legend className="field__label">By, at most four columns</legend>
        {released.map((name) => (
          <Checkbox
            key={name}
            isSelected={aggregation.groupBy.includes(name)}
            isDisabled={
              aggregation.groupBy.includes(name) ? aggregation.groupBy.length === 1 : aggregation.groupBy.length === 4
            }
            onChange={(on) => put((old) => toggleGroupBy(old, name, on))}
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
      <fieldset className="checks table-card__checks">
        <legend className="field__label">Figures</legend>
        {measures.map(({ measure, label }) => (
          <Checkbox
            key={measureId(measure)}
            isSelected={chosen.includes(measureId(measure))}
            isDisabled={chosen.length === 1 && chosen.includes(measureId(measure))}
            onChange={(on) => put((old) => toggleMeasure(old, measure, on))}
          >
            {label}
          </Checkbox>
        ))}
      </fieldset>
      <NumberField
        label="Smallest cell that is shown"
        unit="people"
        minValue={1}
        maxValue={1_000_000}
        value={aggregation.minimumCellSize}
        onChange={(size) => {
          if (Number.isFinite(size)) put((old) => ({ ...old, minimumCellSize: Math.round(size) }), 'minimumCellSize');
        }}
      />
      <PrivacyFields
        aggregation={aggregation}
        privacy={aggregation.differentialPrivacy ?? null}
        canBePrivate={canBePrivate(aggregation)}
        hasModels={recipe.models.length > 0 || recipe.search.type !== 'optimal'}
        lookingAtOthers={lookingAtOthers(recipe, aggregation)}
        onFit={() => actions.editRecipe((old) => madeForPrivacy(old, aggregation))}
        onToggle={(on) => put((old) => (on ? startPrivacy(old, dataset.columns) : setPrivacy(old, null)))}
        onChange={(privacy, mergeKey) => put((old) => setPrivacy(old, privacy), mergeKey)}
      />
    </div>
  );
}
