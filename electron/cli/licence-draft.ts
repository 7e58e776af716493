/** The licence of `seal`: a draft from a file or a preset, with what the command line says on top. */
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { IdentityView } from '@shared/contract/views.ts';
import type { LicenceDraft } from '@shared/license/terms.ts';
import { AppError } from '@shared/std/app-error.ts';
import { parseBoundedJson } from '@shared/std/canonical-json.ts';
import type { Bench } from './bench.ts';
import type { OptionValues } from './command.ts';
import { readPreset, readPurpose, readUntil } from './values.ts';

const MAX_BYTES = 1_000_000;
const PRESET = 'preset:';

/** Throws `file.not-found`, `file.not-regular`, `file.read-failed`, `licence.draft-invalid`, `json.*`, `cli.invalid-value`. */
export async function licenceDraft(
  bench: Bench,
  data: string,
  issuer: IdentityView,
  options: OptionValues,
): Promise<LicenceDraft> {
  const named = options.licence!;
  const draft = named.startsWith(PRESET)
    ? await presetDraft(bench, named.slice(PRESET.length), data, issuer)
    : await draftFromFile(bench, named);
  return {
    ...draft,
    ...(options.title === undefined ? {} : { title: options.title }),
    ...(options.until === undefined ? {} : { validUntil: readUntil(options.until) }),
    ...(options.purpose === undefined ? {} : { purposes: options.purpose.map(readPurpose) }),
  };
}

async function presetDraft(bench: Bench, name: string, data: string, issuer: IdentityView): Promise<LicenceDraft> {
  const title = basename(data, extname(data));
  const draft = await bench.call('licence.preset', { preset: readPreset(name), title });
  const contact = issuer.email === '' ? issuer.name : `${issuer.name}, ${issuer.email}`;
  return { ...draft, title: draft.title || title, contact: draft.contact || contact };
}

/** The engine knows the schema: it is asked to read the draft before anything is sealed with it. */
async function draftFromFile(bench: Bench, path: string): Promise<LicenceDraft> {
  const value: unknown = parseBoundedJson(await readSmall(path), { maxBytes: MAX_BYTES, maxDepth: 8 });
  const draft = value as LicenceDraft;
  try {
    await bench.call('licence.read', { draft, recipients: [] });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'call.invalid-input') throw error;
    throw new AppError('input', 'licence.draft-invalid', { file: basename(path), where: error.params.where ?? '' });
  }
  return draft;
}

async function readSmall(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    // A pipe has no end that anybody knows, and a device none at all.
    if (!found.isFile()) throw new AppError('io', 'file.not-regular', { file: basename(path) });
    if (found.size <= MAX_BYTES) return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('io', reason === 'ENOENT' ? 'file.not-found' : 'file.read-failed', {
      file: basename(path),
      reason,
    });
  }
  throw new AppError('input', 'json.too-large', { limit: MAX_BYTES });
}
