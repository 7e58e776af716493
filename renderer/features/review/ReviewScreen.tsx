import type { GrantedFile, LogExportResult, LogExportVerdict } from '@shared/contract/views.ts';
import type { Progress as ProgressData } from '@shared/std/task.ts';
import { FileCheck2, FileDown } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import './review.css';
import { phaseWords } from '../../i18n/words.ts';
import { useApp, useNavigation } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatPlural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { ExportVerdict } from './ExportVerdict.tsx';
import { LogBrowser } from './LogBrowser.tsx';
import { OwnVerdict } from './OwnVerdict.tsx';

interface Examined {
  readonly file: GrantedFile;
  readonly verdict: LogExportVerdict;
}

/** This profile's own log, or an export that somebody sent. */
export function ReviewScreen() {
  const { client, onAddPerson } = useApp();
  const opening = useNavigation((state) => state.openings.review);
  const clear = useNavigation((state) => state.clear);
  const [examined, setExamined] = useState<Examined | null>(null);
  const [progress, setProgress] = useState<ProgressData | null>(null);
  const controller = useRef<AbortController | null>(null);
  const { run, error, isRunning } = useAction();

  const verify = useCallback(
    async (file: GrantedFile) => {
      setProgress(null);
      const verdict = await run(() => {
        controller.current = new AbortController();
        const { signal } = controller.current;
        return client.call('audit.verify', { file: file.token }, { signal, onProgress: setProgress });
      });
      if (verdict) setExamined({ file, verdict });
    },
    [client, run],
  );

  useEffect(() => {
    if (!opening) return;
    clear('review');
    void verify(opening.file);
  }, [opening, clear, verify]);

  const choose = async () => {
    const file = await client.bridge.chooseFile('log-export');
    if (file) await verify(file);
  };
  const trustOwner = async () => {
    if (examined && (await onAddPerson(undefined, examined.verdict.owner ?? undefined))) await verify(examined.file);
  };

  return (
    <div className="page">
      <header className="page__head">
        <div className="page__titles">
          <h1>{examined === null ? 'Review usage' : `Log export "${examined.file.name}"`}</h1>
          <p className="page__lead">
            {examined === null
              ? 'Every use and every refusal on this computer, written before its result was shown.'
              : 'Somebody else’s record, read from a file. It was not copied into your own log.'}
          </p>
        </div>
        <div className="page__actions">
          {examined === null ? null : <Button onPress={() => setExamined(null)}>Back to your own log</Button>}
          <Button icon={<FileCheck2 size={16} aria-hidden />} isDisabled={isRunning} onPress={() => void choose()}>
            Verify an export
          </Button>
        </div>
      </header>
      {isRunning ? (
        <Card>
          <Progress
            label={progress === null ? 'Reading the export' : phaseWords(progress.phase)}
            progress={progress}
            onCancel={() => controller.current?.abort()}
          />
        </Card>
      ) : null}
      {error === null ? null : <ErrorPanel error={error} />}
      {examined === null ? (
        <OwnLog />
      ) : (
        <>
          <ExportVerdict verdict={examined.verdict} onTrustOwner={() => void trustOwner()} />
          {examined.verdict.source === null ? null : (
            <LogBrowser key={examined.verdict.source} source={examined.verdict.source} />
          )}
        </>
      )}
    </div>
  );
}

function OwnLog() {
  return (
    <>
      <OwnVerdict />
      <ExportLog />
      <LogBrowser source={null} />
    </>
  );
}

function ExportLog() {
  const { client, chooseSave } = useApp();
  const [progress, setProgress] = useState<ProgressData | null>(null);
  const [result, setResult] = useState<LogExportResult | null>(null);
  const controller = useRef<AbortController | null>(null);
  const action = useAction();
  const write = async () => {
    setResult(null);
    setProgress(null);
    const written = await action.run(async () => {
      const file = await chooseSave('log-export', 'usage-log.bulla-log');
      if (!file) return undefined;
      controller.current = new AbortController();
      const { signal } = controller.current;
      return client.call('audit.export', { file: file.token }, { signal, onProgress: setProgress });
    });
    if (written) setResult(written);
  };
  return (
    <Card
      title="Export the log"
      description="One file with all entries, a table for spreadsheets, and the signed head. Others can verify it without this computer."
      actions={
        <Button icon={<FileDown size={16} aria-hidden />} isDisabled={action.isRunning} onPress={() => void write()}>
          Export the log
        </Button>
      }
    >
      {action.error === null ? undefined : <ErrorPanel error={action.error} />}
      {action.isRunning ? (
        <Progress
          label={progress === null ? 'Writing the log' : phaseWords(progress.phase)}
          progress={progress}
          onCancel={() => controller.current?.abort()}
        />
      ) : undefined}
      {result === null ? undefined : (
        <Callout tone="success" title={`Written: ${result.file}`} isLive>
          {formatPlural(result.size, 'entry', 'entries')}, {formatBytes(result.bytes)}. Read this code to the person who
          verifies it: <strong className="mono head-code">{result.headCode}</strong>
        </Callout>
      )}
    </Card>
  );
}
