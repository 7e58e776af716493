/** The ledger of what was spent on differentially private figures of each dataset, kept in the profile. */
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { spend } from '@shared/privacy-model/differential-privacy/budget.ts';
import { toHex, utf8 } from '@shared/std/bytes.ts';
import type { CryptoPort } from '@shared/std/crypto-port.ts';
import type { Table } from '@shared/table/table.ts';
import type { Context } from '../context.ts';

/**
 * Enters the expense of a recipe before its figures are drawn: it stays spent when the drawing is cancelled. A recipe without
 * differential privacy costs nothing. Throws `privacy-budget.exceeded`.
 */
export function spendBudget(
  { store, crypto, clock }: Pick<Context, 'store' | 'crypto' | 'clock'>,
  table: Table,
  recipe: Recipe,
): void {
  const aggregation = recipe.table?.aggregation;
  const declared = aggregation?.differentialPrivacy;
  if (!aggregation || !declared) return;
  const dataset = contentDigest(table, crypto);
  const at = new Date(clock.now()).toISOString();
  const expense = { epsilon: declared.epsilon, purpose: `figures by ${aggregation.groupBy.join(', ')}`, at };
  spend(store.expenses.list(dataset), expense, declared.budget);
  store.expenses.add(dataset, expense);
}

/** Of names, values and cells: the same data under another file name have the same ledger. */
function contentDigest({ rowCount, columns }: Table, crypto: Pick<CryptoPort, 'sha256Hasher'>): string {
  const hasher = crypto.sha256Hasher();
  hasher.update(utf8(JSON.stringify([rowCount, columns.map(({ name }) => name)])));
  for (const { codes, values } of columns) {
    hasher.update(utf8(JSON.stringify(values)));
    hasher.update(new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength));
  }
  return toHex(hasher.digest());
}
