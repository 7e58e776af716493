import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { openIdentities } from '@engine/crypto/open-identities.ts';
import { readCard, refuseExpiredCard } from '@shared/package-format/identity-card.ts';
import { toHex, utf8 } from '@shared/std/bytes.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const crypto = createCrypto();
const NOW = Date.parse('2026-11-23T09:00:00Z');
const ADA = { name: 'Ada', organisation: 'Example', email: 'ada@example.org' };
const PASSPHRASE = 'correct horse battery';
let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'bulla-identity-'));
});
afterEach(() => rmSync(profile, { recursive: true, force: true }));

const open = (folder = profile) =>
  openIdentities({
    profile: folder,
    clock: { now: () => NOW, monotonic: () => 0 },
    crypto,
    version: '0.1.0',
    scryptLogN: 8,
  });
const thrown = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return '';
};

test('an identity survives a restart, and its keys with it', () => {
  const first = open();
  expect([first.current(), first.isLocked]).toEqual([null, true]);
  const view = first.create(ADA, PASSPHRASE);
  expect(view).toMatchObject({ ...ADA, backedUp: false, created: '2026-11-23T09:00:00Z' });
  expect(view.words).toHaveLength(8);
  const key = toHex(first.derivedKey('pseudonym'));

  const second = open();
  expect(second.current()).toEqual(view);
  expect(second.isLocked).toBe(true);
  expect(second.unlock(PASSPHRASE)).toEqual(view);
  expect(toHex(second.derivedKey('pseudonym'))).toBe(key);
  expect(toHex(second.derivedKey('issued-keys'))).not.toBe(key);
  expect(crypto.verify(second.publicKeys().signing, utf8('x'), second.sign(utf8('x')))).toBe(true);
});

test('the file holds no secret, belongs to the user alone, and nothing else is left', () => {
  const identities = open();
  identities.create(ADA, PASSPHRASE);
  expect(readdirSync(profile)).toEqual(['identity.json']);
  expect(statSync(join(profile, 'identity.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(profile, 'identity.json'), 'utf8')).not.toContain(PASSPHRASE);
});

test('locking takes the secrets away and tells who listens', () => {
  const identities = open();
  identities.create(ADA, PASSPHRASE);
  const listener = vi.fn();
  identities.onLock(listener);
  identities.lock();
  identities.lock();
  expect(listener).toHaveBeenCalledTimes(1);
  for (const act of [
    () => identities.sign(utf8('x')),
    () => identities.card(),
    () => identities.backup(),
    () => identities.agree(crypto.agreementKeyPair(new Uint8Array(32).fill(1)).publicKey),
    () => identities.derivedKey('pseudonym'),
  ])
    expect(thrown(act)).toBe('identity.locked');
});

test('what opens and what does not', () => {
  const identities = open();
  expect(thrown(() => identities.unlock(PASSPHRASE))).toBe('identity.none');
  expect(thrown(() => identities.create(ADA, 'elevenchars'))).toBe('passphrase.too-short');
  expect(thrown(() => identities.create({ ...ADA, name: 'A\u202eda' }, PASSPHRASE))).toBe('card.malformed');
  expect(readdirSync(profile)).toEqual([]);
  identities.create(ADA, 'ﬁve letters and more'); // with the ligature fi
  expect(thrown(() => identities.create(ADA, PASSPHRASE))).toBe('identity.exists');
  identities.lock();
  expect(thrown(() => identities.unlock('five letters and mor'))).toBe('identity.wrong-passphrase');
  expect(identities.isLocked).toBe(true);
  identities.unlock('five letters and more');
  expect(thrown(() => identities.unlock('something else'))).toBe('identity.wrong-passphrase');
});

test('an edited identity does not open, a broken one is said to be broken', () => {
  open().create(ADA, PASSPHRASE);
  const path = join(profile, 'identity.json');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('"Ada"', '"Eve"'));
  expect(thrown(() => open().unlock(PASSPHRASE))).toBe('identity.wrong-passphrase');
  for (const broken of [
    '',
    '{',
    '{}',
    text.replace('did:key:z6', 'did:key:z7'),
    text.replace('"logN":8', '"logN":30'),
  ]) {
    writeFileSync(path, broken);
    expect(thrown(open)).toBe('identity.damaged');
  }
});

test('a backup opens elsewhere with the same passphrase, on a new device', () => {
  const identities = open();
  const view = identities.create(ADA, PASSPHRASE);
  const backup = identities.backup();
  identities.markBackedUp();
  expect(open().current()?.backedUp).toBe(true);
  const elsewhere = mkdtempSync(join(tmpdir(), 'bulla-identity-'));
  try {
    const other = open(elsewhere);
    expect(thrown(() => other.restore(backup, 'another passphrase'))).toBe('identity.wrong-passphrase');
    expect(thrown(() => other.restore(utf8('{}'), PASSPHRASE))).toBe('identity.damaged');
    // A profile's own file is no backup: its header says what it is.
    expect(thrown(() => other.restore(readFileSync(join(profile, 'identity.json')), PASSPHRASE))).toBe(
      'identity.damaged',
    );
    const restored = other.restore(backup, PASSPHRASE);
    expect(restored).toEqual({ ...view, device: restored.device, backedUp: true });
    expect(restored.device).not.toBe(view.device);
    expect(toHex(other.derivedKey('x'))).toBe(toHex(identities.derivedKey('x')));
    expect(open(elsewhere).unlock(PASSPHRASE)).toEqual(restored);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});

test('the card says who one is, and expires', () => {
  const identities = open();
  const view = identities.create(ADA, PASSPHRASE);
  const card = readCard(identities.card(), crypto);
  expect(card).toMatchObject({ ...ADA, id: view.id, words: view.words, device: view.device });
  expect(thrown(() => refuseExpiredCard(card, NOW))).toBe('');
  expect(thrown(() => refuseExpiredCard(card, Date.parse('2029-01-01T00:00:00Z')))).toBe('card.expired');
});
