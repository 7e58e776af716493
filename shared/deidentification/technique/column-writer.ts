import { type Column, MISSING_CODE } from '../../table/table.ts';

/** Makes a column row by row; a row that is not written stays missing. Codes are numbered in order of appearance. */
export interface ColumnWriter {
  /** Returns the code. */
  write(row: number, text: string): number;
  column(): Column;
}

export function columnWriter(name: string, rowCount: number): ColumnWriter {
  const codeOf = new Map<string, number>();
  const values = [''];
  const codes = new Uint32Array(rowCount).fill(MISSING_CODE);
  return {
    write(row, text) {
      let code = codeOf.get(text);
      if (code === undefined) {
        code = values.push(text) - 1;
        codeOf.set(text, code);
      }
      codes[row] = code;
      return code;
    },
    column: () => ({ name, values, codes }),
  };
}
