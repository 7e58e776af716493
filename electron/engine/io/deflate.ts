/** Raw deflate (RFC 1951) over pieces, one piece at a time: what one piece becomes is all that is held. */
import { once } from 'node:events';
import { createDeflateRaw, createInflateRaw, type DeflateRaw, type InflateRaw } from 'node:zlib';
import { AppError } from '@shared/std/app-error.ts';
import type { Bytes } from '@shared/std/bytes.ts';

/** zlib's answers come in pieces of this size; each is one trip to its thread. */
const OUTPUT_BYTES = 1 << 18;

type Pieces = AsyncIterable<Bytes> | Iterable<Bytes>;

export function deflated(pieces: Pieces): AsyncGenerator<Bytes, void, void> {
  return through(createDeflateRaw({ level: 3, chunkSize: OUTPUT_BYTES }), pieces);
}

/** Throws `data.not-the-schema` (D06) for what is no deflate stream, `data.wrong-bytes` (D04) for bytes after its end. */
export async function* inflated(pieces: Pieces, storedBytes: number): AsyncGenerator<Bytes, void, void> {
  const inflate = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  try {
    yield* through(inflate, pieces);
  } catch (error) {
    if (error instanceof AppError || !String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new AppError('integrity', 'data.not-the-schema', { where: 'compression', reference: 'D06' });
  }
  if (inflate.bytesWritten !== storedBytes) throw new AppError('integrity', 'data.wrong-bytes', { reference: 'D04' });
}

async function* through(zlib: DeflateRaw | InflateRaw, pieces: Pieces): AsyncGenerator<Bytes, void, void> {
  const ready: Bytes[] = [];
  zlib.on('data', (bytes: Buffer) => ready.push(bytes));
  let isEnded = false;
  const ended = once(zlib, 'end').then(() => {
    isEnded = true;
  });
  ended.catch(() => {}); // it is awaited below, or a write fails first
  try {
    for await (const piece of pieces) {
      if (isEnded) continue; // bytes after the end of the compressed data: the caller counts them
      const written = new Promise<void>((resolve, reject) => {
        zlib.write(piece, (error) => (error ? reject(error) : resolve()));
      });
      // What cannot be inflated is told by an event only; the write would never be answered.
      await Promise.race([written, ended]);
      yield* ready.splice(0);
    }
    zlib.end();
    await ended;
    yield* ready.splice(0);
  } finally {
    zlib.destroy();
  }
}
