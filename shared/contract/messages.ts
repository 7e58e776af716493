/** What travels over the port between a face and the engine. Everything is plain data. */
import type { ErrorData } from '../std/app-error.ts';
import type { Progress } from '../std/task.ts';
import type { OperationName } from './api.ts';

export type ToEngine =
  | { readonly type: 'call'; readonly id: number; readonly name: OperationName; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number };

export type FromEngine =
  | { readonly type: 'result'; readonly id: number; readonly output: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorData }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  /** Something changed elsewhere: ask again. */
  | { readonly type: 'changed'; readonly topic: ChangedTopic };

export type ChangedTopic = 'status' | 'trust' | 'log' | 'issued';
