/**
 * The sentences for every error code, in one place for the window and the command line: what happened, where, and what can be
 * done. A test holds this list against the codes that the sources throw.
 */
import type { ErrorData, ErrorParams } from '../std/app-error.ts';

export interface ErrorText {
  /** What happened, in a few words. */
  readonly title: string;
  /** Where, and what it means. */
  readonly detail: string;
  /** What the person can do; '' when nothing. */
  readonly action: string;
}

type Entry = (params: ErrorParams) => ErrorText;

const text = (title: string, detail: string, action = ''): ErrorText => ({ title, detail, action });

const ERROR_TEXTS: Readonly<Record<string, Entry>> = {
  // calls between the parts of the application
  'call.invalid-input': (p) =>
    text('The request was not understood', `The part "${p.where}" of ${p.operation} is not valid.`),
  'call.too-many': () =>
    text(
      'Too much at once',
      'The window asked for more than the engine answers at a time.',
      'Wait a moment and try again.',
    ),
  'call.unknown': () => text('The request was not understood', 'There is no such operation.'),
  // the engine, as the window sees it
  'engine.restarted': () =>
    text(
      'The work was interrupted',
      'The part of the application that works on your data had to be started again. Open datasets and packages were closed.',
      'Open the file again.',
    ),
  'engine.ended': () =>
    text(
      'Bulla could not start',
      'The part that works on your files ended twice in a row.',
      'Restart the computer. If it happens again, reinstall Bulla; your profile folder stays as it is.',
    ),
  // files
  'file.not-granted': () =>
    text(
      'The file is no longer at hand',
      'The application was not given this file, or it was restarted since.',
      'Choose the file again.',
    ),
  // jobs
  'internal.thread': () =>
    text(
      'Something went wrong inside the application',
      'A calculation ended unexpectedly. Your data was not changed.',
      'Try again. If it happens again, please report it.',
    ),
  'internal.unexpected': (p) =>
    text(
      'Something went wrong inside the application',
      `An unexpected ${p.name} occurred. Your data was not changed.`,
      'Try again. If it happens again, please report it.',
    ),
  'job.cancelled': () => text('Cancelled', 'The work was stopped. Nothing was changed.'),
  'job.out-of-memory': () =>
    text(
      'Not enough memory',
      'The dataset is too large for the memory of this computer.',
      'Close other programs, or take fewer columns.',
    ),
  // documents
  'json.forbidden-member': (p) =>
    text('The document is not accepted', `It contains the name "${p.member}", which is never used honestly.`),
  'json.invalid': () =>
    text('The document cannot be read', 'It is not valid JSON.', 'Check that it was copied completely.'),
  'json.lone-surrogate': () =>
    text('A text cannot be stored', 'It contains half of a Unicode character.', 'Type it again.'),
  'json.not-canonical': () =>
    text(
      'The document is not accepted',
      'It is not written in the one canonical form, so its signature cannot be relied on.',
    ),
  'json.not-finite': () => text('A number cannot be stored', 'It is infinite or not a number.'),
  'json.not-json': () => text('Something went wrong inside the application', 'A value cannot be written as JSON.'),
  'json.too-deep': (p) => text('The document is not accepted', `It is nested deeper than ${p.limit} levels.`),
  'json.too-large': (p) => text('The document is too large', `It has more than ${p.limit} bytes.`),
  'text.not-base64url': () => text('The document is damaged', 'A part that should be base64url is not.'),
  'text.not-hex': () => text('The document is damaged', 'A part that should be hexadecimal is not.'),
  'text.not-utf8': () =>
    text('The text cannot be read', 'It is not valid UTF-8.', 'Save the file as UTF-8 and try again.'),
};

export function errorText(error: ErrorData): ErrorText {
  const entry = Object.hasOwn(ERROR_TEXTS, error.code) ? ERROR_TEXTS[error.code] : undefined;
  return entry ? entry(error.params) : text('Something went wrong', `The application reported "${error.code}".`);
}

export const ERROR_CODES: readonly string[] = Object.keys(ERROR_TEXTS);
