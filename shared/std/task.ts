/**
 * How long work talks back. A kernel is a plain function that calls `report` now and then and `checkpoint` often;
 * `checkpoint` throws `job.cancelled` once the person has pressed Cancel.
 */
import { AppError } from './app-error.ts';

export interface Progress {
  /** A stable slug that the face turns into words: 'csv.read', 'search', 'package.encrypt' ... */
  readonly phase: string;
  readonly done: number;
  /** Absent when the end is not known yet. */
  readonly total?: number;
  readonly unit: 'bytes' | 'rows' | 'nodes' | 'steps';
}

export interface Task {
  report(progress: Progress): void;
  checkpoint(): void;
}

export const QUIET_TASK: Task = { report() {}, checkpoint() {} };

export function cancelled(): AppError {
  return new AppError('cancelled', 'job.cancelled');
}
