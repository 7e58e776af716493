import type { Audience } from '@shared/report/release-report.ts';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { RadioCards } from '../../../ui/RadioCards.tsx';
import { useActions, useProtect } from '../protect-context.tsx';
import { phaseWords } from '../words.ts';

const AUDIENCES = [
  {
    id: 'internal',
    title: 'For your own files',
    description: 'Everything that was measured, with the recipe and the levels.',
  },
  {
    id: 'external',
    title: 'To travel with the data',
    description: 'Without what would help an attacker: no values, no seed, no row numbers. It says what it leaves out.',
  },
] as const;

const FORMATS = [
  { id: 'html', label: 'Save as a page (HTML)' },
  { id: 'pdf', label: 'Save as PDF' },
  { id: 'json', label: 'Save as JSON' },
] as const;

/** The release report: the numbers of these screens as one document. */
export function ReportPanel() {
  const actions = useActions();
  const [audience, setAudience] = useState<Audience>('internal');
  const writing = useProtect((state) => state.reporting);
  return (
    <Card
      title="Release report"
      description="One document with the numbers of these screens, the checklist, and what no figure can say."
    >
      <div className="stack">
        <RadioCards
          label="Whom the report is for"
          labelHidden
          cards={AUDIENCES}
          value={audience}
          onChange={setAudience}
          isDisabled={writing !== null}
        />
        {writing ? (
          <Progress
            label={phaseWords(writing.progress?.phase, 'Making the report')}
            progress={writing.progress}
            onCancel={() => actions.cancelReport()}
          />
        ) : (
          <div className="report__buttons">
            {FORMATS.map(({ id, label }) => (
              <Button
                key={id}
                icon={<FileDown size={16} aria-hidden />}
                onPress={() => void actions.writeReport(id, audience)}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </Card>
  );
}
