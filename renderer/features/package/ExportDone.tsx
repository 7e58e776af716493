import type { ExportResult } from '@shared/contract/views.ts';
import { Callout } from '../../ui/Callout.tsx';
import { formatBytes, formatPlural } from '../../ui/format.ts';

export function ExportDone({ result }: { readonly result: ExportResult }) {
  return (
    <Callout tone="success" title={`Written: ${result.file}`} isLive>
      <p>
        {formatPlural(result.rows, 'row')}, {formatBytes(result.bytes)}
      </p>
      <p className="mono callout__code">SHA-256 {result.sha256}</p>
    </Callout>
  );
}
