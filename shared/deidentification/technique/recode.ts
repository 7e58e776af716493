import { type Column, MISSING_CODE } from '../../table/table.ts';
import type { Transformed } from './technique.ts';

/**
 * A column in which every distinct value is replaced by a text. Values that become the same text share a code; the loss of
 * such a code is (values behind it - 1) / (distinct values - 1).
 */
export function recode(column: Column, replace: (value: string, code: number) => string): Transformed {
  const codeOf = new Map<string, number>();
  const values = [''];
  const behind = [0];
  const newCode = new Uint32Array(column.values.length);
  for (let code = 1; code < newCode.length; code++) {
    const text = replace(column.values[code]!, code);
    let found = codeOf.get(text);
    if (found === undefined) {
      found = values.length;
      codeOf.set(text, found);
      values.push(text);
      behind.push(0);
    }
    behind[found]!++;
    newCode[code] = found;
  }
  newCode[MISSING_CODE] = MISSING_CODE;
  const others = Math.max(1, newCode.length - 2);
  return {
    column: { name: column.name, values, codes: translate(column.codes, newCode) },
    loss: Float64Array.from(behind, (count) => Math.max(0, count - 1) / others),
  };
}

export function translate(codes: Uint32Array<ArrayBufferLike>, newCode: Uint32Array): Uint32Array {
  const out = new Uint32Array(codes.length);
  for (let row = 0; row < out.length; row++) out[row] = newCode[codes[row]!]!;
  return out;
}
