/** Three people, each with a profile folder and an engine of their own, as three computers would have. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@engine/context.ts';
import { createEngine, type Engine } from '@engine/create-engine.ts';
import { inlineThreads } from '../../support/inline-threads.ts';
import { kernels } from '@engine/workers/kernels.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { LicenceDraft } from '@shared/license/terms.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';

export const START = Date.parse('2026-11-23T09:00:00Z');
export const PASSPHRASE = 'a dozen and more';

export interface TestClock extends Clock {
  set(instant: number): void;
}

export function testClock(instant = START): TestClock {
  let now = instant;
  return {
    now: () => now,
    monotonic: () => now - START,
    set(next) {
      now = next;
    },
  };
}

export interface Person {
  readonly engine: Engine;
  readonly profile: string;
  readonly clock: TestClock;
  /** A token for a file in the shared folder, by its name. */
  read(name: string): string;
  write(name: string): string;
}

export interface World {
  readonly folder: string;
  person(name: string, clock?: TestClock): Promise<Person>;
  stranger(name: string, clock?: TestClock): Person;
  end(): void;
}

export function newWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'bulla-package-'));
  const engines: Engine[] = [];
  function stranger(name: string, clock = testClock()): Person {
    const profile = join(folder, `profile-${name}`);
    mkdirSync(profile, { recursive: true });
    const engine = createEngine({
      version: '0.1.0',
      profile,
      resources: join(import.meta.dirname, '../../../resources'),
      clock,
      threads: inlineThreads(kernels),
      scryptLogN: 8,
    });
    engines.push(engine);
    return {
      engine,
      profile,
      clock,
      read: (file) => engine.files.grant(join(folder, file), 'read').token,
      write: (file) => engine.files.grant(join(folder, file), 'write').token,
    };
  }
  return {
    folder,
    stranger,
    async person(name, clock) {
      const person = stranger(name, clock);
      await person.engine.call('identity.create', { name, organisation: 'Example', passphrase: PASSPHRASE });
      await person.engine.call('identity.card', { file: person.write(`${name}.bulla-card`) });
      return person;
    },
    end() {
      for (const engine of engines) engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A register of `rows` people: name;age;sex;diagnosis. */
export function writeRegister(folder: string, rows: number): void {
  const random = seededRandom(7, 'register');
  const lines = ['name;age;sex;diagnosis'];
  for (let row = 0; row < rows; row++)
    lines.push(`Person ${row};${20 + random.below(60)};${random.below(2) ? 'f' : 'm'};D${random.below(4)}`);
  writeFileSync(join(folder, 'register.csv'), `${lines.join('\n')}\n`);
}

export const RECIPE: Recipe = {
  bulla: 'recipe/1',
  source: {},
  columns: {
    name: { role: 'direct-identifier', technique: { type: 'suppression' } },
    age: {
      role: 'quasi-identifier',
      technique: { type: 'generalization', hierarchy: { type: 'intervals', origin: 0, widths: [10, 20, 40] } },
    },
    sex: { role: 'quasi-identifier', technique: { type: 'none' } },
    diagnosis: { role: 'sensitive', technique: { type: 'none' } },
  },
  models: [{ type: 'k-anonymity', k: 5 }],
  search: { type: 'optimal', suppressionLimit: 0.1, quality: 'loss' },
  risk: { threshold: 0.2 },
  seed: 1,
};

/** Opens the register, and seals it for the people whose cards lie in the folder under these names. */
export async function seal(
  issuer: Person,
  folder: string,
  recipients: readonly string[],
  file = 'study.bulla',
  change: Partial<LicenceDraft> = {},
) {
  const { engine } = issuer;
  writeRegister(folder, 400);
  await engine.call('dataset.open', { dataset: 'd', file: issuer.read('register.csv') });
  const ids: string[] = [];
  for (const name of recipients)
    ids.push((await engine.call('trust.add', { file: issuer.read(`${name}.bulla-card`) })).id);
  const preset = await engine.call('licence.preset', { preset: 'row-access', title: 'A study' });
  const draft = { ...preset, contact: 'data@example.org', ...change };
  return engine.call('package.seal', {
    dataset: 'd',
    recipe: RECIPE,
    draft,
    recipients: ids,
    file: issuer.write(file),
  });
}
