/** A disk that cannot be written is not a log that was tampered with. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog, profileWithLog, viewEvent } from './audit-support.ts';

test('a log whose anchor cannot be written at the end still lets go of its database', () => {
  const profile = profileWithLog(3);
  const log = openLog(profile, { now: () => Date.UTC(2026, 10, 20, 10), monotonic: () => 0 });
  log.append(viewEvent(1));
  log.append(viewEvent(2)); // within a second of the one before: its anchor is still to be written
  mkdirSync(join(profile, 'audit.anchor.part'));
  expect(() => log.close()).toThrow();
  rmSync(join(profile, 'audit.anchor.part'), { recursive: true });
  const again = openLog(profile);
  expect(again.size).toBe(6);
  again.close();
});

test('an entry that the disk does not take refuses the use as io, a changed log as integrity', () => {
  const profile = profileWithLog(3);
  const log = openLog(profile);
  // The anchor is written beside its place: a folder of that name is in the way, as a full disk would be.
  mkdirSync(join(profile, 'audit.anchor.part'));
  const seal = { ...viewEvent(1), kind: 'package.seal' as const };
  expect(() => log.append(seal)).toThrow(
    expect.objectContaining({ code: 'log.unavailable', category: 'io', params: { problem: 'store.not-writable' } }),
  );
  rmSync(join(profile, 'audit.anchor.part'), { recursive: true });
  log.append(seal);
  log.close();

  const changed = profileWithLog(3);
  rmSync(join(changed, 'audit.db'));
  const lost = openLog(changed);
  expect(() => lost.append(seal)).toThrow(
    expect.objectContaining({ code: 'log.unavailable', category: 'integrity', params: { problem: 'audit.missing' } }),
  );
});
