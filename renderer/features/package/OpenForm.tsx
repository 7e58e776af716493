import type { GrantedFile, PackageInspection, SessionView } from '@shared/contract/views.ts';
import type { Progress as ProgressData } from '@shared/std/task.ts';
import { LockOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { phaseWords } from '../../i18n/words.ts';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatList } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';

export interface OpenFormProps {
  readonly file: GrantedFile;
  readonly inspection: PackageInspection;
  readonly onOpened: (session: SessionView) => void;
}

/** The terms to accept and the purpose to state; both go into the usage log. */
export function OpenForm({ file, inspection, onOpened }: OpenFormProps) {
  const { client, onNeedIdentity } = useApp();
  const { agreement, purposes, nonCommercialOnly } = inspection;
  const [purpose, setPurpose] = useState<string | null>(purposes.length === 1 ? (purposes[0]?.code ?? null) : null);
  const [isAccepted, setAccepted] = useState(agreement === null || agreement.accepted);
  const [isNonCommercial, setNonCommercial] = useState(!nonCommercialOnly);
  const [progress, setProgress] = useState<ProgressData | null>(null);
  const controller = useRef<AbortController | null>(null);
  const action = useAction();

  const missing = [
    isAccepted ? '' : 'accept the terms',
    purpose === null ? 'state a purpose' : '',
    isNonCommercial ? '' : 'confirm that the use is non-commercial',
  ].filter((text) => text !== '');

  const open = async () => {
    if (purpose === null) return;
    controller.current = new AbortController();
    const { signal } = controller.current;
    setProgress(null);
    const session = await action.run(async () => {
      if (!(await onNeedIdentity())) return undefined;
      return client.call(
        'session.open',
        {
          file: file.token,
          purpose,
          nonCommercial: isNonCommercial,
          acceptAgreement: agreement === null ? null : agreement.digest,
        },
        { signal, onProgress: setProgress },
      );
    });
    if (session) onOpened(session);
  };

  return (
    <Card title="Open it" description="What you state here is written to the usage log before the data is shown.">
      <div className="open">
        {agreement === null ? null : (
          <section className="open__part">
            <h3>{agreement.title === '' ? 'Terms' : agreement.title}</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard */}
            <section className="agreement" tabIndex={0} aria-label={`Text of the terms: ${agreement.title}`}>
              {agreement.text}
            </section>
            <Checkbox isSelected={isAccepted} isDisabled={agreement.accepted} onChange={setAccepted}>
              {agreement.accepted ? 'You accepted these terms before' : 'I have read these terms and accept them'}
            </Checkbox>
          </section>
        )}
        <RadioCards
          label="For which purpose do you use the data now?"
          layout="column"
          cards={purposes.map(({ code, label }) => ({ id: code, title: label, description: code }))}
          value={purpose}
          onChange={setPurpose}
        />
        {nonCommercialOnly ? (
          <Checkbox isSelected={isNonCommercial} onChange={setNonCommercial}>
            My use is non-commercial
          </Checkbox>
        ) : null}
        {action.error === null ? null : <ErrorPanel error={action.error} />}
        {action.isRunning ? (
          <Progress
            label={progress === null ? 'Opening the package' : phaseWords(progress.phase)}
            progress={progress}
            onCancel={() => controller.current?.abort()}
          />
        ) : (
          <div className="open__go">
            <Button
              variant="primary"
              size="large"
              icon={<LockOpen size={18} aria-hidden />}
              isDisabled={missing.length > 0}
              onPress={() => void open()}
            >
              Open
            </Button>
            <p className="muted" role="status">
              {missing.length === 0 ? '' : `To open it, ${formatList(missing)}.`}
            </p>
          </div>
        )}
      </div>
    </Card>
  );
}
