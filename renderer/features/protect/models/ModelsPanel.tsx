import { ModelSpec, type Recipe } from '@shared/deidentification/recipe.ts';
import type { ModelVerdict } from '@shared/project/protection-report.ts';
import { CircleAlert, CircleCheck, Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { Badge } from '../../../ui/Badge.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { Slider } from '../../../ui/Slider.tsx';
import { Fields } from '../forms/Fields.tsx';
import { useActions, useProtect } from '../protect-context.tsx';
import { setPopulationTable } from '../recipe-edits.ts';
import {
  entryOf,
  fieldsOf,
  MODEL_GROUPS,
  type ModelGroup,
  type ModelType,
  modelSentence,
  modelsOfGroup,
} from './catalogue.ts';
import { addModel, missingFor, removeModel, setModel } from './model-edits.ts';
import './models.css';

const SLIDER_K = 30;

/** What the release must fulfil: every model, in groups by what it protects against. */
export function ModelsPanel({
  recipe,
  verdicts,
}: {
  readonly recipe: Recipe;
  /** Of the last fresh calculation, in the order of the recipe's models; null while there is none. */
  readonly verdicts: readonly ModelVerdict[] | null;
}) {
  return (
    <Card title="What must hold" description="What is chosen is sought, and counted again on the release itself.">
      <div className="guard">
        {MODEL_GROUPS.map((group) => (
          <Group key={group.id} {...group} recipe={recipe} verdicts={verdicts} />
        ))}
      </div>
    </Card>
  );
}

function Group({
  id,
  title,
  about,
  recipe,
  verdicts,
}: {
  readonly id: ModelGroup;
  readonly title: string;
  readonly about: string;
  readonly recipe: Recipe;
  readonly verdicts: readonly ModelVerdict[] | null;
}) {
  const heading = useId();
  const own = recipe.models.flatMap((model, index) => (entryOf(model.type).group === id ? [{ model, index }] : []));
  return (
    <section className="guard__group" data-group={id} aria-labelledby={heading}>
      <header className="guard__head">
        <div>
          <h3 id={heading}>{title}</h3>
          <p className="field__description">{about}</p>
        </div>
        <AddModel group={id} title={title} recipe={recipe} />
      </header>
      {own.length === 0 ? <p className="guard__none muted">Nothing is asked for.</p> : null}
      <ul className="guard__list">
        {own.map(({ model, index }) => (
          <li key={`${index} ${model.type}`}>
            <ModelRow recipe={recipe} index={index} model={model} verdict={verdicts?.[index] ?? null} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AddModel({
  group,
  title,
  recipe,
}: {
  readonly group: ModelGroup;
  readonly title: string;
  readonly recipe: Recipe;
}) {
  const actions = useActions();
  const error = useProtect((state) => state.populationError);

  function add(type: ModelType): void {
    if (missingFor(recipe, type) === 'needs a population table') {
      void actions.choosePopulation((old, table) => addModel(setPopulationTable(old, table), type, table));
    } else actions.editRecipe((old) => addModel(old, type));
  }

  return (
    <div className="guard__add">
      <Menu
        label={`Models: ${title}`}
        trigger={
          <Button size="small" icon={<Plus size={14} aria-hidden />} aria-label={`Add a model: ${title}`}>
            Add a model
          </Button>
        }
        entries={modelsOfGroup(group).map((type) => {
          const missing = missingFor(recipe, type);
          const canAsk = missing === '' || missing === 'needs a population table';
          return {
            id: type,
            label: entryOf(type).title,
            description: missing === '' ? entryOf(type).about : `${entryOf(type).about} It ${missing}.`,
            isDisabled: !canAsk || (type === 'k-anonymity' && recipe.models.some((model) => model.type === type)),
            onAction: () => add(type),
          };
        })}
      />
      {error !== null && group === 'membership' ? <ErrorPanel error={error} /> : null}
    </div>
  );
}

function ModelRow({
  recipe,
  index,
  model,
  verdict,
}: {
  readonly recipe: Recipe;
  readonly index: number;
  readonly model: ModelSpec;
  readonly verdict: ModelVerdict | null;
}) {
  const actions = useActions();
  const { title } = entryOf(model.type);
  const name = 'sensitive' in model ? `${title}, ${model.sensitive}` : title;
  const put = (next: ModelSpec, mergeKey: string) =>
    actions.editRecipe((old) => setModel(old, index, next), `model ${index} ${mergeKey}`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid with its legend in a cell
    <div className="guard__model" role="group" aria-label={name}>
      <div className="guard__title">
        <span className="guard__name">{title}</span>
        <Verdict verdict={verdict} />
        <IconButton
          label={`Remove ${name}`}
          size="small"
          icon={<Trash2 size={14} aria-hidden />}
          onPress={() => actions.editRecipe((old) => removeModel(old, index))}
        />
      </div>
      <p className="guard__sentence">{modelSentence(model)}</p>
      {model.type === 'k-anonymity' ? (
        <Slider
          label="Smallest group"
          labelHidden
          hasOutput={false}
          minValue={2}
          maxValue={Math.max(SLIDER_K, model.k)}
          value={model.k}
          onChange={(k) => put({ ...model, k }, 'k')}
        />
      ) : null}
      <Fields
        fields={fieldsOf(model)}
        values={model}
        schema={ModelSpec}
        recipe={recipe}
        onChange={(values, key) => put(values as ModelSpec, key)}
      />
    </div>
  );
}

function Verdict({ verdict }: { readonly verdict: ModelVerdict | null }) {
  if (verdict === null) return null;
  return (
    <Badge
      tone={verdict.holds ? 'success' : 'danger'}
      icon={verdict.holds ? <CircleCheck size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />}
    >
      {verdict.holds ? 'holds' : 'does not hold'}
      {verdict.measured === null ? '' : `, measured ${formatNumber(verdict.measured, 4)}`}
    </Badge>
  );
}
