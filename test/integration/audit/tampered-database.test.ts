/** Everything that a person with file tools can do to the log's files, with the finding that start-up must name. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUIET_TASK } from '@shared/std/task.ts';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { copyOf, crypto, openLog, profileWithLog, temporaryFolder, viewEvent } from './audit-support.ts';

function tamper(profile: string, change: (database: Database.Database) => void): void {
  const database = new Database(join(profile, 'audit.db'));
  for (const trigger of ['entry_is_never_changed', 'entry_is_never_removed', 'state_is_never_removed'])
    database.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  change(database);
  database.close();
}

function problemOf(profile: string): string {
  const log = openLog(profile);
  const { problem } = log;
  if (problem !== '') {
    expect(() => log.append(viewEvent(1))).toThrow('log.unavailable');
  }
  log.close();
  return problem;
}

const edited = (body: Buffer) => Buffer.from(body.toString().replace('"rows":7', '"rows":8'));

describe('the database', () => {
  test('untouched', () => {
    const profile = profileWithLog(20);
    expect(problemOf(profile)).toBe('');
    expect(statSync(join(profile, 'audit.db')).mode & 0o777).toBe(0o600);
    expect(statSync(join(profile, 'log.key')).mode & 0o777).toBe(0o600);
  });

  test.each([false, true])(
    'everything of the log is gone, but the person is still there (an empty database: %s)',
    (empty) => {
      const profile = profileWithLog(3);
      writeFileSync(join(profile, 'identity.json'), '{}');
      for (const file of ['audit.db', 'audit.anchor', 'log.key']) rmSync(join(profile, file), { force: true });
      if (empty) writeFileSync(join(profile, 'audit.db'), '');
      expect(problemOf(profile)).toBe('audit.missing');
    },
  );

  test('an UPDATE or DELETE is refused by the triggers', () => {
    const database = new Database(join(profileWithLog(3), 'audit.db'));
    expect(() => database.exec("UPDATE entry SET body = x'00' WHERE seq = 1")).toThrow('append only');
    expect(() => database.exec('DELETE FROM entry WHERE seq = 1')).toThrow('append only');
    expect(() => database.exec('DELETE FROM state')).toThrow('append only');
    database.close();
  });

  const rowChange = (change: (database: Database.Database) => void) => (profile: string) => tamper(profile, change);
  const bodyOf = (database: Database.Database, seq: number) =>
    database.prepare<[number], Buffer>('SELECT body FROM entry WHERE seq = ?').pluck().get(seq) as Buffer;
  const leafOf = (body: Buffer) => Buffer.from(crypto.sha256(Buffer.concat([Buffer.of(0), body])));

  test.each<[string, string, (profile: string) => void]>([
    [
      'an entry is edited',
      'audit.entry-changed',
      rowChange((db) => db.prepare('UPDATE entry SET body = ? WHERE seq = 8').run(edited(bodyOf(db, 8)))),
    ],
    [
      'an entry is edited with its hash',
      'audit.chain-broken',
      rowChange((db) => {
        const body = edited(bodyOf(db, 8));
        db.prepare('UPDATE entry SET body = ?, leaf = ? WHERE seq = 8').run(body, leafOf(body));
      }),
    ],
    [
      'the last entry is edited with its hash',
      'audit.rewritten',
      rowChange((db) => {
        const body = Buffer.from(bodyOf(db, 20).toString().replace('"rows":19', '"rows":18'));
        db.prepare('UPDATE entry SET body = ?, leaf = ? WHERE seq = 20').run(body, leafOf(body));
      }),
    ],
    ['a row is removed', 'audit.entry-missing', rowChange((db) => db.exec('DELETE FROM entry WHERE seq = 8'))],
    ['the newest rows are removed', 'audit.shortened', rowChange((db) => db.exec('DELETE FROM entry WHERE seq > 8'))],
    [
      'two rows change places',
      'audit.chain-broken',
      rowChange((db) =>
        db.exec(
          'UPDATE entry SET seq = -1 WHERE seq = 8; UPDATE entry SET seq = 8 WHERE seq = 9; UPDATE entry SET seq = 9 WHERE seq = -1',
        ),
      ),
    ],
    [
      'a row is added',
      'audit.entry-added',
      rowChange((db) => db.exec('INSERT INTO entry SELECT 21, leaf, body FROM entry WHERE seq = 20')),
    ],
    ['the frontier is changed', 'audit.state-changed', rowChange((db) => db.exec("UPDATE state SET frontier = x'00'"))],
    ['the size is changed', 'audit.state-changed', rowChange((db) => db.exec('UPDATE state SET size = size - 1'))],
    ['the state is removed', 'audit.state-changed', rowChange((db) => db.exec('DELETE FROM state'))],
    ['everything is removed', 'audit.missing', rowChange((db) => db.exec('DELETE FROM state; DELETE FROM entry'))],
    ['the file is removed', 'audit.missing', (profile) => rmSync(join(profile, 'audit.db'))],
    ['the key is removed', 'audit.key-missing', (profile) => rmSync(join(profile, 'log.key'))],
    [
      'the file is no database',
      'audit.damaged',
      (profile) => writeFileSync(join(profile, 'audit.db'), 'x'.repeat(9000)),
    ],
    [
      'its pages are overwritten',
      'audit.damaged',
      (profile) => {
        const bytes = readFileSync(join(profile, 'audit.db'));
        bytes.fill(0xa5, 4096);
        writeFileSync(join(profile, 'audit.db'), bytes);
      },
    ],
  ])('%s: %s', (_what, problem, change) => {
    const profile = profileWithLog(20);
    change(profile);
    expect(problemOf(profile)).toBe(problem);
    expect(problemOf(profile)).toBe(problem); // looking again does not make it go away
  });

  test('an older copy is put back', () => {
    const profile = profileWithLog(20);
    const older = copyOf(profile);
    const log = openLog(profile);
    log.append(viewEvent(21));
    log.close();
    writeFileSync(join(profile, 'audit.db'), readFileSync(join(older, 'audit.db')));
    expect(problemOf(profile)).toBe('audit.rolled-back');
  });

  test('a copy that went another way is put in its place', () => {
    const profile = profileWithLog(20);
    const other = copyOf(profile);
    for (const [folder, number] of [
      [profile, 100],
      [other, 200],
      [other, 201],
    ] as const) {
      const log = openLog(folder);
      log.append(viewEvent(number));
      log.close();
    }
    writeFileSync(join(profile, 'audit.db'), readFileSync(join(other, 'audit.db')));
    expect(problemOf(profile)).toBe('audit.forked');
  });

  test("another profile's log is put in its place", () => {
    const profile = profileWithLog(20);
    const other = profileWithLog(30);
    writeFileSync(join(profile, 'audit.db'), readFileSync(join(other, 'audit.db')));
    expect(problemOf(profile)).toBe('audit.head-forged');
    writeFileSync(join(profile, 'log.key'), readFileSync(join(other, 'log.key')));
    expect(problemOf(profile)).toBe('audit.forked');
  });

  test('after a crash, with and without the write-ahead file', () => {
    const profile = profileWithLog(5);
    const log = openLog(profile);
    for (let number = 0; number < 70; number++) log.append(viewEvent(number));
    const crashed = copyOf(profile); // the files as they lie there when the process is killed now
    const cut = copyOf(profile);
    log.close();
    expect(problemOf(crashed)).toBe('');
    expect(existsSync(join(cut, 'audit.db-wal'))).toBe(true);
    rmSync(join(cut, 'audit.db-wal'));
    expect(problemOf(cut)).toBe('audit.rolled-back');
  });

  test('a lost anchor is written into the log', () => {
    const profile = profileWithLog(5);
    rmSync(join(profile, 'audit.anchor'));
    const log = openLog(profile);
    expect(log.problem).toBe('');
    expect(log.list({}, 0, 1).entries[0]?.kind).toBe('log.anchor-lost');
    log.close();
    expect(existsSync(join(profile, 'audit.anchor'))).toBe(true);
  });

  test('an old entry, beyond the quick check, is found by the full one and stays found', async () => {
    const profile = profileWithLog(3000);
    tamper(profile, (db) => {
      const body = edited(bodyOf(db, 8));
      db.prepare('UPDATE entry SET body = ?, leaf = ? WHERE seq = 8').run(body, leafOf(body));
    });
    expect(problemOf(profile)).toBe('');
    const log = openLog(profile);
    const verdict = await log.verify(QUIET_TASK);
    expect(verdict.intact).toBe(false);
    expect(verdict.checks.find(({ ok }) => !ok)).toEqual({
      name: 'chain',
      ok: false,
      code: 'audit.entry-changed',
      params: { seq: 8 },
    });
    log.close();
    expect(problemOf(profile)).toBe('audit.entry-changed');
  });

  test('a log with a problem can still be read', () => {
    const profile = profileWithLog(20);
    tamper(profile, (db) => db.exec('DELETE FROM entry WHERE seq = 8'));
    const log = openLog(profile);
    expect(log.list({}, 0, 50).entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 21 }, (_, i) => 20 - i).filter((seq) => seq !== 8),
    );
    expect([...log.entries()]).toHaveLength(20);
    log.close();
  });

  test('an entry that is none is left out of the list, and the rest is shown', () => {
    const profile = profileWithLog(20);
    tamper(profile, (db) => db.exec("UPDATE entry SET body = x'7b7d' WHERE seq = 8"));
    tamper(profile, (db) =>
      db.prepare('UPDATE entry SET body = ? WHERE seq = 9').run(Buffer.from(`${bodyOf(db, 9)} `)),
    );
    const log = openLog(profile);
    expect(log.problem).toBe('audit.entry-changed');
    expect(log.list({}, 0, 50).entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 21 }, (_, i) => 20 - i).filter((seq) => seq !== 8 && seq !== 9),
    );
    log.close();
  });

  test('one process, one log', () => {
    const profile = profileWithLog(1);
    const log = openLog(profile);
    expect(() => openLog(profile)).toThrow('profile.in-use');
    log.close();
    expect(problemOf(profile)).toBe('');
  });

  test('a first start that was interrupted begins again', () => {
    const profile = temporaryFolder();
    const log = openLog(profile);
    log.close();
    tamper(profile, (db) => db.exec('DELETE FROM state; DELETE FROM entry'));
    rmSync(join(profile, 'audit.anchor'));
    const again = openLog(profile);
    expect(again.problem).toBe('');
    expect(again.size).toBe(1);
    again.close();
  });
});
