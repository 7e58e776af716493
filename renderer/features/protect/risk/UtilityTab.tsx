import type { Preview } from '../store/state.ts';
import { AssessmentStatus, useAssessment } from './AssessmentStatus.tsx';
import { Loss } from './Loss.tsx';
import { AnalysisQuality, ColumnDistances } from './UtilityDetail.tsx';

/** What the release lost, column by column and for an analysis. */
export function UtilityTab({ preview }: { readonly preview: Preview }) {
  const assessed = useAssessment();
  return (
    <>
      <Loss preview={preview} />
      <ColumnDistances utility={preview.report.utility} />
      <AssessmentStatus />
      {assessed === null ? null : <AnalysisQuality utility={assessed.assessment.utility} />}
    </>
  );
}
