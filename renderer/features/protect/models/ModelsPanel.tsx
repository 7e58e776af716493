import type { DatasetView } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { Card } from '../../../ui/Card.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Slider } from '../../../ui/Slider.tsx';
import { useActions } from '../protect-context.tsx';
import {
  columnsWithRole,
  DEFAULT_K,
  DEFAULT_L,
  diversityModels,
  kOf,
  setDiversity,
  setK,
  setSuppressionLimit,
} from '../recipe-edits.ts';

const SLIDER_K = 30;
const MAX_K = 1_000_000;

/** What the release must fulfil. */
export function ModelsPanel({ recipe, dataset }: { readonly recipe: Recipe; readonly dataset: DatasetView }) {
  const actions = useActions();
  const k = kOf(recipe);
  const sensitive = columnsWithRole(recipe, 'sensitive');
  const diversity = diversityModels(recipe);
  const limit = recipe.search.type === 'optimal' ? recipe.search.suppressionLimit : 0;
  const change = (next: number) => {
    if (Number.isFinite(next)) actions.editRecipe((old) => setK(old, Math.round(next)), 'k');
  };
  return (
    <Card title="What must hold" description="The release is searched for the combination of levels that loses least.">
      <div className="models">
        <div className="model">
          <Checkbox
            isSelected={k !== null}
            onChange={(on) => actions.editRecipe((old) => setK(old, on ? DEFAULT_K : null))}
            description="Everybody looks the same as at least this many people, themselves included (k-anonymity)."
          >
            Smallest group
          </Checkbox>
          {k === null ? null : (
            <div className="model__controls">
              <Slider
                label="Smallest group"
                labelHidden
                hasOutput={false}
                minValue={2}
                maxValue={Math.max(SLIDER_K, k)}
                value={k}
                onChange={change}
              />
              <NumberField
                label="Smallest group, k"
                labelHidden
                unit="people"
                minValue={2}
                maxValue={MAX_K}
                value={k}
                onChange={change}
              />
            </div>
          )}
        </div>
        <div className="model">
          <div>
            <p className="field__label">Variety of sensitive values</p>
            <p className="field__description">
              Every group has at least this many different values, so that belonging to it gives nothing away
              (l-diversity).
            </p>
          </div>
          {sensitive.length === 0 ? (
            <p className="muted">No column has the role sensitive.</p>
          ) : (
            <ul className="model__list">
              {sensitive.map((name) => {
                const own = diversity.find((model) => model.sensitive === name);
                return (
                  <li key={name} className="model__row">
                    <Checkbox
                      isSelected={own !== undefined}
                      onChange={(on) => actions.editRecipe((old) => setDiversity(old, name, on ? DEFAULT_L : null))}
                    >
                      {name}
                    </Checkbox>
                    {own === undefined ? null : (
                      <NumberField
                        label={`Different values of ${name}, l`}
                        labelHidden
                        unit="values"
                        minValue={2}
                        maxValue={MAX_K}
                        value={own.l}
                        onChange={(l) => {
                          if (Number.isFinite(l)) {
                            actions.editRecipe((old) => setDiversity(old, name, l), `l ${name}`);
                          }
                        }}
                      />
                    )}
                  </li>
                );
              })}
            </ul>
          )}
        </div>
        <div className="model">
          <div>
            <p className="field__label">Rows that may be left out</p>
            <p className="field__description">
              At most {formatShare(limit)}, that is {formatCount(Math.floor(limit * dataset.rowCount))} of{' '}
              {formatCount(dataset.rowCount)} rows. Leaving out a few unusual rows keeps the others more precise.
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
      </div>
    </Card>
  );
}
