/** Differentially private figures through the engine: what they cost is kept in the profile. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, type Engine } from '@engine/create-engine.ts';
import { kernels } from '@engine/workers/kernels.ts';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inlineThreads } from '../../support/inline-threads.ts';

let folder: string;
let engine: Engine;
const start = () =>
  createEngine({
    version: '0.0.0-test',
    profile: join(folder, 'profile'),
    resources: resolve(import.meta.dirname, '../../../resources'),
    clock: { now: () => Date.UTC(2026, 10, 23, 12), monotonic: () => performance.now() },
    threads: inlineThreads(kernels),
    scryptLogN: 10,
  });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulla-budget-'));
  engine = start();
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const PEOPLE = 'city;illness\nUlm;flu\nUlm;cold\nBonn;flu\n';

async function open(name: string, text = PEOPLE) {
  writeFileSync(join(folder, name), text);
  await engine.call('dataset.open', { file: engine.files.grant(join(folder, name), 'read').token, dataset: name });
}

const recipeOf = (epsilon: number, budget = 1) =>
  parseRecipe(
    utf8(
      JSON.stringify({
        bulla: 'recipe/1',
        columns: { city: { role: 'quasi-identifier' }, illness: { role: 'sensitive' } },
        table: {
          aggregation: {
            groupBy: ['city'],
            measures: [{ type: 'count' }],
            minimumCellSize: 1,
            differentialPrivacy: { epsilon, budget, groups: { city: ['Ulm', 'Bonn', 'Kiel'] } },
          },
        },
      }),
    ),
  );

const run = (dataset: string, recipe: ReturnType<typeof recipeOf>) => engine.call('protect.run', { dataset, recipe });
const exceeded = expect.objectContaining({ code: 'privacy-budget.exceeded' });

it('spends the budget of the data, whatever their file is called, over restarts, and not twice for one release', async () => {
  await open('people.csv');
  await run('people.csv', recipeOf(0.6));
  await run('people.csv', recipeOf(0.6)); // the release at hand is taken
  await expect(run('people.csv', recipeOf(0.5))).rejects.toEqual(exceeded);
  engine.close();
  engine = start();
  await open('copy.csv');
  await expect(run('copy.csv', recipeOf(0.6))).rejects.toEqual(exceeded);
  await run('copy.csv', recipeOf(0.4));
  await expect(run('copy.csv', recipeOf(0.000001))).rejects.toEqual(exceeded);
  await open('others.csv', `${PEOPLE}Kiel;flu\n`);
  await run('others.csv', recipeOf(1));
});
