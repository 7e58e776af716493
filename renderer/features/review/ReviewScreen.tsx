import type { GrantedFile, LogExportVerdict } from '@shared/contract/views.ts';
import type { Progress as ProgressData } from '@shared/std/task.ts';
import { FileCheck2, FileDown } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import './review.css';
import { phaseWords } from '../../i18n/words.ts';
import { useApp, useNavigation } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { ExportOutcome } from './ExportOutcome.tsx';
import { ExportVerdict } from './ExportVerdict.tsx';
import { LogBrowser } from './LogBrowser.tsx';
import { OwnVerdict } from './OwnVerdict.tsx';
import { useLogExport } from './use-log-export.ts';

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
  const exporting = useLogExport();

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
          <Button icon={<FileCheck2 size={16} aria-hidden />} isDisabled={isRunning} onPress={() => void choose()}>
            Verify an export
          </Button>
          {examined === null ? (
            <Button
              icon={<FileDown size={16} aria-hidden />}
              isDisabled={exporting.isRunning}
              onPress={() => void exporting.write()}
            >
              Export the log
            </Button>
          ) : (
            <Button onPress={() => setExamined(null)}>Back to your own log</Button>
          )}
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
      {examined === null ? <ExportOutcome exporting={exporting} /> : null}
      {examined === null ? (
        <>
          <OwnVerdict />
          <LogBrowser source={null} />
        </>
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
