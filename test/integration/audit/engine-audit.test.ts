/** The auditor's operations through the engine's one door, two profiles on one machine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '@engine/create-engine.ts';
import { inlineThreads } from '../../support/inline-threads.ts';
import { kernels } from '@engine/workers/kernels.ts';
import { expect, test } from 'vitest';
import { temporaryFolder } from './audit-support.ts';

const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const PASSPHRASE = 'a long passphrase for the tests';

function engineOf(profile: string) {
  const resources = join(import.meta.dirname, '../../../resources');
  return createEngine({ version: '0.1.0', profile, resources, clock, threads: inlineThreads(kernels), scryptLogN: 10 });
}

test('export here, verify there', async () => {
  const folder = temporaryFolder();
  const exportFile = join(folder, 'x.bulla-log');
  const cardFile = join(folder, 'ada.bulla-card');
  const ada = engineOf(temporaryFolder());
  const identity = await ada.call('identity.create', { name: 'Ada', passphrase: PASSPHRASE });
  await ada.call('identity.card', { file: ada.files.grant(cardFile, 'write').token });
  const exported = await ada.call('audit.export', { file: ada.files.grant(exportFile, 'write').token });
  expect((await ada.call('audit.verdict', {})).intact).toBe(true);
  const { entries } = await ada.call('audit.list', { filter: {}, start: 0, count: 10 });
  expect(entries.map(({ kind }) => kind)).toContain('log.certify');
  expect(await ada.call('app.status', {})).toMatchObject({ logProblem: '', identity: { id: identity.id } });

  const auditor = engineOf(temporaryFolder());
  const verify = () => auditor.call('audit.verify', { file: auditor.files.grant(exportFile, 'read').token });
  expect((await verify()).code).toBe('audit.unknown-owner');
  await auditor.call('trust.add', { file: auditor.files.grant(cardFile, 'read').token });
  const verdict = await verify();
  expect(verdict).toMatchObject({ code: '', owner: { id: identity.id, name: 'Ada' } });
  expect(verdict.verdict).toMatchObject({ size: exported.size, root: exported.root, headCode: exported.headCode });
  writeFileSync(exportFile, 'no longer');
  expect((await verify()).code).toBe('audit.not-an-export');
  ada.close();
  auditor.close();
});

test('a second engine on the same profile is refused', () => {
  const profile = temporaryFolder();
  const first = engineOf(profile);
  expect(() => engineOf(profile)).toThrow('profile.in-use');
  first.close();
  engineOf(profile).close();
});

test('recents are granted by their random name, the sample by none', async () => {
  const engine = engineOf(temporaryFolder());
  await expect(engine.call('app.openRecent', { id: 'no-such' })).rejects.toThrow('recent.unknown');
  const sample = await engine.call('app.sample', {});
  expect(sample).toMatchObject({ name: 'patients.csv', kind: 'dataset' });
  engine.close();
});
