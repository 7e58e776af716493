/** The kernel that makes a release: shared/project/protect.ts in a thread. */
import { protect } from '@shared/project/protect.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import type { Column, Table } from '@shared/table/table.ts';
import { createCrypto } from '../crypto/create-crypto.ts';
import type { KernelPort } from './kernel-port.ts';

export interface ProtectTableInput {
  readonly table: Table;
  /** Hierarchy files are inline tables by now. */
  readonly recipe: Recipe;
  /** Null while the identity is locked. */
  readonly pseudonymKey: Uint8Array | null;
  readonly population: Table | null;
}

export interface ProtectTableOutput {
  /** Codes lie in shared memory. */
  readonly release: Table;
  readonly report: ProtectionReport;
}

export function protectTable(input: ProtectTableInput, port: KernelPort): ProtectTableOutput {
  const { table, recipe, pseudonymKey, population } = input;
  const tools = { crypto: createCrypto(), pseudonymKey, population, now: () => performance.now() };
  const { release, report } = protect(table, recipe, tools, port);
  return { release: { rowCount: release.rowCount, columns: release.columns.map(inSharedMemory) }, report };
}

function inSharedMemory(column: Column): Column {
  const codes = new Uint32Array(new SharedArrayBuffer(column.codes.byteLength));
  codes.set(column.codes);
  return { ...column, codes };
}
