/** Run as a process of its own: appends without end and says each sequence number once its entry is durable. */
import { writeSync } from 'node:fs';
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { openUsageLog } from '@engine/store/open-usage-log.ts';

const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const log = openUsageLog({ profile: process.argv[2] as string, clock, crypto: createCrypto(), version: '0.1.0' });
for (let number = 0; ; number++) {
  const { seq } = log.append({ kind: 'rows.view', outcome: 'allowed', reason: '', details: { number } });
  writeSync(1, `${seq}\n`);
}
