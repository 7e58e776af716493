/** Bytes to text, block by block, strictly: what cannot be decoded is refused, never replaced. */
import { isUtf8 } from 'node:buffer';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Returns null when the bytes are not text in this encoding. A byte order mark at the start is not part of the text. */
export type BlockDecoder = (block: Uint8Array, isLast: boolean) => string | null;

/**
 * A byte order mark decides; then the zero bytes of UTF-16, which stand at every second place in most scripts; then whether
 * the sample is UTF-8. Anything else is read as windows-1252, which has a letter for every byte.
 */
export function detectEncoding(sample: Uint8Array): { encoding: CsvEncoding; hasMark: boolean } {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return { encoding: 'utf-8', hasMark: true };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', hasMark: true };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', hasMark: true };
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2]!++;
  const pairs = sample.length / 2;
  if (zeros[1]! > pairs * 0.3 && zeros[0]! < pairs * 0.02) return { encoding: 'utf-16le', hasMark: false };
  if (zeros[0]! > pairs * 0.3 && zeros[1]! < pairs * 0.02) return { encoding: 'utf-16be', hasMark: false };
  const whole = sample.subarray(0, lastWholeCharacter(sample));
  return { encoding: isUtf8(whole) ? 'utf-8' : 'windows-1252', hasMark: false };
}

export function blockDecoder(encoding: CsvEncoding): BlockDecoder {
  if (encoding === 'windows-1252') return windows1252;
  const decoder = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'utf-16le', { fatal: true });
  const decode: BlockDecoder = (block, isLast) => {
    try {
      return decoder.decode(block, { stream: !isLast });
    } catch {
      return null;
    }
  };
  return encoding === 'utf-16be' ? swapped(decode) : decode;
}

/** Where the last UTF-8 character that is surely complete ends: a block may be cut inside one. */
function lastWholeCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

/** UTF-16 big-endian as little-endian; a unit may be cut between two blocks. */
function swapped(decode: BlockDecoder): BlockDecoder {
  let left: number | undefined;
  return (block, isLast) => {
    const bytes = left === undefined ? Buffer.from(block) : Buffer.concat([Uint8Array.of(left), block]);
    const isOdd = bytes.length % 2 === 1;
    left = isOdd ? bytes[bytes.length - 1] : undefined;
    if (isOdd && isLast) return null;
    return decode((isOdd ? bytes.subarray(0, -1) : bytes).swap16(), isLast);
  };
}

/** The bytes 0x80 to 0x9f, where windows-1252 differs from Latin-1 (encoding.spec.whatwg.org, index windows-1252). */
const C1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** By hand: TextDecoder('windows-1252') gave Latin-1 in some releases of Node (nodejs/node#56542). */
function windows1252(block: Uint8Array): string {
  const text = Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (letter) => C1[letter.charCodeAt(0) - 0x80]!);
}
