/**
 * RFC 8785 (JSON Canonicalization Scheme) and a strict reader for it.
 *
 * What is signed or hashed in Bulla is the canonical form: members sorted by UTF-16 code units, no white space, numbers as
 * ECMAScript prints them. The reader accepts bytes only when they equal the canonical form of what they parse to: that one
 * comparison refuses duplicate members, other spellings of a number, white space and lone surrogates.
 */
import { AppError } from './app-error.ts';
import { type Bytes, fromUtf8, utf8 } from './bytes.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

const FORBIDDEN_MEMBERS = new Set(['__proto__', 'constructor', 'prototype']);

/** {"b":1,"a":[true]} -> '{"a":[true],"b":1}'. A member whose value is undefined is left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new AppError('input', 'json.not-finite');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new AppError('input', 'json.lone-surrogate');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const object = value as Record<string, unknown>;
    const members = Object.keys(object)
      .filter((name) => object[name] !== undefined)
      .sort(); // the default order is by UTF-16 code units, as RFC 8785 asks
    return `{${members.map((name) => `${canonicalJson(name)}:${canonicalJson(object[name])}`).join(',')}}`;
  }
  throw new AppError('internal', 'json.not-json', { type: typeof value });
}

export function canonicalBytes(value: unknown): Bytes {
  return utf8(canonicalJson(value));
}

/**
 * Parses canonical JSON from an untrusted source. `maxBytes` and `maxDepth` are checked before JSON.parse sees the text.
 * Throws `json.too-large`, `json.too-deep`, `json.invalid`, `json.forbidden-member`, `json.not-canonical`, `text.not-utf8`.
 */
export function parseCanonicalJson(bytes: Bytes, limits: { maxBytes: number; maxDepth: number }): Json {
  const value = parseBoundedJson(bytes, limits);
  // Texts are equal exactly when their UTF-8 is: decoding is strict and drops nothing.
  if (fromUtf8(bytes) !== canonicalJson(value)) throw new AppError('input', 'json.not-canonical');
  return value;
}

/** As `parseCanonicalJson`, for files that people edit (recipes): any spelling, the same bounds. */
export function parseBoundedJson(bytes: Bytes, limits: { maxBytes: number; maxDepth: number }): Json {
  if (bytes.length > limits.maxBytes) throw new AppError('input', 'json.too-large', { limit: limits.maxBytes });
  const text = fromUtf8(bytes);
  if (depthOf(text) > limits.maxDepth) throw new AppError('input', 'json.too-deep', { limit: limits.maxDepth });
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new AppError('input', 'json.invalid');
  }
  refuseForbiddenMembers(value);
  return value;
}

/** Greatest nesting of brackets outside strings; needs no parser, so it may look at hostile text. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (inString) {
      if (unit === 0x5c) i++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return deepest;
}

function refuseForbiddenMembers(value: Json): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, child] of Object.entries(value)) {
    if (FORBIDDEN_MEMBERS.has(name)) throw new AppError('input', 'json.forbidden-member', { member: name });
    refuseForbiddenMembers(child as Json);
  }
}
