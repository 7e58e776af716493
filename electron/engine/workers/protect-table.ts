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
  /** In shared memory, too. */
  readonly keptRows: Uint32Array;
  /** As the release writes it, for what is measured later; null when the recipe names none. */
  readonly population: Table | null;
}

export function protectTable(input: ProtectTableInput, port: KernelPort): ProtectTableOutput {
  const { table, recipe, pseudonymKey, population } = input;
  const crypto = createCrypto();
  const { randomBytes } = crypto;
  const tools = { crypto, pseudonymKey, population, randomBytes, now: () => performance.now() };
  const { release, report, keptRows, population: released } = protect(table, recipe, tools, port);
  return {
    release: tableInSharedMemory(release),
    report,
    keptRows: inSharedMemory(keptRows),
    population: released && tableInSharedMemory(released),
  };
}

function tableInSharedMemory({ rowCount, columns }: Table): Table {
  return { rowCount, columns: columns.map((column): Column => ({ ...column, codes: inSharedMemory(column.codes) })) };
}

function inSharedMemory(numbers: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}
