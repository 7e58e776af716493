/**
 * The one gate on the recipient's side. Whatever leaves a package passes `open` or `use`, and both go the same way: read the
 * clock once, decide, write the entry, and only then make the result. Without a durable entry there is no result.
 *
 * The decrypted table is held in this file alone; nobody can reach it but through the `produce` of an allowed use.
 */
import { ACTIONS, type Action, DATA_ACTIONS, type Decision } from '@shared/license/terms.ts';
import { type EvaluationSession, evaluate } from '@shared/license/evaluate.ts';
import type { Licence } from '@shared/license/licence.ts';
import type { UsageEvent, UsageKind } from '@shared/audit/usage-event.ts';
import type { Descriptor } from '@shared/package-format/descriptor.ts';
import { AppError, toErrorData } from '@shared/std/app-error.ts';
import { toHex } from '@shared/std/bytes.ts';
import type { Task } from '@shared/std/task.ts';
import type { Table } from '@shared/table/table.ts';
import type { Context } from '../context.ts';
import type { OpenedPackage } from '../io/package-file.ts';
import { clockWatch } from './clock-watch.ts';
import { loadTable } from './load-table.ts';

type Details = NonNullable<UsageEvent['details']>;

/** What is known of an open package without passing the gate again. */
export interface LicensedSession {
  readonly id: string;
  readonly packageId: string;
  readonly licence: Licence;
  readonly terms: EvaluationSession;
  readonly descriptor: Descriptor;
}

export interface Use<Result> {
  readonly action: Action;
  readonly kind: UsageKind;
  /** Written before: what was asked for. Never a cell's value. */
  readonly details: Details;
  /** Written after, where an outcome is worth an entry of its own (the digest of an exported file). */
  readonly outcome?: (result: Result) => Details;
}

export interface Gate {
  /** Throws `log.untrusted` when the log was found damaged: then data stay closed. */
  requireLog(): void;
  /** Decides and logs `bulla:viewMetadata`, then decrypts. */
  open(
    opened: Pick<OpenedPackage, 'manifest' | 'packageDigest' | 'unlock'>,
    licence: Licence,
    terms: EvaluationSession,
    task: Task,
  ): Promise<LicensedSession>;
  /** Every right as it stands now, for a face to show. Releases nothing, logs nothing. */
  rights(session: LicensedSession): Readonly<Record<Action, Decision>>;
  /** Throws the refusal's slug after it was logged; `session.closed`; what `produce` throws, logged as failed. */
  use<Result>(
    session: LicensedSession,
    use: Use<Result>,
    produce: (table: Table, decision: Decision) => Result | Promise<Result>,
  ): Promise<Result>;
  isOpen(session: LicensedSession): boolean;
  /** Forgets the data, then logs. */
  close(session: LicensedSession): void;
}

type Subject = Pick<LicensedSession, 'id' | 'packageId' | 'licence' | 'terms'>;

export function createGate(context: Context): Gate {
  const tables = new WeakMap<LicensedSession, Table | null>();
  const watch = clockWatch(context);

  function append(event: UsageEvent): void {
    context.log.append(event);
    context.notify('log');
  }

  function requireLog(): void {
    const { problem } = context.log;
    if (problem !== '') throw new AppError('licence', 'log.untrusted', { problem });
  }

  async function pass<Result>(
    subject: Subject,
    { action, kind, details, outcome }: Use<Result>,
    produce: (decision: Decision) => Result | Promise<Result>,
  ): Promise<Result> {
    requireLog();
    const { licence, terms } = subject;
    const reading = watch.read(licence);
    const decision = evaluate(licence, { action, now: reading.now }, terms, { clock: reading.verdict });
    const event = {
      kind,
      package: subject.packageId,
      licence: licence.uid,
      actor: terms.member,
      session: subject.id,
      purpose: terms.purpose,
    };
    if (!decision.allowed) {
      append({ ...event, outcome: 'refused', reason: decision.because, details });
      throw new AppError('licence', decision.because, decision.params);
    }
    append({ ...event, outcome: 'allowed', reason: '', details });
    let result: Result;
    try {
      result = await produce(decision);
    } catch (error) {
      append({ ...event, outcome: 'failed', reason: toErrorData(error).code, details });
      throw error;
    }
    if (outcome) append({ ...event, outcome: 'done', reason: '', details: outcome(result) });
    return result;
  }

  function rights(subject: Subject): Readonly<Record<Action, Decision>> {
    const { now, verdict } = watch.read(subject.licence);
    const decide = (action: Action) => evaluate(subject.licence, { action, now }, subject.terms, { clock: verdict });
    return Object.fromEntries(ACTIONS.map((action) => [action, decide(action)])) as Record<Action, Decision>;
  }

  return {
    requireLog,
    rights,
    async open(opened, licence, terms, task) {
      const id = toHex(context.crypto.randomBytes(16));
      const { manifest, packageDigest } = opened;
      const subject: Subject = { id, packageId: manifest.packageId, licence, terms };
      watch.sawIssuerTime(Date.parse(manifest.created));
      watch.sawIssuerTime(Date.parse(licence.issued));
      const details = { digest: packageDigest, nonCommercial: terms.nonCommercial };
      return await pass(subject, { action: 'bulla:viewMetadata', kind: 'package.open', details }, async () => {
        const unlocked = await opened.unlock(licence);
        const resource = unlocked.descriptor.resources[0]!;
        const now = rights(subject);
        const table = DATA_ACTIONS.some((action) => now[action].allowed)
          ? await loadTable(
              unlocked.table(resource.path),
              { fields: resource.schema.fields.map((field) => field.name), rowCount: resource['bulla:rows'] },
              task,
            )
          : null;
        // The person may have locked the identity meanwhile.
        if (context.identities.isLocked) throw new AppError('identity', 'identity.locked');
        const session: LicensedSession = { ...subject, descriptor: unlocked.descriptor };
        tables.set(session, table);
        return session;
      });
    },
    async use(session, use, produce) {
      return await pass(session, use, async (decision) => {
        const table = tables.get(session);
        if (!table) throw new AppError('usage', 'session.closed');
        const result = await produce(table, decision);
        if (!tables.has(session)) throw new AppError('usage', 'session.closed');
        return result;
      });
    },
    isOpen: (session) => tables.has(session),
    close(session) {
      if (!tables.delete(session)) return;
      append({
        kind: 'session.close',
        outcome: 'done',
        reason: '',
        package: session.packageId,
        licence: session.licence.uid,
        actor: session.terms.member,
        session: session.id,
        purpose: session.terms.purpose,
      });
    },
  };
}
