import { explain } from '@shared/risk/explanations.ts';
import { useState } from 'react';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { NoData } from '../ColumnsStep.tsx';
import { Compare } from '../explore/Compare.tsx';
import { useProtect } from '../protect-context.tsx';
import { RunStatus } from '../RunStatus.tsx';
import { ReportTab } from '../report/ReportTab.tsx';
import { StepHead } from '../StepHead.tsx';
import { isStale, type Preview } from '../store/state.ts';
import { RiskNumbers } from './RiskNumbers.tsx';
import { RiskSettings } from './RiskSettings.tsx';
import { UtilityTab } from './UtilityTab.tsx';
import './risk.css';

type TabName = 'risk' | 'utility' | 'rows' | 'report';

export function RiskStep() {
  const dataset = useProtect((state) => state.dataset);
  const recipe = useProtect((state) => state.history?.present.recipe);
  const preview = useProtect((state) => state.preview);
  const stale = useProtect(isStale);
  const isRunning = useProtect((state) => state.running !== null);
  const hasFailed = useProtect((state) => state.previewError !== null);
  const [tab, setTab] = useState<TabName>('risk');
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
          <Tabs
            label="Views of the result"
            value={tab}
            onChange={setTab}
            items={[
              {
                id: 'risk',
                label: 'Risk',
                content: (
                  <div className="risk">
                    <RiskNumbers preview={preview} recipe={recipe} />
                  </div>
                ),
              },
              {
                id: 'utility',
                label: 'Utility',
                content: (
                  <div className="risk">
                    <UtilityTab preview={preview} />
                  </div>
                ),
              },
              {
                id: 'rows',
                label: 'Rows before and after',
                content: <Compare dataset={dataset} preview={preview} />,
              },
              {
                id: 'report',
                label: 'Checklist and report',
                content: (
                  <div className="risk">
                    <ReportTab />
                  </div>
                ),
              },
            ]}
          />
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
