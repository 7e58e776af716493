import type { DatasetView } from '@shared/contract/views.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { ModelVerdict } from '@shared/project/protection-report.ts';
import { explain } from '@shared/risk/explanations.ts';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { formatCount, formatNumber, formatPlural } from '../../ui/format.ts';
import { NoData } from './ColumnsStep.tsx';
import { ModelsPanel } from './models/ModelsPanel.tsx';
import { SearchPanel } from './models/SearchPanel.tsx';
import { useProtect } from './protect-context.tsx';
import { RunStatus } from './RunStatus.tsx';
import { columnOf, obstacles, spendsBudget } from './recipe-edits.ts';
import { StepHead } from './StepHead.tsx';
import { isStale, type Preview } from './store/state.ts';
import { TableCard } from './technique/TableCard.tsx';
import { TechniqueEditor } from './technique/TechniqueEditor.tsx';
import { techniqueWords } from './technique/technique-words.ts';
import { levelWords, roleWords, warningWords } from './words.ts';

export function ProtectionStep() {
  const dataset = useProtect((state) => state.dataset);
  const recipe = useProtect((state) => state.history?.present.recipe);
  const preview = useProtect((state) => state.preview);
  const stale = useProtect(isStale);
  const isRunning = useProtect((state) => state.running !== null);
  const hasFailed = useProtect((state) => state.previewError !== null);
  if (!dataset || !recipe) return <NoData />;
  const decided = dataset.columns.filter((column) => columnOf(recipe, column.name) !== undefined);
  const fresh = stale || isRunning || hasFailed ? null : preview;
  return (
    <>
      <StepHead
        step="protection"
        sentence={hasFailed ? 'The recipe cannot be applied as it is.' : protectionSentence(recipe, dataset, fresh)}
      />
      <RunStatus />
      {decided.length === 0 ? null : (
        <>
          <div className={stale || isRunning ? 'is-stale' : ''}>{preview ? <Outcome preview={preview} /> : null}</div>
          <ModelsPanel recipe={recipe} verdicts={fresh?.report.models ?? null} />
          <SearchPanel recipe={recipe} dataset={dataset} heights={preview?.report.heights ?? {}} />
          <Techniques recipe={recipe} dataset={dataset} preview={fresh} />
          <TableCard recipe={recipe} dataset={dataset} />
        </>
      )}
    </>
  );
}

function protectionSentence(recipe: Recipe, dataset: DatasetView, preview: Preview | null): string {
  if (obstacles(recipe, dataset.columns).length > 0 || !preview)
    return 'Say how each column is protected, and how well.';
  const { models } = preview.report;
  const broken = models.filter((model) => !model.holds);
  if (spendsBudget(recipe)) return 'A table of figures with noise by differential privacy is released.';
  if (models.length === 0) return 'No privacy model is chosen, so nothing is searched.';
  if (broken.length > 0 && recipe.search.type === 'local-suppression' && recipe.search.reading === 'wildcard')
    return `${modelNames(broken)}: sought as if an emptied cell could be any value. Counted strictly it does not hold.`;
  if (broken.length > 0) return `${modelNames(broken)} cannot be reached with these settings.`;
  return `${models.length > FEW_MODELS ? 'All ' : ''}${modelNames(models)} ${models.length === 1 ? 'holds' : 'hold'}, and ${leftOutWords(preview)}.`;
}

/** More are counted rather than named: each has its line below. */
const FEW_MODELS = 2;

function modelNames(models: readonly ModelVerdict[]): string {
  return models.length > FEW_MODELS ? `${models.length} models` : models.map((model) => model.label).join(' and ');
}

function leftOutWords({ report }: Preview): string {
  const { suppressedRows, utility } = report;
  if (suppressedRows === 0) return 'no row is left out';
  return `${formatCount(suppressedRows)} of ${formatPlural(utility.rowsIn, 'row')} ${suppressedRows === 1 ? 'is' : 'are'} left out`;
}

function Outcome({ preview }: { readonly preview: Preview }) {
  const { models, warnings } = preview.report;
  return (
    <div className="outcome">
      <ul className="outcome__models">
        {models.map((model) => (
          <li key={model.label}>
            <Badge
              tone={model.holds ? 'success' : 'danger'}
              icon={model.holds ? <CircleCheck size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />}
            >
              {model.label}: {model.holds ? 'holds' : 'does not hold'}
              {model.measured === null ? '' : ` (measured ${formatNumber(model.measured, 4)})`}
            </Badge>
          </li>
        ))}
        {preview.report.nodes.total === 0 ? null : (
          <li className="muted">{explain('protection.nodes', preview.report).sentence}</li>
        )}
      </ul>
      {warnings.length === 0 ? null : (
        <Callout tone="warning" title="Worth knowing">
          <ul className="plain-list">
            {warnings.map((warning) => (
              <li key={`${warning.code}${warning.column ?? ''}`}>{warningWords(warning)}</li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}

function Techniques({
  recipe,
  dataset,
  preview,
}: {
  readonly recipe: Recipe;
  readonly dataset: DatasetView;
  readonly preview: Preview | null;
}) {
  const decided = dataset.columns.filter((column) => columnOf(recipe, column.name) !== undefined);
  const firstChoice =
    decided.find((column) => columnOf(recipe, column.name)?.role === 'quasi-identifier') ?? decided[0];
  const [selected, setSelected] = useState(firstChoice?.name ?? '');
  const profile = decided.find((column) => column.name === selected) ?? firstChoice;
  const column = profile ? columnOf(recipe, profile.name) : undefined;
  return (
    <Card title="Columns" description="Choose a column to see and change what happens to it." padding="none">
      <div className="techniques">
        <ul className="techniques__list" aria-label="Columns">
          {decided.map(({ name }) => {
            const own = columnOf(recipe, name);
            if (!own) return null;
            const level = preview?.report.levels[name];
            return (
              <li key={name}>
                <button
                  type="button"
                  className="techniques__column"
                  aria-current={name === profile?.name}
                  onClick={() => setSelected(name)}
                >
                  <span className="techniques__name">{name}</span>
                  <span className="techniques__words">
                    {roleWords(own.role)} · {techniqueWords(own.technique)}
                  </span>
                  {level === undefined ? null : (
                    <span className="techniques__level numeric">
                      {levelWords(level, preview?.report.heights[name] ?? 1)}
                    </span>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
        <div className="techniques__editor">
          {profile && column ? (
            <TechniqueEditor
              key={profile.name}
              profile={profile}
              column={column}
              recipe={recipe}
              foundLevel={preview?.report.levels[profile.name] ?? null}
            />
          ) : null}
        </div>
      </div>
    </Card>
  );
}
