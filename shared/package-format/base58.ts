/** Base58 with Bitcoin's alphabet, as multibase 'z' of a did:key uses it. */
import { AppError } from '../std/app-error.ts';
import type { Bytes } from '../std/bytes.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Bytes 00 01 -> '12'. */
export function toBase58(bytes: Bytes): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)]! + text;
  return '1'.repeat(leading(bytes, 0)) + text;
}

/** Throws `text.not-base58`. Give short texts only: the work grows with the square of the length. */
export function fromBase58(text: string): Bytes {
  let value = 0n;
  for (const letter of text) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) throw new AppError('input', 'text.not-base58');
    value = value * 58n + BigInt(digit);
  }
  const bytes: number[] = [];
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 255n));
  return Uint8Array.from([...new Array<number>(leading([...text], '1')).fill(0), ...bytes]);
}

function leading<Item>(items: Iterable<Item>, zero: Item): number {
  let count = 0;
  for (const item of items) {
    if (item !== zero) break;
    count++;
  }
  return count;
}
