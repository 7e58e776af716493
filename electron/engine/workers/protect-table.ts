/** The kernel that makes a release: shared/project/protect.ts in a thread. */
import { protectOnly, type ReleaseReport } from '@shared/project/protect.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
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

/** Sent with `emit` once, as soon as the release is decided: it can be written while it is measured. */
export interface MadeTable {
  /** Codes lie in shared memory. */
  readonly release: Table;
  /** In shared memory, too. */
  readonly keptRows: Uint32Array;
  /** As the release writes it, for what is measured later; null when the recipe names none. */
  readonly population: Table | null;
}

/** The report lacks the risk before, which another thread measures. */
export function protectTable(input: ProtectTableInput, port: KernelPort): ReleaseReport {
  const { table, recipe, pseudonymKey, population } = input;
  const crypto = createCrypto();
  const { randomBytes } = crypto;
  const tools = { crypto, pseudonymKey, population, randomBytes, now: () => performance.now() };
  const { report } = protectOnly(table, recipe, tools, port, ({ release, keptRows, population: released }) => {
    const made: MadeTable = {
      release: tableInSharedMemory(release),
      keptRows: inSharedMemory(keptRows),
      population: released && tableInSharedMemory(released),
    };
    port.emit(made);
  });
  return report;
}

function tableInSharedMemory({ rowCount, columns }: Table): Table {
  return { rowCount, columns: columns.map((column): Column => ({ ...column, codes: inSharedMemory(column.codes) })) };
}

function inSharedMemory(numbers: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}
