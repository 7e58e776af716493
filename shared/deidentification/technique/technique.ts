/**
 * One interface for every technique. A technique sees the columns of its group (one, for most) and makes the columns of the
 * release; rows are removed later. It works on the dictionary (each distinct value once) wherever the outcome depends on the
 * value alone. A missing cell stays missing.
 */
import type { Bytes } from '../../std/bytes.ts';
import type { Task } from '../../std/task.ts';
import type { Column, Table } from '../../table/table.ts';

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
  /** Null while the identity is locked; only pseudonymization and the date shift ask for it. */
  readonly pseudonymKey: Bytes | null;
}

/** What a technique may look at besides its own columns. */
export interface TechniqueContext extends TechniqueTools {
  /** All columns as they were: a date shift asks for the person's. */
  readonly table: Table;
  /** 32 bytes that stand for this recipe on these data: keys of one release are made from it. */
  releaseDigest(): Bytes;
  readonly task: Task;
}
