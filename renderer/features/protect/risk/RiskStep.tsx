import type { Assessment } from '@shared/risk/assessment.ts';
import { explain } from '@shared/risk/explanations.ts';
import { useState } from 'react';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatShare } from '../../../ui/format.ts';
import { Tabs } from '../../../ui/Tabs.tsx';
import { NoData } from '../ColumnsStep.tsx';
import { Compare } from '../explore/Compare.tsx';
import { ExploreTab } from '../explore/ExploreTab.tsx';
import { useProtect } from '../protect-context.tsx';
import { RunStatus } from '../RunStatus.tsx';
import { ReportTab } from '../report/ReportTab.tsx';
import { StepHead } from '../StepHead.tsx';
import { isStale, type Preview } from '../store/state.ts';
import { useAssessment } from './AssessmentStatus.tsx';
import { worstAttack } from './assessment-words.ts';
import { RiskNumbers } from './RiskNumbers.tsx';
import { RiskSettings } from './RiskSettings.tsx';
import { UtilityTab } from './UtilityTab.tsx';
import './risk.css';

type TabName = 'risk' | 'utility' | 'explore' | 'rows' | 'report';

export function RiskStep() {
  const dataset = useProtect((state) => state.dataset);
  const recipe = useProtect((state) => state.history?.present.recipe);
  const preview = useProtect((state) => state.preview);
  const stale = useProtect(isStale);
  const isRunning = useProtect((state) => state.running !== null);
  const hasFailed = useProtect((state) => state.previewError !== null);
  const assessed = useAssessment();
  const [tab, setTab] = useState<TabName>('risk');
  if (!dataset || !recipe) return <NoData />;
  const isOld = stale || isRunning || hasFailed;
  return (
    <>
      <StepHead
        step="risk"
        sentence={
          preview && !isOld
            ? headline(preview, assessed?.assessment ?? null)
            : 'What could be found out about people, before and after.'
        }
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
                id: 'explore',
                label: 'Explore',
                content: <ExploreTab recipe={recipe} preview={preview} />,
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

/** '3 of 20,000 people can be singled out. Target: none.', and what an attack reached that knows more than the quasi-identifiers. */
function headline({ report }: Preview, assessment: Assessment | null): string {
  const classes = `${explain('risk.uniques', report.risk.after).sentence} Target: none.`;
  const worst = assessment === null ? null : worstAttack(assessment.attacks);
  if (worst === null || worst.outcome.risk.low <= report.risk.after.threshold) return classes;
  const { low, high } = worst.outcome.risk;
  return `${classes} Yet an attack succeeds in ${formatShare(low)} to ${formatShare(high)}: ${worst.label.toLowerCase()}.`;
}
