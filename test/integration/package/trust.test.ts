import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toHex } from '@shared/std/bytes.ts';
import { bob, buildPackage, cardOf, crypto, eve, issuer } from '../../support/package.ts';
import { newWorld, testClock, type World } from './people.ts';

let world: World;
beforeEach(() => {
  world = newWorld();
});
afterEach(() => world.end());
const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(world.folder, name), bytes);

test('a person is known by a card, once the words were compared, until the card is removed', async () => {
  const ada = await world.person('ada');
  put('bob.bulla-card', cardOf(bob));
  const seen = await ada.engine.call('trust.inspect', { file: ada.read('bob.bulla-card') });
  expect(seen).toMatchObject({ id: bob.id, name: 'Bob', trustedSince: null, isSelf: false });
  expect(await ada.engine.call('trust.list', {})).toEqual([]);

  const added = await ada.engine.call('trust.add', { file: ada.read('bob.bulla-card') });
  expect(added).toEqual({ ...seen, trustedSince: '2026-11-23T09:00:00Z' });
  expect(await ada.engine.call('trust.list', {})).toEqual([added]);

  // A new computer of the same person is fine, and does not change since when the person is trusted.
  put('bob.bulla-card', cardOf(bob, { device: eve.device }));
  ada.clock.set(Date.parse('2026-12-01T00:00:00Z'));
  const updated = await ada.engine.call('trust.add', { file: ada.read('bob.bulla-card') });
  expect(updated).toEqual({ ...added, device: eve.device });

  await ada.engine.call('trust.remove', { id: bob.id });
  expect(await ada.engine.call('trust.list', {})).toEqual([]);
  await expect(ada.engine.call('trust.remove', { id: bob.id })).rejects.toMatchObject({ code: 'trust.unknown-person' });
  const log = await ada.engine.call('audit.list', {
    filter: { kinds: ['trust.add', 'trust.remove'] },
    start: 0,
    count: 9,
  });
  expect(log.total).toBe(3);
});

test('the same person with another agreement key is refused, also oneself', async () => {
  const ada = await world.person('ada');
  put('bob.bulla-card', cardOf(bob));
  put('other.bulla-card', cardOf(bob, { agreementKey: eve.agreementKey }));
  await ada.engine.call('trust.add', { file: ada.read('bob.bulla-card') });
  const other = ada.engine.call('trust.add', { file: ada.read('other.bulla-card') });
  await expect(other).rejects.toMatchObject({ code: 'trust.key-changed', params: { name: 'Bob' } });
  expect((await ada.engine.call('trust.add', { file: ada.read('ada.bulla-card') })).isSelf).toBe(true);
});

test('a card that was exchanged after its words were compared is not added', async () => {
  const ada = await world.person('ada');
  put('bob.bulla-card', cardOf(bob));
  const file = ada.read('bob.bulla-card');
  const words = (await ada.engine.call('trust.inspect', { file })).words.join(' ');
  put('bob.bulla-card', cardOf(eve, { name: 'Bob' }));
  await expect(ada.engine.call('trust.add', { file, words })).rejects.toMatchObject({ code: 'trust.card-changed' });
  expect(await ada.engine.call('trust.list', {})).toEqual([]);
  put('bob.bulla-card', cardOf(bob));
  expect(await ada.engine.call('trust.add', { file, words })).toMatchObject({ id: bob.id });
});

test('an expired card is not accepted', async () => {
  const ada = await world.person('ada', testClock(Date.parse('2030-01-01T00:00:00Z')));
  put('bob.bulla-card', cardOf(bob));
  const adding = ada.engine.call('trust.add', { file: ada.read('bob.bulla-card') });
  await expect(adding).rejects.toMatchObject({ code: 'card.expired' });
});

test('a package that fails otherwise lends nobody its card', async () => {
  const ada = await world.person('ada');
  put('good.bulla', buildPackage());
  expect(await ada.engine.call('trust.inspect', { file: ada.read('good.bulla') })).toMatchObject({ name: 'Issuer' });
  put('bad.bulla', buildPackage({ members: (m) => m.filter(([name]) => !name.startsWith('evidence/')) }));
  const reading = ada.engine.call('trust.inspect', { file: ada.read('bad.bulla') });
  await expect(reading).rejects.toMatchObject({ code: 'manifest.section-mismatch' });
});

test("a package lends its signer's card and nobody else's, also when the signer is known already", async () => {
  const ada = await world.person('ada');
  put('issuer.bulla-card', cardOf(issuer));
  await ada.engine.call('trust.add', { file: ada.read('issuer.bulla-card') });
  const card = cardOf(eve, { name: 'Issuer' });
  const evidence = { role: 'issuerCard', file: 'issuer.bulla-card', mediaType: 'application/vnd.bulla.identity+json' };
  const manifest = (made: Record<string, unknown>) => ({
    ...made,
    evidence: [{ ...evidence, sha256: toHex(crypto.sha256(card)) }],
  });
  put(
    'other.bulla',
    buildPackage({
      manifest,
      members: (all) => all.map(([name, bytes]) => [name, name.startsWith('evidence/') ? card : bytes] as const),
    }),
  );
  const adding = ada.engine.call('trust.add', { file: ada.read('other.bulla') });
  await expect(adding).rejects.toMatchObject({ code: 'signature.not-issuer' });
  expect(await ada.engine.call('trust.list', {})).toHaveLength(1);
});

test('a folder, a pipe and nothing at all are told apart from packages', async () => {
  const ada = await world.person('ada');
  mkdirSync(join(world.folder, 'folder.bulla'));
  const inspect = (name: string) => ada.engine.call('package.inspect', { file: ada.read(name) });
  await expect(inspect('folder.bulla')).rejects.toMatchObject({ code: 'file.not-regular' });
  await expect(inspect('none.bulla')).rejects.toMatchObject({ code: 'file.not-found' });
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(world.folder, 'pipe.bulla')]);
    await expect(inspect('pipe.bulla')).rejects.toMatchObject({ code: 'file.not-regular' });
  }
  put('table.bulla', 'a,b\r\n1,2\r\n');
  expect(await inspect('table.bulla')).toMatchObject({ code: 'package.not-a-package', signer: null, packageId: null });
});

test('an inspection works and says so when the log cannot be trusted any more', async () => {
  const ada = await world.person('ada');
  put('good.bulla', buildPackage());
  ada.engine.close();
  rmSync(join(ada.profile, 'audit.db'));
  const again = world.stranger('ada');
  expect((await again.engine.call('app.status', {})).logProblem).not.toBe('');
  await again.engine.call('identity.unlock', { passphrase: 'a dozen and more' });
  expect(await again.engine.call('package.inspect', { file: again.read('good.bulla') })).toMatchObject({
    title: 'A study',
  });
});
