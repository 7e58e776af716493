/**
 * How often every code below `size` occurs. By index: for...of over typed arrays in shared memory is some eight times slower,
 * and this runs over every cell.
 */
export function countCodes(codes: Uint32Array<ArrayBufferLike>, size: number): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(size);
  for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
  return counts;
}
