/**
 * The container: a POSIX ustar archive in one canonical form. A header is right when it equals, byte for byte, the one that
 * `memberHeader` makes of its name and size; that one comparison refuses everything else that an archive can say (links,
 * devices, extensions, owners, other times). Nothing is ever extracted under a name.
 */
import { AppError } from '../std/app-error.ts';
import { type Bytes, concat, equalBytes, utf8 } from '../std/bytes.ts';
import { MAX_EVIDENCE, MAX_LICENCES, MAX_SECTIONS } from './fields.ts';

export const BLOCK = 512;
/** What eleven octal digits can say: one byte less than 8 GiB. */
export const MAX_MEMBER_BYTES = 8 ** 11 - 1;
export const MAX_FILE_BYTES = 8 * 1024 ** 3;
export const MAGIC_NAME = 'bulla-1';
/** As PNG's: a byte above 127, the name, both line ends, a DOS end of file. Shows what a text-mode transfer did. */
export const MAGIC = Uint8Array.of(0x89, 0x42, 0x55, 0x4c, 0x4c, 0x41, 0x31, 0x0d, 0x0a, 0x1a, 0x0a, 0x00);
export const MANIFEST_NAME = 'manifest.dsse.json';
export const CHECKSUM_NAME = 'checksum';
const CHECKSUM_BYTES = 32;

/** A file that can be read at any place; `read` gives exactly `length` bytes or throws. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Bytes>;
}

export interface Member {
  readonly name: string;
  /** Of the content in the file. */
  readonly offset: number;
  readonly size: number;
}

export interface Container {
  readonly manifest: Member;
  readonly licences: readonly Member[];
  readonly evidence: readonly Member[];
  /** `data/0000.sealed`, `data/0001.sealed` ... */
  readonly sections: readonly Member[];
  readonly checksum: Member;
  /** The bytes that the checksum covers: everything before its header. */
  readonly checkedBytes: number;
}

/** The 512 bytes before a member's content. */
export function memberHeader(name: string, size: number): Bytes {
  const header = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => header.set(utf8(text), at);
  put(0, name);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${octal(size, 11)}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\x0000');
  put(329, '0000000\0');
  put(337, '0000000\0');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return header;
}

/** Zeros that fill the last block of a member. */
export function memberPadding(size: number): Bytes {
  return new Uint8Array(paddedBytes(size) - size);
}

export function memberBytes(name: string, content: Bytes): Bytes {
  return concat(memberHeader(name, content.length), content, memberPadding(content.length));
}

export function endOfArchive(): Bytes {
  return new Uint8Array(2 * BLOCK);
}

/** 0 -> 'data/0000.sealed' */
export function sectionName(index: number): string {
  return `data/${String(index).padStart(4, '0')}.sealed`;
}

/** 1 -> 'licences/0001.dsse.json' */
export function licenceName(number: number): string {
  return `licences/${String(number).padStart(4, '0')}.dsse.json`;
}

export function evidenceName(name: string): string {
  return `evidence/${name}`;
}

/**
 * Walks the headers; reads no content but the magic. Throws `package.not-a-package` (F01), `.mangled` (F02),
 * `.newer-version` (F03), `.truncated` (F04), `.trailing-bytes` (F05), `.malformed` (F06 too many members, F07 order,
 * F08 unknown member, F09 size, F11 anything else that is not canonical).
 */
export async function readContainer(source: ByteSource): Promise<Container> {
  await refuseOther(source);
  const members: Member[] = [];
  let offset = BLOCK + BLOCK; // after the magic, which `refuseOther` compared
  const order = memberOrder();
  for (;;) {
    const block = await readBlock(source, offset);
    if (isZero(block)) break;
    const { name, size } = parseHeader(block, offset);
    order.accept(name, size);
    const member = { name, offset: offset + BLOCK, size };
    const end = member.offset + paddedBytes(size);
    if (end > source.size) throw truncated(source.size, end);
    await refusePadding(source, member);
    members.push(member);
    offset = end;
  }
  order.finish();
  const end = offset + 2 * BLOCK;
  if (source.size < end) throw truncated(source.size, end);
  if (!isZero(await source.read(offset + BLOCK, BLOCK))) throw malformed('F11', 'end');
  if (source.size > end) throw failure('package.trailing-bytes', 'F05', { bytes: source.size - end });
  const checksum = members.at(-1)!;
  return {
    manifest: members[0]!,
    licences: members.filter(({ name }) => name.startsWith('licences/')),
    evidence: members.filter(({ name }) => name.startsWith('evidence/')),
    sections: members.filter(({ name }) => name.startsWith('data/')),
    checksum,
    checkedBytes: checksum.offset - BLOCK,
  };
}

/** Looks at the first 1,024 bytes: is this a package at all, of this version, and did it survive its way? */
async function refuseOther(source: ByteSource): Promise<void> {
  if (source.size > MAX_FILE_BYTES) throw malformed('F09', 'file');
  const start = await source.read(0, Math.min(source.size, 2 * BLOCK));
  const header = memberHeader(MAGIC_NAME, MAGIC.length);
  const known = Math.min(start.length, BLOCK);
  if (start.length === 0) throw failure('package.not-a-package', 'F01');
  if (!equalBytes(start.subarray(0, known), header.subarray(0, known))) throw otherStart(start);
  const content = concat(MAGIC, memberPadding(MAGIC.length));
  const found = start.subarray(BLOCK);
  if (!equalBytes(found.subarray(0, MAGIC.length), MAGIC.subarray(0, found.length)))
    throw failure('package.mangled', 'F02');
  if (found.length < BLOCK) throw truncated(source.size, 2 * BLOCK);
  if (!equalBytes(found, content)) throw malformed('F11', MAGIC_NAME);
}

function otherStart(start: Bytes): AppError {
  const name = nameIn(start);
  if (name === MAGIC_NAME) return malformed('F11', MAGIC_NAME);
  return /^bulla-[1-9]\d{0,5}$/.test(name)
    ? failure('package.newer-version', 'F03', { version: name.slice('bulla-'.length) })
    : failure('package.not-a-package', 'F01');
}

function parseHeader(block: Bytes, offset: number): { name: string; size: number } {
  const name = nameIn(block);
  const digits = String.fromCharCode(...block.subarray(124, 135));
  const size = /^[0-7]{11}$/.test(digits) ? Number.parseInt(digits, 8) : -1;
  if (size < 0 || !equalBytes(block, memberHeader(name, size))) throw malformed('F11', `header at ${offset}`);
  return { name, size };
}

/** The name in a header's first 100 bytes when it is plain ASCII, else ''. */
function nameIn(block: Bytes): string {
  const field = block.subarray(0, 100);
  const end = field.indexOf(0);
  const text = String.fromCharCode(...field.subarray(0, end < 0 ? 100 : end));
  return /^[\x21-\x7e]{1,100}$/.test(text) ? text : '';
}

/** manifest, licences by number, evidence by name, sections by number, checksum; nothing else, nothing twice. */
function memberOrder() {
  const kinds = ['manifest', 'licences', 'evidence', 'data', 'checksum'] as const;
  const counts = { manifest: 0, licences: 0, evidence: 0, data: 0, checksum: 0 };
  const limits = { manifest: 1, licences: MAX_LICENCES, evidence: MAX_EVIDENCE, data: MAX_SECTIONS, checksum: 1 };
  let last = '';
  let lastKind = 0;
  return {
    accept(name: string, size: number): void {
      const kind = kindOf(name);
      const at = kinds.indexOf(kind);
      if (at < lastKind || (counts.manifest === 0 && kind !== 'manifest') || name === last)
        throw malformed('F07', name);
      if (kind === 'evidence' && counts.evidence > 0 && name < last) throw malformed('F07', name);
      if (++counts[kind] > limits[kind]) throw malformed('F06', name);
      if (kind === 'licences' && name !== licenceName(counts.licences)) throw malformed('F07', name);
      if (kind === 'data' && name !== sectionName(counts.data - 1)) throw malformed('F07', name);
      if (kind === 'checksum' && size !== CHECKSUM_BYTES) throw malformed('F09', name);
      last = name;
      lastKind = at;
    },
    finish(): void {
      const missing = counts.checksum === 0 ? CHECKSUM_NAME : counts.manifest === 0 ? MANIFEST_NAME : '';
      if (missing !== '') throw malformed('F07', missing);
      if (counts.data < 2) throw malformed('F06', 'data');
    },
  };
}

function kindOf(name: string): 'manifest' | 'licences' | 'evidence' | 'data' | 'checksum' {
  if (name === MANIFEST_NAME) return 'manifest';
  if (name === CHECKSUM_NAME) return 'checksum';
  if (/^licences\/\d{4}\.dsse\.json$/.test(name)) return 'licences';
  if (/^evidence\/[a-z0-9][a-z0-9._-]{0,63}$/.test(name)) return 'evidence';
  if (/^data\/\d{4}\.sealed$/.test(name)) return 'data';
  throw malformed('F08', name);
}

async function readBlock(source: ByteSource, offset: number): Promise<Bytes> {
  if (offset + BLOCK > source.size) throw truncated(source.size, offset + BLOCK);
  return source.read(offset, BLOCK);
}

async function refusePadding(source: ByteSource, member: Member): Promise<void> {
  const padding = paddedBytes(member.size) - member.size;
  if (padding === 0) return;
  if (!isZero(await source.read(member.offset + member.size, padding))) throw malformed('F11', member.name);
}

function paddedBytes(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function isZero(bytes: Bytes): boolean {
  return bytes.every((byte) => byte === 0);
}

function truncated(got: number, expected: number): AppError {
  return failure('package.truncated', 'F04', { got, expected });
}

function malformed(reference: string, where: string): AppError {
  return failure('package.malformed', reference, { where });
}

function failure(code: string, reference: string, params: Record<string, string | number> = {}): AppError {
  return new AppError('integrity', code, { ...params, reference });
}
