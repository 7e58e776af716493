import type { ExportResult, SessionView } from '@shared/contract/views.ts';
import type { Progress as ProgressData } from '@shared/std/task.ts';
import { FileDown } from 'lucide-react';
import { useRef, useState } from 'react';
import { phaseWords } from '../../i18n/words.ts';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatPlural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { ExportDone } from './ExportDone.tsx';
import { NotLicensed } from './NotLicensed.tsx';
import { isAllowed, whyNot } from './rights.ts';

export function ExportRows({ session }: { readonly session: SessionView }) {
  const { client, chooseSave } = useApp();
  const [progress, setProgress] = useState<ProgressData | null>(null);
  const [result, setResult] = useState<ExportResult | null>(null);
  const controller = useRef<AbortController | null>(null);
  const action = useAction();

  const write = async () => {
    const file = await chooseSave('csv', 'rows.csv');
    if (!file) return undefined;
    controller.current = new AbortController();
    setProgress(null);
    return client.call(
      'session.exportRows',
      { session: session.session, file: file.token },
      { signal: controller.current.signal, onProgress: setProgress },
    );
  };

  if (!isAllowed(session, 'bulla:exportRows'))
    return (
      <NotLicensed
        title="Exporting rows is not part of your licence"
        why={whyNot(session, 'bulla:exportRows')}
        attempt={write}
      />
    );
  return (
    <Card title="Export all rows as CSV">
      <div className="tab-body">
        <p className="measure">
          {formatPlural(session.rowCount, 'row')} and {formatPlural(session.fields.length, 'column')} are written to a
          file of your choice. The export is written to the usage log. From then on the file is in your care: the terms
          of the licence still hold, but nothing technical keeps them.
        </p>
        {action.error === null ? null : <ErrorPanel error={action.error} />}
        {action.isRunning ? (
          <Progress
            label={progress === null ? 'Writing the rows' : phaseWords(progress.phase)}
            progress={progress}
            onCancel={() => controller.current?.abort()}
          />
        ) : (
          <div>
            <Button
              variant="primary"
              icon={<FileDown size={16} aria-hidden />}
              onPress={() =>
                void action.run(write).then((written) => {
                  if (written) setResult(written);
                })
              }
            >
              Export rows
            </Button>
          </div>
        )}
        {result === null ? null : <ExportDone result={result} />}
      </div>
    </Card>
  );
}
