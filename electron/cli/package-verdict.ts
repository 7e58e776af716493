/** The verdict on a package as an error, so that `verify` and `open` answer with the same exit code. */
import { AppError, type ErrorCategory } from '@shared/std/app-error.ts';
import type { PackageInspection } from '@shared/contract/views.ts';

/** As the engine throws them: by what the code speaks of. Everything else says that the file is not what it claims. */
const CATEGORY: Readonly<Record<string, ErrorCategory>> = {
  identity: 'identity',
  licence: 'licence',
  clock: 'licence',
};

export function packageError({ code, params }: PackageInspection): AppError | null {
  if (code === '') return null;
  return new AppError(CATEGORY[code.split('.', 1)[0]!] ?? 'integrity', code, params);
}
