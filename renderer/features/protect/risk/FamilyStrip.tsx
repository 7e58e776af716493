import type { Assessment } from '@shared/risk/assessment.ts';
import type { RiskReport } from '@shared/risk/risk-report.ts';
import { Button } from 'react-aria-components';
import { ToneIcon } from '../../../ui/Callout.tsx';
import {
  assessedSummaries,
  classesSummary,
  FAMILY_TITLES,
  type FamilyId,
  type FamilySummary,
} from './assessment-words.ts';

const FAMILIES = Object.keys(FAMILY_TITLES) as FamilyId[];

export function familyAnchor(id: FamilyId): string {
  return `risk-family-${id}`;
}

/** The five families of risk at a glance; each leads to its numbers below. */
export function FamilyStrip({
  after,
  assessment,
}: {
  readonly after: RiskReport;
  readonly assessment: Assessment | null;
}) {
  const known: readonly FamilySummary[] = [
    classesSummary(after),
    ...(assessment === null ? [] : assessedSummaries(assessment)),
  ];
  return (
    <ul className="families" aria-label="Five ways of looking at the risk">
      {FAMILIES.map((id, index) => {
        const summary = known.find((entry) => entry.id === id);
        return (
          <li key={id}>
            <Button
              className="family"
              onPress={() => {
                const section = document.getElementById(familyAnchor(id));
                section?.scrollIntoView({ block: 'start' });
                section?.focus({ preventScroll: true });
              }}
            >
              <span className="family__title">
                {index + 1}. {FAMILY_TITLES[id]}
              </span>
              {summary === undefined ? (
                <span className="family__open muted">Not measured yet</span>
              ) : (
                <>
                  <span className="family__figure numeric">{summary.figure}</span>
                  <span className="family__unit muted">{summary.unit}</span>
                  <span className={`verdict verdict--${summary.tone}`}>
                    <ToneIcon tone={summary.tone} size={14} />
                    {summary.verdict}
                  </span>
                </>
              )}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
