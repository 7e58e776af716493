import type { LogVerdict } from '@shared/audit/usage-event.ts';
import { errorText } from '@shared/contract/error-text.ts';
import type { Progress as ProgressData } from '@shared/std/task.ts';
import { RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { phaseWords } from '../../i18n/words.ts';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDateTime, formatPlural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { ChainVerdict } from './ChainVerdict.tsx';
import { VerdictLine } from './VerdictLine.tsx';

/** Recomputes the whole log when the screen is first shown, and when asked. */
export function OwnVerdict() {
  const { client } = useApp();
  const [verdict, setVerdict] = useState<LogVerdict | null>(null);
  const [at, setAt] = useState(0);
  const [progress, setProgress] = useState<ProgressData | null>(null);
  const controller = useRef<AbortController | null>(null);
  const { run, error, isRunning } = useAction();

  const recompute = useCallback(async () => {
    setProgress(null);
    const answer = await run(() => {
      controller.current = new AbortController();
      return client.call('audit.verdict', {}, { signal: controller.current.signal, onProgress: setProgress });
    });
    if (!answer) return;
    setVerdict(answer);
    setAt(Date.now());
  }, [client, run]);

  useEffect(() => {
    void recompute();
  }, [recompute]);

  return (
    <Card
      title="Is the log whole?"
      {...(verdict === null ? {} : { description: `Recomputed ${formatDateTime(at)}` })}
      actions={
        <Button
          size="small"
          variant="quiet"
          icon={<RefreshCw size={14} aria-hidden />}
          isDisabled={isRunning}
          onPress={() => void recompute()}
        >
          Recompute
        </Button>
      }
    >
      <div className="verdict-card">
        {error === null ? null : <ErrorPanel error={error} />}
        {isRunning ? (
          <Progress
            label={progress === null ? 'Reading the log' : phaseWords(progress.phase)}
            progress={progress}
            onCancel={() => controller.current?.abort()}
          />
        ) : null}
        {verdict === null || isRunning ? null : <OwnVerdictBody verdict={verdict} />}
      </div>
    </Card>
  );
}

function OwnVerdictBody({ verdict }: { readonly verdict: LogVerdict }) {
  const failed = verdict.checks.find((check) => !check.ok);
  const failure = failed ? errorText({ code: failed.code, category: 'integrity', params: failed.params }) : null;
  return (
    <>
      <VerdictLine
        isGood={verdict.intact}
        title={
          failure === null
            ? `Whole: ${formatPlural(verdict.size, 'entry', 'entries')}, each in its place`
            : failure.title
        }
        detail={failure === null ? '' : `${failure.detail} ${failure.action}`}
        headCode={verdict.headCode}
        headCodeHint="Note it down, or read it to the person who verifies an export: the same log has the same code."
      />
      <ChainVerdict verdict={verdict} />
    </>
  );
}
