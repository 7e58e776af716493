/**
 * The one place that opens SQLite files. A database is durable (WAL, synchronous FULL, read back because the driver falls back
 * to NORMAL on reopening a WAL file), private (0600) and held by one process: the exclusive lock is the operating system's, so
 * it ends with the process, also after kill -9.
 */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '@shared/std/app-error.ts';

export type Connection = Database.Database;

export interface Schema {
  /** Written into the file's header; another application's file is refused. */
  readonly applicationId: number;
  /** SQL that takes version n to version n + 1. */
  readonly migrations: readonly string[];
}

/** How long a second process waits for the first, which may just be ending. */
const LOCK_WAIT_MS = 1000;
const SYNCHRONOUS_FULL = 2;

/** Throws `profile.in-use`, `store.damaged`, `store.newer`, `store.not-durable`, `store.not-writable`, `file.disk-full`. */
export function openDatabase(path: string, schema: Schema): Connection {
  return storeErrors(path, () => {
    makeFolder(dirname(path));
    closeSync(openSync(path, 'a', 0o600)); // the -wal file gets the mode of the database
    const database = new Database(path, { timeout: LOCK_WAIT_MS });
    try {
      configure(database);
      migrate(database, path, schema);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Step by step: Node's own recursive mkdir never ends where the system answers that a folder cannot be (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function configure(database: Connection): void {
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  // On macOS fsync alone does not reach the disk; elsewhere these two change nothing.
  database.pragma('fullfsync = ON');
  database.pragma('checkpoint_fullfsync = ON');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  database.pragma('journal_size_limit = 67108864');
  const isDurable =
    database.pragma('journal_mode', { simple: true }) === 'wal' &&
    database.pragma('synchronous', { simple: true }) === SYNCHRONOUS_FULL;
  if (!isDurable) throw new AppError('io', 'store.not-durable');
}

function migrate(database: Connection, path: string, schema: Schema): void {
  const migrations = database.transaction(() => {
    const version = database.pragma('user_version', { simple: true }) as number;
    const owner = database.pragma('application_id', { simple: true }) as number;
    if (version > 0 && owner !== schema.applicationId) throw damaged(path);
    if (version > schema.migrations.length) throw new AppError('input', 'store.newer', { file: basename(path) });
    if (version === schema.migrations.length) return;
    for (const sql of schema.migrations.slice(version)) database.exec(sql);
    database.pragma(`application_id = ${schema.applicationId}`);
    database.pragma(`user_version = ${schema.migrations.length}`);
  });
  migrations.immediate();
}

/** Runs `action` and gives what SQLite or the file system throws a stable code. */
export function storeErrors<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw asStoreError(path, error);
  }
}

function asStoreError(path: string, error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  if (error instanceof AppError || typeof code !== 'string') return error;
  if (code.startsWith('SQLITE_BUSY')) return new AppError('io', 'profile.in-use');
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('io', 'file.disk-full', { file: basename(path) });
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged(path);
  if (
    /^(SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)|EACCES|EPERM|EROFS|EIO|EISDIR|ENOENT|ENOTDIR|ENAMETOOLONG|ELOOP|EEXIST)/.test(
      code,
    )
  )
    return new AppError('io', 'store.not-writable', { file: basename(path) });
  return error;
}

function damaged(path: string): AppError {
  return new AppError('integrity', 'store.damaged', { file: basename(path) });
}
