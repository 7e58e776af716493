/** The gate in whole engines: what the recipient is refused stands in the durable log, and the figures are right. */
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadTable } from '@engine/gate/load-table.ts';
import { presetDraft } from '@shared/license/presets.ts';
import type { PresetName } from '@shared/license/terms.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { frameOf } from '@shared/table/frame.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newWorld, PASSPHRASE, type Person, seal, START, type World } from '../package/people.ts';

let world: World;
beforeEach(() => {
  world = newWorld();
});
afterEach(() => world.end());

async function deliver(preset: PresetName): Promise<{ issuer: Person; bob: Person; session: string; digest: string }> {
  const issuer = await world.person('issuer');
  const bob = await world.person('bob');
  const draft = presetDraft(preset, { title: 'A study', now: START, contact: 'data@example.org' });
  await seal(issuer, world.folder, ['bob'], 'study.bulla', draft);
  await bob.engine.call('trust.add', { file: bob.read('issuer.bulla-card') });
  const { agreement } = await bob.engine.call('package.inspect', { file: bob.read('study.bulla') });
  const digest = agreement!.digest;
  const { session } = await bob.engine.call('session.open', {
    file: bob.read('study.bulla'),
    purpose: 'HMB',
    acceptAgreement: digest,
  });
  return { issuer, bob, session, digest };
}

async function logged(person: Person): Promise<string[]> {
  const kinds = [
    'terms.accept',
    'package.open',
    'rows.view',
    'tabulate',
    'export.rows',
    'export.results',
    'session.close',
  ];
  const { entries } = await person.engine.call('audit.list', { filter: { kinds }, start: 0, count: 100 });
  return entries.map(({ kind, outcome, reason }) => `${kind} ${outcome} ${reason}`.trim()).reverse();
}

test('aggregate-only: tables are made, rows are refused, and the log says both', async () => {
  const { issuer, bob, session } = await deliver('aggregate-only');
  const spec = { groupBy: ['sex'], measure: { type: 'count' as const } };
  const table = await bob.engine.call('session.tabulate', { session, spec });
  const released = await issuer.engine.call('protect.rows', { dataset: 'd', start: 0, count: 500 });
  const sexes = released.columns.find(({ name }) => name === 'sex')!.cells;
  for (const { group, count } of table.cells) expect(count).toBe(sexes.filter((sex) => sex === group[0]).length);
  expect(table.rowsUsed).toBe(released.rowCount);

  await expect(bob.engine.call('session.rows', { session, start: 0, count: 1 })).rejects.toMatchObject({
    code: 'licence.action-prohibited',
    params: { action: 'bulla:viewRows' },
  });
  await expect(bob.engine.call('session.exportRows', { session, file: bob.write('rows.csv') })).rejects.toMatchObject({
    code: 'licence.action-prohibited',
  });
  const file = bob.write('results.csv');
  const exported = await bob.engine.call('session.exportResults', { session, spec, file });
  expect(readFileSync(join(world.folder, 'results.csv'), 'utf8').split('\r\n')[0]).toBe('sex,count');
  expect(exported.rows).toBe(table.cells.length);
  await bob.engine.call('identity.lock', {});
  await expect(bob.engine.call('session.tabulate', { session, spec })).rejects.toMatchObject({
    code: 'session.closed',
  });
  expect(await logged(bob)).toEqual([
    'terms.accept done',
    'package.open allowed',
    'tabulate allowed',
    'rows.view refused licence.action-prohibited',
    'export.rows refused licence.action-prohibited',
    'export.results allowed',
    'export.results done',
    'session.close done',
  ]);
  const verdict = await bob.engine.call('audit.verdict', {});
  expect(verdict.intact).toBe(true);
});

test('institution: exported rows are the released table', async () => {
  const { issuer, bob, session } = await deliver('institution');
  const { rows } = await bob.engine.call('session.exportRows', { session, file: bob.write('rows.csv') });
  const released = await issuer.engine.call('protect.rows', { dataset: 'd', start: 0, count: 500 });
  const fields = released.columns.map(({ name }) => name);
  const exported = await loadTable(
    createReadStream(join(world.folder, 'rows.csv')),
    { fields, rowCount: rows },
    QUIET_TASK,
  );
  expect(isDeepStrictEqual(frameOf(exported, 0, 500), released)).toBe(true);
});

test('the licence ends, the clock goes back: both are refused and the clock is remembered over a lock', async () => {
  const { bob, session, digest } = await deliver('row-access');
  bob.clock.set(START + 300 * 86_400_000);
  await expect(bob.engine.call('session.rows', { session, start: 0, count: 1 })).rejects.toMatchObject({
    code: 'licence.expired',
  });
  bob.clock.set(START - 3_600_000);
  await bob.engine.call('identity.lock', {});
  await bob.engine.call('identity.unlock', { passphrase: PASSPHRASE });
  const file = bob.read('study.bulla');
  await expect(
    bob.engine.call('session.open', { file, purpose: 'HMB', acceptAgreement: digest }),
  ).rejects.toMatchObject({ code: 'clock.before-issue' });
});
