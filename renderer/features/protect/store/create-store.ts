/** Puts the parts of the store together: what a change sets off, and in which order things end. */
import { createStore } from 'zustand/vanilla';
import { createAssessment } from './assessment.ts';
import { createCalculation } from './calculation.ts';
import type { ProtectServices, StoreContext } from './context.ts';
import { createEditing } from './editing.ts';
import { createExchange } from './exchange.ts';
import { createExploration } from './exploration.ts';
import { createReading } from './reading.ts';
import { createReporting } from './reporting.ts';
import { EMPTY, type ProtectActions, type ProtectState, type ProtectStore } from './state.ts';
import { createTimers } from './timers.ts';

export function createProtectStore(services: ProtectServices): ProtectStore {
  const timers = createTimers();
  return createStore<ProtectState & ProtectActions>((set, get) => {
    const context: StoreContext = { ...services, get, set: (change) => set(change), timers };
    const calculation = createCalculation(context);
    const assessment = createAssessment(context);
    const exploration = createExploration(context);
    const reporting = createReporting(context);
    const editing = createEditing(context, changed);
    const exchange = createExchange(context, calculation.runIfNeeded);
    const reading = createReading(context, { stopAll, changed });

    /** After every change of the document: keep it, read the licence back, and calculate when that is wished. */
    function changed(): void {
      editing.changed();
      calculation.changed();
      assessment.changed();
      exploration.changed();
    }

    function stopAll(): void {
      timers.clear();
      for (const part of [reading, calculation, assessment, exploration, reporting, exchange]) part.stop();
    }

    return {
      ...EMPTY,
      ...reading.actions,
      ...editing.actions,
      ...calculation.actions,
      ...assessment.actions,
      ...exploration.actions,
      ...reporting.actions,
      ...exchange.actions,
      goTo: (step) => set({ step }),
      clearNotice: () => set({ notice: '', actionError: null }),
      dispose() {
        const { datasetId, saving } = get();
        if (saving === 'pending') void editing.save();
        stopAll();
        if (datasetId !== '') void services.client.call('dataset.close', { dataset: datasetId }).catch(() => undefined);
        set(EMPTY);
      },
    };
  });
}
