/** The kinds of text and number that signed documents are made of, each closed and bounded. */
import * as v from 'valibot';
import { parseUtc } from '../license/utc.ts';
import { isPlainLine } from '../std/plain-text.ts';

/** Nesting of any signed document. */
export const MAX_DEPTH = 32;
export const MAX_SECTIONS = 48;
export const MAX_EVIDENCE = 16;
export const MAX_LICENCES = 8;

const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

export const Digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const Uuid = v.pipe(
  v.string(),
  v.regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
);
export const Device = v.pipe(v.string(), v.regex(/^urn:bulla:device:[0-9a-f]{32}$/));
export const Party = v.pipe(v.string(), v.regex(/^did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}$/));
/** `YYYY-MM-DDTHH:MM:SSZ`, a real date. */
export const Instant = v.pipe(
  v.string(),
  v.check((text) => parseUtc(text) !== null),
);
export const MediaType = v.pipe(v.string(), v.maxLength(100), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/));
/** One line that is shown to a person. */
export const Line = v.pipe(
  v.string(),
  v.check((text) => isPlainLine(text, 500)),
);
export const FilledLine = v.pipe(Line, v.minLength(1));
/** A label that could stand in a folder of any system; nothing is ever written under it. */
export const SafeName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  v.check((name) => !name.endsWith('.') && !WINDOWS_DEVICE.test(name)),
);

export function Whole(minimum: number, maximum: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum));
}
