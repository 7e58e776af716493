import type { Task } from '@shared/std/task.ts';

/** What a kernel talks through. */
export interface KernelPort extends Task {
  /** Sends something before the end, for example the first rows. */
  emit(message: unknown): void;
}
