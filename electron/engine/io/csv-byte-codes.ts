/** The codes of a column's texts by their bytes: a bounded memory in front of the dictionary, without strings. */

/** Beyond these the dictionary answers, as it does for texts longer than most. */
const MAX_ENTRIES = 4_096;
const MAX_BYTES = 64;
const FIRST_ENTRIES = 16;

export class ByteCodes {
  #count = 0;
  /** Entry numbers from 1, by hash; at most half full. */
  #slots = new Uint16Array(2 * FIRST_ENTRIES);
  #hashes = new Int32Array(FIRST_ENTRIES + 1);
  #codes = new Uint32Array(FIRST_ENTRIES + 1);
  /** Entry e lies from ends[e - 1] to ends[e]. */
  #ends = new Uint32Array(FIRST_ENTRIES + 1);
  #bytes = new Uint8Array(FIRST_ENTRIES * MAX_BYTES);

  /** -1 when these bytes are not known. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let at = mixed(hash) & mask; ; at = (at + 1) & mask) {
      const entry = slots[at]!;
      if (entry === 0) return -1;
      if (this.#hashes[entry] === hash && this.#isEqual(entry, bytes, start, end)) return this.#codes[entry]!;
    }
  }

  /** Of bytes that are not known. */
  remember(bytes: Uint8Array, start: number, end: number, hash: number, code: number): void {
    if (this.#count === MAX_ENTRIES || end - start > MAX_BYTES) return;
    if (2 * (this.#count + 1) > this.#slots.length) this.#grow();
    const entry = ++this.#count;
    const from = this.#ends[entry - 1]!;
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#ends[entry] = from + end - start;
    this.#hashes[entry] = hash;
    this.#codes[entry] = code;
    this.#place(entry);
  }

  #isEqual(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    const from = this.#ends[entry - 1]!;
    if (this.#ends[entry]! - from !== end - start) return false;
    for (let at = start, mine = from; at < end; at++, mine++) if (own[mine] !== bytes[at]) return false;
    return true;
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let at = mixed(this.#hashes[entry]!) & mask;
    while (this.#slots[at] !== 0) at = (at + 1) & mask;
    this.#slots[at] = entry;
  }

  #grow(): void {
    const entries = 2 * this.#count;
    this.#hashes = widened(this.#hashes, new Int32Array(entries + 1));
    this.#codes = widened(this.#codes, new Uint32Array(entries + 1));
    this.#ends = widened(this.#ends, new Uint32Array(entries + 1));
    this.#bytes = widened(this.#bytes, new Uint8Array(entries * MAX_BYTES));
    this.#slots = new Uint16Array(2 * entries);
    for (let entry = 1; entry <= this.#count; entry++) this.#place(entry);
  }
}

/** The low bits of FNV-1a know little of the first bytes. */
function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}

function widened<Numbers extends Int32Array | Uint32Array | Uint8Array>(old: Numbers, wide: Numbers): Numbers {
  wide.set(old);
  return wide;
}
