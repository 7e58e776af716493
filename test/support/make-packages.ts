/** Runs as a script of its own (bundled): people and packages for the window to open, also some that no clock of today makes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type Engine } from '@engine/create-engine.ts';
import { inlineThreads } from './inline-threads.ts';
import { kernels } from '@engine/workers/kernels.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { LicenceDraft } from '@shared/license/terms.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';

const [folder = '', resources = '', passphrase = ''] = process.argv.slice(2);
const at = (name: string) => join(folder, name);
const DAY_MS = 86_400_000;
const utc = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

const RECIPE: Recipe = {
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

interface Person {
  readonly name: string;
  readonly engine: Engine;
  readonly words: readonly string[];
}

async function person(name: string, instant: () => number = Date.now): Promise<Person> {
  const profile = at(name);
  mkdirSync(profile, { recursive: true });
  const since = performance.now();
  const engine = createEngine({
    version: '0.1.0',
    profile,
    resources,
    clock: { now: instant, monotonic: () => performance.now() - since },
    threads: inlineThreads(kernels),
    scryptLogN: 14,
  });
  const { words } = await engine.call('identity.create', { name: `The ${name}`, organisation: 'Example', passphrase });
  await engine.call('identity.card', { file: engine.files.grant(at(`${name}.bulla-card`), 'write').token });
  return { name, engine, words };
}

function trust(who: Person, other: Person) {
  return who.engine.call('trust.add', { file: who.engine.files.grant(at(`${other.name}.bulla-card`), 'read').token });
}

async function seal(issuer: Person, to: Person, file: string, draft: Partial<LicenceDraft> = {}): Promise<void> {
  const { engine } = issuer;
  await engine.call('dataset.open', { dataset: file, file: engine.files.grant(at('register.csv'), 'read').token });
  const preset = await engine.call('licence.preset', { preset: draft.preset ?? 'row-access', title: file });
  await engine.call('package.seal', {
    dataset: file,
    recipe: RECIPE,
    draft: { ...preset, contact: 'data@example.org', ...draft },
    recipients: [(await trust(issuer, to)).id],
    file: engine.files.grant(at(`${file}.bulla`), 'write').token,
  });
}

const random = seededRandom(7, 'register');
const lines = ['name;age;sex;diagnosis'];
for (let row = 0; row < 400; row++)
  lines.push(`Person ${row};${20 + random.below(60)};${random.below(2) ? 'f' : 'm'};D${random.below(4)}`);
writeFileSync(at('register.csv'), `${lines.join('\n')}\n`);

const issuer = await person('issuer');
const past = await person('past', () => Date.now() - 30 * DAY_MS);
const stranger = await person('stranger');
const recipient = await person('recipient');
await trust(recipient, issuer);
await trust(recipient, past);
await seal(issuer, recipient, 'rows');
await seal(issuer, recipient, 'tables', { preset: 'aggregate-only' });
await seal(issuer, stranger, 'for-another');
await seal(stranger, recipient, 'unknown-signer');
await seal(past, recipient, 'expired', { validUntil: utc(Date.now() - DAY_MS) });
await seal(issuer, recipient, 'future', { validFrom: '2098-01-01T00:00:00Z', validUntil: '2098-12-31T23:59:59Z' });
for (const { engine } of [issuer, past, stranger, recipient]) engine.close();
process.stdout.write(JSON.stringify({ stranger: stranger.words, issuer: issuer.words }));
