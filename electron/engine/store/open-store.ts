/** The repositories of `bulla.db`. Documents are kept as JSON text: they are validated where they are made and used. */
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { CardView, RecentFile, SealedPackage } from '@shared/contract/views.ts';
import type { Expense } from '@shared/privacy-model/differential-privacy/budget.ts';
import type { Bytes } from '@shared/std/bytes.ts';
import { type Connection, openDatabase, storeErrors } from './database.ts';
import type { Store } from './store.ts';

const APPLICATION_ID = 0x42554c31; // 'BUL1'
const MAX_RECENTS = 20;

const MIGRATIONS = [
  `CREATE TABLE recent (
     id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, used INTEGER NOT NULL, UNIQUE (kind, path)
   ) STRICT;
   CREATE TABLE trust (id TEXT PRIMARY KEY, view TEXT NOT NULL, card BLOB NOT NULL) STRICT;
   CREATE TABLE project (path TEXT PRIMARY KEY, document TEXT NOT NULL, saved INTEGER NOT NULL) STRICT;
   CREATE TABLE issued (
     number INTEGER PRIMARY KEY, package TEXT NOT NULL UNIQUE, sealed TEXT NOT NULL, sealed_key BLOB NOT NULL
   ) STRICT;
   CREATE TABLE agreement (
     package TEXT NOT NULL, agreement TEXT NOT NULL, accepted INTEGER NOT NULL, PRIMARY KEY (package, agreement)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE expense (
     number INTEGER PRIMARY KEY, dataset TEXT NOT NULL, epsilon REAL NOT NULL, purpose TEXT NOT NULL, at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX expense_of_dataset ON expense (dataset);`,
];

/** Throws what `openDatabase` throws; `profile.in-use` when another process has this profile. */
export function openStore(profile: string): Store {
  const path = join(profile, 'bulla.db');
  const database = openDatabase(path, { applicationId: APPLICATION_ID, migrations: MIGRATIONS });
  const guard = <Result>(action: () => Result): Result => storeErrors(path, action);
  return {
    recents: recents(database, guard),
    trust: trust(database, guard),
    projects: projects(database, guard),
    issued: issued(database, guard),
    agreements: agreements(database, guard),
    expenses: expenses(database, guard),
    marks: marks(database, guard),
    close: () => void database.close(),
  };
}

type Guard = <Result>(action: () => Result) => Result;

function recents(database: Connection, guard: Guard): Store['recents'] {
  type Row = { id: string; kind: RecentFile['kind']; path: string; used: number };
  const insert = database.prepare(
    `INSERT INTO recent (id, kind, path, used) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, path) DO UPDATE SET used = excluded.used`,
  );
  const prune = database.prepare(
    'DELETE FROM recent WHERE id NOT IN (SELECT id FROM recent ORDER BY used DESC, id LIMIT ?)',
  );
  const all = database.prepare<[], Row>('SELECT id, kind, path, used FROM recent ORDER BY used DESC, id');
  const one = database.prepare<[string], string>('SELECT path FROM recent WHERE id = ?').pluck();
  const add = database.transaction((kind: RecentFile['kind'], path: string, now: number) => {
    // A random id: the window may name a recent file, never a path.
    insert.run(randomBytes(16).toString('hex'), kind, path, Math.trunc(now));
    prune.run(MAX_RECENTS);
  });
  return {
    add: (kind, path, now) => guard(() => add(kind, path, now)),
    list: () => guard(() => all.all().map(asRecentFile)),
    path: (id) => guard(() => one.get(id)),
  };

  function asRecentFile({ id, kind, path, used }: Row): RecentFile {
    return { id, kind, name: basename(path), folder: dirname(path), lastUsed: new Date(used).toISOString() };
  }
}

function trust(database: Connection, guard: Guard): Store['trust'] {
  type Row = { view: string; card: Uint8Array };
  const insert = database.prepare('INSERT OR REPLACE INTO trust (id, view, card) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM trust WHERE id = ?');
  const all = database.prepare<[], Row>('SELECT view, card FROM trust ORDER BY rowid');
  const one = database.prepare<[string], Row>('SELECT view, card FROM trust WHERE id = ?');
  const asTrusted = ({ view, card }: Row): { view: Omit<CardView, 'isSelf'>; card: Bytes } => ({
    view: JSON.parse(view) as Omit<CardView, 'isSelf'>,
    card: new Uint8Array(card),
  });
  return {
    add: (view, card) => guard(() => void insert.run(view.id, JSON.stringify(view), card)),
    remove: (id) => guard(() => void remove.run(id)),
    list: () => guard(() => all.all().map(asTrusted)),
    find: (id) =>
      guard(() => {
        const row = one.get(id);
        return row && asTrusted(row);
      }),
  };
}

function projects(database: Connection, guard: Guard): Store['projects'] {
  const insert = database.prepare('INSERT OR REPLACE INTO project (path, document, saved) VALUES (?, ?, ?)');
  const one = database.prepare<[string], string>('SELECT document FROM project WHERE path = ?').pluck();
  return {
    save: (path, project, now) => guard(() => void insert.run(path, JSON.stringify(project), Math.trunc(now))),
    find: (path) =>
      guard(() => {
        const document = one.get(path);
        return document === undefined ? null : (JSON.parse(document) as unknown);
      }),
  };
}

function issued(database: Connection, guard: Guard): Store['issued'] {
  const insert = database.prepare('INSERT INTO issued (package, sealed, sealed_key) VALUES (?, ?, ?)');
  const all = database.prepare<[], string>('SELECT sealed FROM issued ORDER BY number DESC').pluck();
  return {
    add: (sealed, sealedKey) => guard(() => void insert.run(sealed.packageId, JSON.stringify(sealed), sealedKey)),
    list: () => guard(() => all.all().map((sealed) => JSON.parse(sealed) as SealedPackage)),
  };
}

function agreements(database: Connection, guard: Guard): Store['agreements'] {
  const insert = database.prepare('INSERT OR IGNORE INTO agreement (package, agreement, accepted) VALUES (?, ?, ?)');
  const one = database.prepare('SELECT 1 FROM agreement WHERE package = ? AND agreement = ?');
  return {
    accept: (packageDigest, agreementDigest, now) =>
      guard(() => void insert.run(packageDigest, agreementDigest, Math.trunc(now))),
    isAccepted: (packageDigest, agreementDigest) => guard(() => one.get(packageDigest, agreementDigest) !== undefined),
  };
}

function expenses(database: Connection, guard: Guard): Store['expenses'] {
  const insert = database.prepare('INSERT INTO expense (dataset, epsilon, purpose, at) VALUES (?, ?, ?, ?)');
  const all = database.prepare<[string], Expense>(
    'SELECT epsilon, purpose, at FROM expense WHERE dataset = ? ORDER BY number',
  );
  return {
    add: (dataset, { epsilon, purpose, at }) => guard(() => void insert.run(dataset, epsilon, purpose, at)),
    list: (dataset) => guard(() => all.all(dataset)),
  };
}

function marks(database: Connection, guard: Guard): Store['marks'] {
  const insert = database.prepare('INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)');
  const one = database.prepare<[string], string>('SELECT value FROM mark WHERE name = ?').pluck();
  return {
    get: (name) => guard(() => one.get(name)),
    set: (name, value) => guard(() => void insert.run(name, value)),
  };
}
