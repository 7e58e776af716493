/** What reaches the privacy models: one level a column, one level a cell, or suppressed cells, as the recipe's `search` says. */
import type { Task } from '../std/task.ts';
import type { Decision } from './decision.ts';
import { recodeCells } from './recode-cells.ts';
import { type SearchInput, searchLevels } from './search-levels.ts';
import { suppressSomeCells } from './suppress-some-cells.ts';

/** Throws what `searchLevels`, `recodeCells` and `suppressSomeCells` throw. */
export function decide(input: SearchInput, task: Task): Decision {
  switch (input.recipe.search.type) {
    case 'optimal':
      return searchLevels(input, task);
    case 'local-recoding':
      return recodeCells(input, task);
    case 'local-suppression':
      return suppressSomeCells(input, task);
  }
}
