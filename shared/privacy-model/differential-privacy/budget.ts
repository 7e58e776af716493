/** What was spent of a dataset's privacy budget: the epsilons of all releases add up (sequential composition). */
import { AppError } from '../../std/app-error.ts';
import { add, isGreater, numberOf, type Rational, rationalOf } from './rational.ts';

export interface Expense {
  readonly epsilon: number;
  /** What for, in the user's words. */
  readonly purpose: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Oldest first; an expense is never taken back. */
export type Ledger = readonly Expense[];

export function spentOf(ledger: Ledger): Rational {
  return ledger.reduce((sum, { epsilon }) => add(sum, rationalOf(epsilon)), rationalOf(0));
}

/** The ledger with one more expense. Throws `privacy-budget.exceeded` when more than `total` would then be spent. */
export function spend(ledger: Ledger, expense: Expense, total: number): Ledger {
  const spent = spentOf(ledger);
  if (isGreater(add(spent, rationalOf(expense.epsilon)), rationalOf(total)))
    throw new AppError('input', 'privacy-budget.exceeded', {
      epsilon: expense.epsilon,
      spent: numberOf(spent),
      total,
    });
  return [...ledger, expense];
}
