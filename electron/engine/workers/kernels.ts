/** The kernels that run in threads, by name. Each is a plain function of its input; none touches the store or the log. */
import { assessRisks, assessTable, attackTable, compareRelease } from './assess-release.ts';
import { readCsv } from './read-csv.ts';
import { protectTable } from './protect-table.ts';
import { measureRisk } from './measure-risk.ts';
import { tradeOff } from './trade-off.ts';

export const kernels = {
  readCsv,
  protectTable,
  measureRisk,
  assessTable,
  attackTable,
  assessRisks,
  compareRelease,
  tradeOff,
} as const;

export type Kernels = typeof kernels;
export type KernelName = keyof Kernels;
export type KernelInput<Name extends KernelName> = Parameters<Kernels[Name]>[0];
export type KernelOutput<Name extends KernelName> = Awaited<ReturnType<Kernels[Name]>>;
