/** What the process answers its caller with, by the category of the error. docs/cli.md lists them. */
import type { ErrorCategory } from '@shared/std/app-error.ts';

export const EXIT_CODES: Readonly<Record<ErrorCategory, number>> = {
  usage: 2,
  input: 3,
  licence: 4,
  integrity: 5,
  identity: 6,
  io: 7,
  internal: 70, // EX_SOFTWARE of sysexits.h
  cancelled: 130, // 128 + SIGINT, as a shell reports it
};
