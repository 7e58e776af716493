import type { LogExportResult } from '@shared/contract/views.ts';
import type { Progress } from '@shared/std/task.ts';
import { useRef, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import { type Action, useAction } from '../../state/use-call.ts';

export interface LogExporting extends Pick<Action, 'error' | 'isRunning'> {
  readonly progress: Progress | null;
  readonly result: LogExportResult | null;
  write(): Promise<void>;
  cancel(): void;
}

/** Writes the own log to a file of the person's choice. */
export function useLogExport(): LogExporting {
  const { client, chooseSave } = useApp();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [result, setResult] = useState<LogExportResult | null>(null);
  const controller = useRef<AbortController | null>(null);
  const { run, error, isRunning } = useAction();
  return {
    error,
    isRunning,
    progress,
    result,
    cancel: () => controller.current?.abort(),
    async write() {
      setResult(null);
      setProgress(null);
      const written = await run(async () => {
        const file = await chooseSave('log-export', 'usage-log.bulla-log');
        if (!file) return undefined;
        controller.current = new AbortController();
        const { signal } = controller.current;
        return client.call('audit.export', { file: file.token }, { signal, onProgress: setProgress });
      });
      if (written) setResult(written);
    },
  };
}
