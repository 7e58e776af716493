/** The auditor's side: this profile's own log, and logs that others exported. */
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { decodeEntry } from '@shared/audit/entry.ts';
import { type EntryIndex, entryIndex } from '@shared/audit/entry-index.ts';
import { EXPORT_PASSES, exportChunks } from '@shared/audit/export-bundle.ts';
import { type Head, headCode } from '@shared/audit/head.ts';
import type { UsageEvent } from '@shared/audit/usage-event.ts';
import { type ExportFindings, verifyExport } from '@shared/audit/verify-export.ts';
import type { KnownHead } from '@shared/audit/verify-log.ts';
import type { LogPage } from '@shared/contract/views.ts';
import type { IdentityCard } from '@shared/package-format/identity-card.ts';
import { AppError } from '@shared/std/app-error.ts';
import { fromHex, toHex } from '@shared/std/bytes.ts';
import type { Context, HandlersOf } from '../context.ts';
import { cardView } from '../crypto/trusted-card.ts';
import type { AsyncTask } from '../jobs/async-task.ts';
import { writeFileAtomic } from '../io/atomic-write.ts';
import { openFileSource } from '../io/byte-source.ts';

/** A verified export that can be looked through; the oldest is forgotten beyond `MAX_SOURCES`. */
interface VerifiedExport {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly index: EntryIndex;
  /** Where the bytes of the entry at a place lie in the file. */
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

const MAX_SOURCES = 8;
const PAUSE = () => new Promise<void>((resume) => setImmediate(resume));

export function auditHandlers(context: Context): HandlersOf<'audit'> {
  const { crypto, files, identities, log, notify, store } = context;
  const sources = new Map<string, VerifiedExport>();
  let viewIsLogged = false;

  /** Looking at the log is a use of it (PCI DSS 10.2.1.3): one entry for each run of the application. */
  function logView(): void {
    if (viewIsLogged || log.problem !== '') return;
    append({ kind: 'log.view', outcome: 'allowed', reason: '' });
    viewIsLogged = true;
  }

  function append(event: UsageEvent): void {
    const me = identities.current();
    log.append(me ? { ...event, actor: me.id } : event);
    notify('log');
  }

  function sourceOf(id: string): VerifiedExport {
    const found = sources.get(id);
    if (!found) throw new AppError('usage', 'audit.source-unknown');
    return found;
  }

  async function exportLog(path: string, task: AsyncTask) {
    // First, so that the export holds its own entry. A log with a problem is exported as it lies there.
    if (log.problem === '') append({ kind: 'log.export', outcome: 'allowed', reason: '' });
    const { head, note } = log.head();
    function* entries() {
      for (const entry of log.entries()) {
        if (entry.seq >= head.size) return;
        yield entry;
      }
    }
    const breathe = async (done: number) => {
      task.checkpoint();
      task.report({ phase: 'audit.export', done, total: EXPORT_PASSES * head.size, unit: 'rows' });
      await PAUSE();
    };
    const chunks = exportChunks({ note, owner: log.owner, entries, sha256: crypto.sha256, breathe });
    try {
      const { bytes } = await writeFileAtomic(path, chunks, task.signal);
      return {
        file: basename(path),
        size: head.size,
        root: toHex(head.root),
        headCode: headCode(head, crypto.sha256),
        bytes,
      };
    } catch (error) {
      const reason = error instanceof AppError ? error.code : 'internal.unexpected';
      if (log.problem === '') append({ kind: 'log.export', outcome: 'failed', reason });
      throw error;
    }
  }

  /** Heads of other people's logs are remembered: a later export must extend them. */
  function earlierHeads(origin: string): readonly KnownHead[] {
    const [size, root] = store.marks.get(`log.seen.${origin}`)?.split(':') ?? [];
    return size && root ? [{ size: Number(size), root: fromHex(root) }] : [];
  }

  function rememberHead({ origin, size, root }: Head, owner: IdentityCard): void {
    store.marks.set(`log.seen.${origin}`, `${size}:${toHex(root)}`);
    store.marks.set(logOf(owner), origin);
  }

  /** A profile has one log for ever, and a restored identity has a new device: another log means that the first was thrown away. */
  function logOf({ id, device }: IdentityCard): string {
    return `log.of.${id}.${device}`;
  }

  function refuseOwner(owner: IdentityCard, origin: string, wanted: string | undefined): string {
    if (wanted !== undefined && owner.id !== wanted) return 'audit.other-owner';
    const { isSelf, trustedSince } = cardView(owner, context);
    if (!isSelf && trustedSince === null) return 'audit.unknown-owner';
    return (store.marks.get(logOf(owner)) ?? origin) === origin ? '' : 'audit.other-log';
  }

  function keepSource(source: VerifiedExport): string {
    const id = randomBytes(16).toString('hex');
    sources.set(id, source);
    if (sources.size > MAX_SOURCES) sources.delete(sources.keys().next().value as string);
    return id;
  }

  async function verifyFile(path: string, card: string | undefined, task: AsyncTask) {
    const file = await openFileSource(path);
    const index = entryIndex();
    const offsets: number[] = [];
    const lengths: number[] = [];
    let findings: ExportFindings;
    try {
      findings = await verifyExport(file, {
        crypto,
        task,
        earlierHeads,
        refuseOwner: (owner, origin) => refuseOwner(owner, origin, card),
        onEntry(entry, offset, length) {
          index.add(offsets.length, entry);
          offsets.push(offset);
          lengths.push(length);
        },
      });
    } finally {
      await file.close();
    }
    const { verdict, failure, head, owner } = findings;
    if (!failure && head && owner) rememberHead(head, owner);
    const { size, mtimeMs } = file;
    return {
      code: failure?.code ?? '',
      params: failure?.params ?? {},
      verdict,
      owner: owner && cardView(owner, context),
      exported: head && new Date(head.time).toISOString(),
      source: failure ? null : keepSource({ path, size, mtimeMs, index, offsets, lengths }),
    };
  }

  return {
    'audit.list': ({ filter: { source, ...query }, start, count }) => {
      if (source !== undefined) return readPage(sourceOf(source), query, start, count);
      logView();
      return log.list(query, start, count);
    },
    'audit.timeline': ({ filter: { source, ...query } }) =>
      source === undefined ? log.timeline(query) : sourceOf(source).index.timeline(query),
    'audit.verdict'(_, task) {
      logView();
      return log.verify(task);
    },
    'audit.export': ({ file }, task) => exportLog(files.resolve(file, 'write'), task),
    'audit.verify': ({ file, card }, task) => verifyFile(files.resolve(file, 'read'), card, task),
  };
}

/** Throws `file.changed` when the file is no longer the one that was verified. */
async function readPage(
  { path, size, mtimeMs, index, offsets, lengths }: VerifiedExport,
  query: Parameters<EntryIndex['page']>[0],
  start: number,
  count: number,
): Promise<LogPage> {
  const file = await openFileSource(path);
  try {
    if (file.size !== size || file.mtimeMs !== mtimeMs)
      throw new AppError('io', 'file.changed', { file: basename(path) });
    const { total, places } = index.page(query, start, count);
    const bodies = await Promise.all(places.map((place) => file.read(offsets[place]!, lengths[place]!)));
    return { total, entries: bodies.map(decodeEntry) };
  } finally {
    await file.close();
  }
}
