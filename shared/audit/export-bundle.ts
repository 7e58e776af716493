/**
 * One `.bulla-log` file: a canonical ustar archive that any computer can look into (`tar tf`), with these members in this
 * order. The two about the owner are absent when no identity has certified the log yet.
 */
import { endOfArchive, memberBytes, memberHeader, memberPadding } from '../package-format/ustar.ts';
import { type Bytes, concat, toHex, utf8 } from '../std/bytes.ts';
import { CSV_HEADER, csvRow } from './csv.ts';
import { leafHash, type Sha256 } from './merkle.ts';
import { tryDecode } from './verify-log.ts';

export const MEMBERS = {
  magic: 'bulla-log-1',
  head: 'head.note',
  card: 'owner.bulla-card',
  certificate: 'certificate.dsse.json',
  entries: 'entries.ndjson',
  csv: 'entries.csv',
} as const;

/** As PNG's: a byte above 127, the name, both line ends, a DOS end of file. Shows what a text-mode transfer did. */
export const LOG_MAGIC = Uint8Array.of(0x89, 0x42, 0x55, 0x4c, 0x4c, 0x41, 0x4c, 0x0d, 0x0a, 0x1a, 0x0a, 0x00);

export interface ExportParts {
  readonly note: Bytes;
  readonly owner: { readonly card: Bytes; readonly certificate: Bytes } | null;
  /** Gone through twice, with the same entries: a header says the size before the content comes. */
  entries(): Iterable<{ readonly body: Bytes }>;
  readonly sha256: Sha256;
  /** Called now and then with the number of entries done, of `passes` times all of them. */
  breathe(done: number): Promise<void>;
}

export const EXPORT_PASSES = 3;
const SLICE = 1000;
const LINE_FEED = Uint8Array.of(0x0a);

export async function* exportChunks(parts: ExportParts): AsyncGenerator<Bytes, void, void> {
  const { note, owner, sha256 } = parts;
  let done = 0;
  async function* sliced(format: (body: Bytes) => Bytes): AsyncGenerator<Bytes, void, void> {
    let slice: Bytes[] = [];
    for (const { body } of parts.entries()) {
      slice.push(format(body));
      if (++done % SLICE !== 0) continue;
      yield concat(...slice);
      slice = [];
      await parts.breathe(done);
    }
    yield concat(...slice);
  }
  const line = (body: Bytes) => concat(body, LINE_FEED);
  const row = (body: Bytes) => csvOf(body, sha256);

  let lineBytes = 0;
  let csvBytes = CSV_HEADER.length;
  for (const { body } of parts.entries()) {
    lineBytes += body.length + 1;
    csvBytes += row(body).length;
    if (++done % SLICE === 0) await parts.breathe(done);
  }
  yield memberBytes(MEMBERS.magic, LOG_MAGIC);
  yield memberBytes(MEMBERS.head, note);
  if (owner) yield memberBytes(MEMBERS.card, owner.card);
  if (owner) yield memberBytes(MEMBERS.certificate, owner.certificate);
  yield memberHeader(MEMBERS.entries, lineBytes);
  yield* sliced(line);
  yield memberPadding(lineBytes);
  yield memberHeader(MEMBERS.csv, csvBytes);
  yield utf8(CSV_HEADER);
  yield* sliced(row);
  yield memberPadding(csvBytes);
  yield endOfArchive();
}

/** A damaged entry is exported as it lies there, for the record; it has no row. */
function csvOf(body: Bytes, sha256: Sha256): Bytes {
  const entry = tryDecode(body);
  return entry ? utf8(csvRow(entry, toHex(leafHash(body, sha256)))) : new Uint8Array(0);
}
