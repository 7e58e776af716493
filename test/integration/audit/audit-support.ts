/** What the tests of the log share: a profile folder that goes away, a clock that the test moves, a log in it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { openUsageLog } from '@engine/store/open-usage-log.ts';
import type { UsageLog } from '@engine/store/usage-log.ts';
import type { UsageEvent } from '@shared/audit/usage-event.ts';
import { afterEach } from 'vitest';

export const crypto = createCrypto();

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulla-audit-'));
  folders.push(folder);
  return folder;
}

export function copyOf(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Starts on 2026-11-20 and goes one second a call, so that every run writes the same times. */
export function testClock(start = Date.UTC(2026, 10, 20, 9)) {
  let seconds = 0;
  return { now: () => start + 1000 * ++seconds, monotonic: () => 1000 * seconds };
}

export function openLog(profile: string, clock = testClock()): UsageLog {
  return openUsageLog({ profile, clock, crypto, version: '0.1.0' });
}

export function viewEvent(number: number): UsageEvent {
  return {
    kind: 'rows.view',
    outcome: number % 5 === 0 ? 'refused' : 'allowed',
    reason: number % 5 === 0 ? 'licence.action-not-permitted' : '',
    package: `urn:uuid:package-${number % 3}`,
    actor: 'did:key:zTest',
    purpose: 'DUO:0000042',
    details: { rows: number, first: true },
  };
}

/** A profile whose log holds the genesis and `entries` more, closed. */
export function profileWithLog(entries: number): string {
  const profile = temporaryFolder();
  const log = openLog(profile);
  log.appendAll(Array.from({ length: entries }, (_, number) => viewEvent(number)));
  log.close();
  return profile;
}
