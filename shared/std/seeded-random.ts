/**
 * A small seeded generator for reproducible statistics (noise, sampling, shuffling): sfc32 by Chris Doty-Humphrey,
 * seeded through SplitMix-style mixing of a number and a label, so that every column draws its own stream.
 * It is not for secrets; those come from the engine's `SecureRandom`.
 */
export interface SeededRandom {
  /** Uniform in [0, 1) with 53 random bits. */
  next(): number;
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
}

export function seededRandom(seed: number, label: string): SeededRandom {
  let hash = mix32(seed >>> 0) ^ mix32(Math.floor(seed / 4294967296) >>> 0);
  for (let i = 0; i < label.length; i++) hash = mix32((hash ^ label.charCodeAt(i)) >>> 0);
  let a = mix32(hash ^ 0x9e3779b9);
  let b = mix32(a ^ 0x243f6a88);
  let c = mix32(b ^ 0xb7e15162);
  let counter = 1;
  function uint32(): number {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  }
  for (let i = 0; i < 16; i++) uint32();
  function next(): number {
    return ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  }
  return { next, below: (bound) => Math.floor(next() * bound) };
}

/** Murmur3's 32-bit finalizer. */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
