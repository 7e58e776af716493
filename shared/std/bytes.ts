/** Byte helpers: UTF-8, base64url (canonical, unpadded), hexadecimal, concatenation, comparison. */
import { AppError } from './app-error.ts';

export type Bytes = Uint8Array<ArrayBufferLike>;

const encoder = new TextEncoder();

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Strict: throws `text.not-utf8` on malformed input, and keeps a byte order mark. */
export function fromUtf8(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError('input', 'text.not-utf8');
  }
}

export function concat(...parts: readonly Bytes[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equalBytes(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

const HEX = '0123456789abcdef';

export function toHex(bytes: Bytes): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte >> 4]! + HEX[byte & 15]!;
  return text;
}

/** Lower-case hexadecimal only; throws `text.not-hex` otherwise. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new AppError('input', 'text.not-hex');
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE64URL_VALUE = new Map([...BASE64URL].map((letter, value) => [letter, value]));

export function toBase64Url(bytes: Bytes): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += BASE64URL[word >> 18]! + BASE64URL[(word >> 12) & 63]!;
    if (left > 1) text += BASE64URL[(word >> 6) & 63]!;
    if (left > 2) text += BASE64URL[word & 63]!;
  }
  return text;
}

/** RFC 4648 section 5 without padding, canonical: decoding and encoding again gives the same text, or it is refused. */
export function fromBase64Url(text: string): Bytes {
  if (text.length % 4 === 1) throw new AppError('input', 'text.not-base64url');
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = BASE64URL_VALUE.get(letter);
    if (value === undefined) throw new AppError('input', 'text.not-base64url');
    word = ((word << 6) | value) & 0xfffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (word >> bits) & 255;
    }
  }
  if (bits > 0 && (word & ((1 << bits) - 1)) !== 0) throw new AppError('input', 'text.not-base64url');
  return out;
}

/** Unsigned 32-bit big-endian. */
export function u32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
