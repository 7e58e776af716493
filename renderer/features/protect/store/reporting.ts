/** The release report, written by the engine or, on paper, printed by the window. */
import type { Audience } from '@shared/report/release-report.ts';
import { AppError } from '@shared/std/app-error.ts';
import { runnable, type StoreContext, titleFrom, withAction } from './context.ts';
import type { ProtectActions } from './state.ts';

export type ReportFormat = 'html' | 'pdf' | 'json';

export function createReporting(context: StoreContext) {
  const { client, get, set } = context;
  let controller = new AbortController();

  async function write(format: ReportFormat, audience: Audience): Promise<void> {
    const work = runnable(get());
    if (!work) return;
    const { datasetId, file } = get();
    const name = `${titleFrom(file?.name ?? 'dataset')}-report${audience === 'external' ? '-external' : ''}.${format}`;
    const target = await client.bridge.chooseSave(format, name);
    if (!target) return;
    controller = new AbortController();
    const options = {
      signal: controller.signal,
      onProgress: (progress: NonNullable<NonNullable<ReturnType<typeof get>['reporting']>['progress']>) =>
        set({ reporting: { progress } }),
    };
    const asked = { dataset: datasetId, recipe: work.recipe, audience };
    set({ reporting: { progress: null } });
    try {
      if (format === 'pdf') {
        const { html } = await client.call('protect.readReport', asked, options);
        const printed = await client.bridge.printPdf(target.token, html);
        if ('error' in printed) throw new AppError(printed.error.category, printed.error.code, printed.error.params);
      } else {
        await client.call('protect.report', { ...asked, file: target.token, format }, options);
      }
      set({ notice: `The report was saved as "${target.name}".` });
    } finally {
      set({ reporting: null });
    }
  }

  return {
    stop: () => controller.abort(),
    actions: {
      async writeReport(format, audience) {
        await withAction(context, () => write(format, audience));
      },
      cancelReport: () => controller.abort(),
    } satisfies Partial<ProtectActions>,
  };
}
