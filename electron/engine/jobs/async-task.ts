import type { Task } from '@shared/std/task.ts';

/** A task in the engine: kernels get `Task`, handlers can also listen for the cancel. */
export interface AsyncTask extends Task {
  readonly signal: AbortSignal;
}
