import { EmptyState } from '../../../ui/EmptyState.tsx';
import { AssessmentStatus, useAssessment } from '../risk/AssessmentStatus.tsx';
import { ChecklistPanel } from './ChecklistPanel.tsx';
import { ReportPanel } from './ReportPanel.tsx';
import './report.css';

/** The checklist and the report, which both need the assessment. */
export function ReportTab() {
  const assessed = useAssessment();
  return (
    <>
      <AssessmentStatus />
      {assessed === null ? (
        <EmptyState title="The checklist is not filled yet">
          It is filled from the measures of all five families, as soon as they are there.
        </EmptyState>
      ) : (
        <>
          <ChecklistPanel checklist={assessed.checklist} />
          <ReportPanel />
        </>
      )}
    </>
  );
}
