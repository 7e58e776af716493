/** The kernel behind the sliders and the plot of risk against utility: shared/project/trade-off.ts in a thread. */
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { TradeOff } from '@shared/deidentification/trade-off/trade-off.ts';
import { tradeOff as compute } from '@shared/project/trade-off.ts';
import type { Table } from '@shared/table/table.ts';
import { createCrypto } from '../crypto/create-crypto.ts';
import type { KernelPort } from './kernel-port.ts';

export interface TradeOffInput {
  readonly table: Table;
  /** Hierarchy files are inline tables by now. */
  readonly recipe: Recipe;
  /** Null while the identity is locked. */
  readonly pseudonymKey: Uint8Array | null;
}

export function tradeOff({ table, recipe, pseudonymKey }: TradeOffInput, port: KernelPort): TradeOff {
  return compute(table, recipe, { crypto: createCrypto(), pseudonymKey, now: () => performance.now() }, port);
}
