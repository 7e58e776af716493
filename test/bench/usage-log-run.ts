/** Durable appends beside plain inserts in the same run, batches, start-up check, verification, export. Prints figures. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCrypto } from '@engine/crypto/create-crypto.ts';
import { openDatabase } from '@engine/store/database.ts';
import { openUsageLog } from '@engine/store/open-usage-log.ts';
import type { UsageEvent } from '@shared/audit/usage-event.ts';
import { QUIET_TASK } from '@shared/std/task.ts';

const SINGLE = 1500;
const MANY = 100_000;
const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'bulla-bench-'));
const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const open = () => openUsageLog({ profile: folder, clock, crypto: createCrypto(), version: 'bench' });

const event = (rows: number): UsageEvent => ({
  kind: 'rows.view',
  outcome: 'allowed',
  reason: '',
  package: 'urn:uuid:6f1c2b0e-8a4d-4c53-9d0e-3b7a5c9f1e20',
  licence: 'urn:uuid:0f1c2b0e-8a4d-4c53-9d0e-3b7a5c9f1e21',
  actor: 'did:key:z6Mkk2PWqEFaCViRruvZBKpNqJXkjBWBisowcVdNFDoVZu7M',
  session: '00112233445566778899aabbccddeeff',
  purpose: 'DUO:0000042',
  details: { start: rows, rows: 50 },
});

function timed(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}
const quantile = (values: readonly number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * q)]!;
const say = (what: string, figure: string) => console.log(`${what.padEnd(52)} ${figure}`);

const plain = openDatabase(join(folder, 'plain.db'), {
  applicationId: 1,
  migrations: ['CREATE TABLE entry (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT'],
});
const insert = plain.prepare('INSERT INTO entry (body) VALUES (?)');
const body = Buffer.alloc(560, 'x');
let log = open();
const inserts: number[] = [];
const appends: number[] = [];
// In turns, so that both meet the same state of the disk.
for (let number = 0; number < SINGLE; number++) {
  inserts.push(timed(() => void insert.run(body)));
  appends.push(timed(() => void log.append(event(number))));
}
const perSecond = (values: readonly number[]) => (1000 * values.length) / values.reduce((sum, value) => sum + value, 0);
say(
  'plain INSERT, WAL FULL: a second, p50, p95',
  `${perSecond(inserts).toFixed(0)}, ${quantile(inserts, 0.5).toFixed(2)} ms, ${quantile(inserts, 0.95).toFixed(2)} ms`,
);
say(
  'durable append: a second, p50, p95',
  `${perSecond(appends).toFixed(0)}, ${quantile(appends, 0.5).toFixed(2)} ms, ${quantile(appends, 0.95).toFixed(2)} ms`,
);

const batches = timed(() => {
  for (let done = SINGLE; done < MANY; done += 100)
    log.appendAll(Array.from({ length: Math.min(100, MANY - done) }, (_, i) => event(done + i)));
});
say('append in batches of 100', `${((1000 * (MANY - SINGLE)) / batches).toFixed(0)} entries a second`);
log.close();
say('bytes an entry in the database', (statSync(join(folder, 'audit.db')).size / MANY).toFixed(0));

const starting = timed(() => {
  log = open();
});
say(`open with the start-up check, ${log.size} entries`, `${starting.toFixed(0)} ms`);
const start = performance.now();
const { intact } = await log.verify(QUIET_TASK);
say(
  `verify ${log.size} entries in full (${intact ? 'intact' : 'NOT INTACT'})`,
  `${(performance.now() - start).toFixed(0)} ms`,
);
say(
  'first page of the list, index built',
  `${timed(() => void log.list({ outcome: 'refused' }, 0, 50)).toFixed(0)} ms`,
);
say('another page', `${timed(() => void log.list({ kinds: ['rows.view'] }, 50_000, 50)).toFixed(0)} ms`);
log.close();
plain.close();
rmSync(folder, { recursive: true });
