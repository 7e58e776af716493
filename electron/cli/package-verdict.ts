/** The verdict on a package as an error, so that `verify` and `open` answer with the same exit code. */
import { AppError, type ErrorCategory } from '@shared/std/app-error.ts';
import type { PackageCheck, PackageInspection } from '@shared/contract/views.ts';

const CATEGORY: Readonly<Record<PackageCheck['name'], ErrorCategory>> = {
  container: 'integrity',
  signature: 'integrity',
  content: 'integrity',
  signer: 'identity',
  recipient: 'identity',
  licence: 'licence',
  validity: 'licence',
  clock: 'licence',
};

export function packageError(inspection: PackageInspection): AppError | null {
  if (inspection.code === '') return null;
  const failed = inspection.checks.find((check) => check.code === inspection.code && check.state === 'failed');
  return new AppError(failed ? CATEGORY[failed.name] : 'integrity', inspection.code, inspection.params);
}
