import { phaseWords } from '../../i18n/words.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatPlural } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import type { LogExporting } from './use-log-export.ts';

/** How the export of the log goes, or went. */
export function ExportOutcome({ exporting }: { readonly exporting: LogExporting }) {
  const { error, isRunning, progress, result } = exporting;
  if (isRunning && progress !== null)
    return (
      <Card>
        <Progress label={phaseWords(progress.phase)} progress={progress} onCancel={exporting.cancel} />
      </Card>
    );
  if (error !== null) return <ErrorPanel error={error} />;
  if (result === null) return null;
  return (
    <Callout tone="success" title={`Written: ${result.file}`} isLive>
      <p>
        {formatPlural(result.size, 'entry', 'entries')}, {formatBytes(result.bytes)}: all entries, a table for
        spreadsheets and the signed head. Others can verify it without this computer.
      </p>
      <p>
        Read this code to the person who verifies it: <strong className="mono head-code">{result.headCode}</strong>
      </p>
    </Callout>
  );
}
