import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newWorld, PASSPHRASE, seal, type World } from './people.ts';

let world: World;
beforeEach(() => {
  world = newWorld();
});
afterEach(() => world.end());

test('a package goes from the issuer to the recipient, who compares words first', async () => {
  const issuer = await world.person('issuer');
  const bob = await world.person('bob');
  const sealed = await seal(issuer, world.folder, ['bob']);
  expect(sealed).toMatchObject({
    rows: expect.any(Number),
    file: 'study.bulla',
    recipients: ['bob'],
    title: 'A study',
  });
  expect(await issuer.engine.call('package.issued', {})).toEqual([sealed]);
  expect(readdirSync(world.folder).filter((name) => name.includes('.bulla-'))).toEqual([
    'bob.bulla-card',
    'issuer.bulla-card',
  ]);

  const unknown = await bob.engine.call('package.inspect', { file: bob.read('study.bulla') });
  expect(unknown.code).toBe('signature.unknown-signer');
  expect(unknown.signerTrusted).toBe(false);
  expect(unknown.signer?.name).toBe('issuer');
  const words = (await issuer.engine.call('app.status', {})).identity?.words;
  expect(unknown.signer?.words).toEqual(words);

  // The card that travels in the package can be trusted after the words were compared.
  await bob.engine.call('trust.add', { file: bob.read('study.bulla') });
  const known = await bob.engine.call('package.inspect', { file: bob.read('study.bulla') });
  expect(known.checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'container ok',
    'signature ok',
    'signer ok',
    'content ok',
    'licence ok',
    'recipient ok',
    'validity ok',
    'clock ok',
  ]);
  expect(known).toMatchObject({ code: '', digest: sealed.digest, signerTrusted: true, recipients: ['bob'] });

  const session = await bob.engine.call('session.open', {
    file: bob.read('study.bulla'),
    purpose: 'DUO:0000006',
    acceptAgreement: known.agreement?.digest ?? null,
  });
  expect(session.rowCount).toBe(sealed.rows);
  const rows = await bob.engine.call('session.rows', { session: session.session, start: 0, count: 500 });
  const released = await issuer.engine.call('protect.rows', { dataset: 'd', start: 0, count: 500 });
  expect(rows).toEqual(released);
});

test('what cannot be sealed names the file that was asked for, and never replaces the data', async () => {
  const issuer = await world.person('issuer');
  await world.person('bob');
  await expect(seal(issuer, world.folder, ['bob'], 'nowhere/study.bulla')).rejects.toMatchObject({
    code: 'file.no-folder',
    params: { file: 'study.bulla' },
  });
  await expect(seal(issuer, world.folder, ['bob'], 'register.csv')).rejects.toMatchObject({
    code: 'dataset.overwrite',
  });
});

test('nobody else can open it, and each is told why', async () => {
  const issuer = await world.person('issuer');
  await world.person('bob');
  const eve = await world.person('eve');
  await seal(issuer, world.folder, ['bob']);
  await eve.engine.call('trust.add', { file: eve.read('issuer.bulla-card') });
  const inspection = await eve.engine.call('package.inspect', { file: eve.read('study.bulla') });
  expect(inspection).toMatchObject({ code: 'licence.not-for-you', params: { names: 'bob' } });

  const nobody = world.stranger('nobody');
  await nobody.engine.call('trust.add', { file: nobody.read('issuer.bulla-card') });
  const without = await nobody.engine.call('package.inspect', { file: nobody.read('study.bulla') });
  expect(without.code).toBe('identity.none');
  expect(without.checks.find(({ name }) => name === 'licence')?.state).toBe('ok');
});

test('the container is an archive that any tar lists', async () => {
  const issuer = await world.person('issuer');
  await world.person('bob');
  await seal(issuer, world.folder, ['bob']);
  const file = join(world.folder, 'study.bulla');
  expect(execFileSync('tar', ['tf', file], { encoding: 'utf8' }).trim().split('\n')).toEqual([
    'bulla-1',
    'manifest.dsse.json',
    'licences/0001.dsse.json',
    'evidence/issuer.bulla-card',
    'data/0000.sealed',
    'data/0001.sealed',
    'data/0002.sealed',
    'checksum',
  ]);
});

test('a wrong passphrase, a locked identity and a restored one', async () => {
  const issuer = await world.person('issuer');
  const bob = await world.person('bob');
  await seal(issuer, world.folder, ['bob']);
  await bob.engine.call('trust.add', { file: bob.read('issuer.bulla-card') });
  await bob.engine.call('identity.backup', { file: bob.write('bob.backup') });
  expect((await bob.engine.call('app.status', {})).identity?.backedUp).toBe(true);
  await bob.engine.call('identity.lock', {});
  await expect(bob.engine.call('identity.card', { file: bob.write('x') })).rejects.toMatchObject({
    code: 'identity.locked',
  });
  await expect(bob.engine.call('identity.unlock', { passphrase: 'something else!' })).rejects.toMatchObject({
    code: 'identity.wrong-passphrase',
  });
  const log = await bob.engine.call('audit.list', { filter: { kinds: ['identity.unlock'] }, start: 0, count: 10 });
  expect(log.entries).toMatchObject([{ outcome: 'failed', reason: 'identity.wrong-passphrase' }]);

  const laptop = world.stranger('laptop');
  const before = (await bob.engine.call('app.status', {})).identity;
  const restored = await laptop.engine.call('identity.restore', {
    file: laptop.read('bob.backup'),
    passphrase: PASSPHRASE,
  });
  expect(restored.id).toBe(before?.id);
  expect(restored.words).toEqual(before?.words);
  expect(restored.device).not.toBe(before?.device);
  expect(restored.backedUp).toBe(true);
  await laptop.engine.call('trust.add', { file: laptop.read('issuer.bulla-card') });
  const inspection = await laptop.engine.call('package.inspect', { file: laptop.read('study.bulla') });
  expect(inspection.code).toBe('licence.other-device');
});

test('no plaintext of the data stands in the package or in the profiles', async () => {
  const issuer = await world.person('issuer');
  await world.person('bob');
  await seal(issuer, world.folder, ['bob']);
  const bytes = readFileSync(join(world.folder, 'study.bulla')).toString('latin1');
  for (const text of ['diagnosis', 'Person 1', 'k-anonymity', 'generalization']) expect(bytes).not.toContain(text);
});
