/**
 * The one error that crosses a boundary (thread, process, window, exit code). It carries a stable code and parameters;
 * the sentence is made where it is shown, by `errorText` in shared/contract/error-text.ts.
 *
 * Parameters may name a file, a row, a column, a count, a limit. They never carry a cell value, a key or a passphrase.
 */
export type ErrorCategory = 'usage' | 'input' | 'licence' | 'integrity' | 'identity' | 'io' | 'cancelled' | 'internal';

export type ErrorParams = Readonly<Record<string, string | number | boolean>>;

export interface ErrorData {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly params: ErrorParams;
}

export class AppError extends Error {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly params: ErrorParams;

  constructor(category: ErrorCategory, code: string, params: ErrorParams = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.category = category;
    this.params = params;
  }

  toData(): ErrorData {
    return { code: this.code, category: this.category, params: this.params };
  }

  static fromData(data: ErrorData): AppError {
    return new AppError(data.category, data.code, data.params);
  }
}

/** Anything thrown, as data. An unexpected error keeps its name only: its message might hold a cell value. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof AppError) return error.toData();
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'internal.unexpected', category: 'internal', params: { name } };
}
