/** The tables of `audit.db` and the statements that the log needs. Rows are never changed: triggers stop bugs and casual tools. */
import type { Bytes } from '@shared/std/bytes.ts';
import { type Connection, openDatabase, storeErrors } from './database.ts';

const APPLICATION_ID = 0x42554c41; // 'BULA'
const PAGE = 512;

const MIGRATIONS = [
  `CREATE TABLE entry (
     seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL CHECK (length(leaf) = 32), body BLOB NOT NULL
   ) STRICT;
   CREATE TABLE state (
     id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, frontier BLOB NOT NULL, note BLOB NOT NULL
   ) STRICT;
   CREATE TABLE owner (
     id INTEGER PRIMARY KEY CHECK (id = 1), card BLOB NOT NULL, certificate BLOB NOT NULL
   ) STRICT;
   CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
   CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
   CREATE TRIGGER state_is_never_removed BEFORE DELETE ON state BEGIN SELECT RAISE(ABORT, 'append only'); END;`,
];

export interface StoredState {
  readonly size: number;
  readonly frontier: Bytes;
  readonly note: Bytes;
}

export interface StoredEntry {
  readonly seq: number;
  readonly leaf: Bytes;
  readonly body: Bytes;
}

export interface LogDatabase {
  state(): StoredState | undefined;
  /** The newest entry as the table itself says it; -1 when it is empty. */
  lastSeq(): number;
  entry(seq: number): StoredEntry | undefined;
  /** Entries from `from`, before `to`, in order, by pages: no statement stays open. */
  range(from: number, to: number): Iterable<StoredEntry>;
  owner(): { card: Bytes; certificate: Bytes } | undefined;
  /** One durable transaction. */
  commit(change: {
    readonly entries: readonly StoredEntry[];
    readonly state: StoredState;
    readonly owner?: { readonly card: Bytes; readonly certificate: Bytes } | undefined;
  }): void;
  close(): void;
}

export function openLogDatabase(path: string): LogDatabase {
  const database: Connection = openDatabase(path, { applicationId: APPLICATION_ID, migrations: MIGRATIONS });
  const selectState = database.prepare<[], StoredState>('SELECT size, frontier, note FROM state WHERE id = 1');
  const selectLast = database.prepare<[], number | null>('SELECT max(seq) FROM entry').pluck();
  const selectPage = database.prepare<[number, number, number], StoredEntry>(
    'SELECT seq, leaf, body FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?',
  );
  const selectOwner = database.prepare<[], { card: Bytes; certificate: Bytes }>('SELECT card, certificate FROM owner');
  const insertEntry = database.prepare('INSERT INTO entry (seq, leaf, body) VALUES (?, ?, ?)');
  const upsertState = database.prepare(
    `INSERT INTO state (id, size, frontier, note) VALUES (1, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET size = excluded.size, frontier = excluded.frontier, note = excluded.note`,
  );
  const upsertOwner = database.prepare('INSERT OR REPLACE INTO owner (id, card, certificate) VALUES (1, ?, ?)');

  const transaction = database.transaction(({ entries, state, owner }: Parameters<LogDatabase['commit']>[0]) => {
    for (const { seq, leaf, body } of entries) insertEntry.run(seq, leaf, body);
    upsertState.run(state.size, state.frontier, state.note);
    if (owner) upsertOwner.run(owner.card, owner.certificate);
  });
  const guard = <Result>(action: () => Result): Result => storeErrors(path, action);

  return {
    state: () => guard(() => selectState.get()),
    lastSeq: () => guard(() => selectLast.get() ?? -1),
    entry: (seq) => guard(() => selectPage.get(seq, seq + 1, 1)),
    *range(from, to) {
      for (let at = from; at < to; ) {
        const page = guard(() => selectPage.all(at, to, PAGE));
        yield* page;
        const last = page.at(-1);
        if (last === undefined) return;
        at = last.seq + 1;
      }
    },
    owner: () => guard(() => selectOwner.get()),
    commit: (change) => guard(() => transaction.immediate(change)),
    close: () => void database.close(),
  };
}
