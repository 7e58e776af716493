import type { Recipe } from '@shared/deidentification/recipe.ts';
import { explain } from '@shared/risk/explanations.ts';
import { useState } from 'react';
import { ClassSizes } from '../../../charts/ClassSizes.tsx';
import { Card } from '../../../ui/Card.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { HowComputed } from '../../../ui/Stat.tsx';
import { NoData } from '../ColumnsStep.tsx';
import { Compare } from '../explore/Compare.tsx';
import { useProtect } from '../protect-context.tsx';
import { RunStatus } from '../RunStatus.tsx';
import { StepHead } from '../StepHead.tsx';
import { isStale, type Preview } from '../store/state.ts';
import { Attackers, Headline } from './ClassRisk.tsx';
import { Above, Contributions } from './ClassTables.tsx';
import { how } from './explained.ts';
import { Loss } from './Loss.tsx';
import { RiskSettings } from './RiskSettings.tsx';

export function RiskStep() {
  const dataset = useProtect((state) => state.dataset);
  const recipe = useProtect((state) => state.history?.present.recipe);
  const preview = useProtect((state) => state.preview);
  const stale = useProtect(isStale);
  const isRunning = useProtect((state) => state.running !== null);
  const hasFailed = useProtect((state) => state.previewError !== null);
  const [view, setView] = useState<'numbers' | 'rows'>('numbers');
  if (!dataset || !recipe) return <NoData />;
  const isOld = stale || isRunning || hasFailed;
  return (
    <>
      <StepHead
        step="risk"
        sentence={preview && !isOld ? headline(preview) : 'What could be found out about people, before and after.'}
      />
      <RunStatus />
      {preview ? (
        <div className={isOld ? 'is-stale risk' : 'risk'}>
          <Segmented
            label="View"
            items={[
              { id: 'numbers', label: 'Numbers' },
              { id: 'rows', label: 'Rows before and after' },
            ]}
            value={view}
            onChange={setView}
          />
          {view === 'rows' ? (
            <Compare dataset={dataset} preview={preview} />
          ) : (
            <Numbers preview={preview} recipe={recipe} />
          )}
        </div>
      ) : (
        <>
          {/* A population table that is not at hand any more keeps the first result away: it is chosen again here. */}
          <RiskSettings recipe={recipe} />
          <EmptyState title="Nothing was calculated yet">
            The numbers appear here as soon as the recipe has been applied once.
          </EmptyState>
        </>
      )}
    </>
  );
}

/** '3 of 20,000 people can be singled out. Target: none.' */
function headline({ report }: Preview): string {
  return `${explain('risk.uniques', report.risk.after).sentence} Target: none.`;
}

function Numbers({ preview, recipe }: { readonly preview: Preview; readonly recipe: Recipe }) {
  const { before, after } = preview.report.risk;
  return (
    <>
      <Headline before={before} after={after} />
      <RiskSettings recipe={recipe} />
      <Attackers before={before} after={after} />
      <div className="two">
        <Card
          title="Sizes of the groups"
          actions={<HowComputed explanation={how('Sizes of the groups', 'risk.classSizes', after)} />}
        >
          <ClassSizes
            before={before.classSizes}
            after={after.classSizes}
            summary={explain('risk.classSizes', after).sentence}
          />
        </Card>
        <Above before={before} after={after} />
      </div>
      <Contributions before={before} after={after} />
      <Loss preview={preview} />
    </>
  );
}
