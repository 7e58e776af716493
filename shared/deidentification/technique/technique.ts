/**
 * One interface for every technique. A technique sees one column and makes the column of the release; rows are removed later.
 * It works on the dictionary (each distinct value once) wherever the outcome depends on the value alone. A missing cell stays
 * missing.
 */
import type { Bytes } from '../../std/bytes.ts';
import type { Column } from '../../table/table.ts';

export interface Transformed {
  readonly column: Column;
  /**
   * By code of the new column: share of the domain that the released cell covers beyond one value, 0 unchanged .. 1 all gone.
   * For noise, its standard deviation against the column's own.
   */
  readonly loss: Float64Array;
}

export interface TechniqueTools {
  readonly seed: number;
  hmacSha256(key: Bytes, bytes: Bytes): Bytes;
  /** Null while the identity is locked; only pseudonymization asks for it. */
  readonly pseudonymKey: Bytes | null;
}
