/** Work on an open package. Every figure, row and file here comes out of the gate, which logs first. */
import { basename } from 'node:path';
import type { ExportResult, SessionView } from '@shared/contract/views.ts';
import { parsePurpose } from '@shared/license/duo.ts';
import type { Licence } from '@shared/license/licence.ts';
import { readLicence } from '@shared/license/read-licence.ts';
import { memberNames, selectLicence } from '@shared/license/select-licence.ts';
import { AppError, toErrorData } from '@shared/std/app-error.ts';
import { toHex, utf8 } from '@shared/std/bytes.ts';
import { canonicalBytes } from '@shared/std/canonical-json.ts';
import { frameOf } from '@shared/table/frame.ts';
import { tabulate } from '@shared/tabulation/tabulate.ts';
import type { Tabulation } from '@shared/tabulation/tabulation.ts';
import type { Context, HandlersOf } from '../context.ts';
import { createGate, type LicensedSession } from '../gate/gate.ts';
import { formulaCells, resultsTable } from '../gate/results-table.ts';
import { writeFileAtomic } from '../io/atomic-write.ts';
import { csvBytes } from '../io/csv-write.ts';
import { type OpenedPackage, openPackage } from '../io/package-file.ts';

/** Each holds a whole table in memory. */
const MAX_SESSIONS = 8;
/** The log names columns, shortened: a name is up to 1,000 characters long. */
const LOGGED_NAME_UNITS = 200;

export function sessionHandlers(context: Context): HandlersOf<'session'> {
  const { crypto, files, identities, log, store } = context;
  const gate = createGate(context);
  const sessions = new Map<string, LicensedSession>();
  /** Being opened: each will hold its table as well. */
  let opening = 0;

  identities.onLock(() => {
    for (const session of sessions.values()) {
      try {
        gate.close(session);
      } catch {
        // The data are forgotten already; that the log could not be written must not keep the identity open.
      }
    }
    sessions.clear();
  });

  return {
    async 'session.open'({ file, purpose: stated, nonCommercial, acceptAgreement }, task) {
      const path = files.resolve(file, 'read');
      const person = identities.current();
      if (!person) throw new AppError('identity', 'identity.none');
      if (identities.isLocked) throw new AppError('identity', 'identity.locked');
      const purpose = parsePurpose(stated);
      if (!purpose) throw new AppError('usage', 'session.unknown-purpose');
      if (sessions.size + opening >= MAX_SESSIONS)
        throw new AppError('usage', 'session.too-many', { limit: MAX_SESSIONS });
      gate.requireLog();
      opening++;
      let opened: OpenedPackage | undefined;
      try {
        opened = await openPackage(context, path, task).catch((error: unknown) => {
          const reason = toErrorData(error).code;
          log.append({ kind: 'package.open', outcome: 'failed', reason, actor: person.id, purpose });
          throw error;
        });
        const licence = myLicence(opened.manifest.packageId, opened.licences, person.id, purpose);
        const agreementAccepted = isAgreementAccepted(opened.packageDigest, licence, acceptAgreement);
        const terms = { member: person.id, device: person.device, purpose, nonCommercial, agreementAccepted };
        const session = await gate.open(opened, licence, terms, task);
        sessions.set(session.id, session);
        store.recents.add('package', path, context.clock.now());
        return viewOf(session);
      } finally {
        opening--;
        await opened?.close();
      }
    },

    async 'session.rows'({ session, start, count }) {
      const use = { action: 'bulla:viewRows', kind: 'rows.view', details: { start, count } } as const;
      return await gate.use(open(session), use, (table) => frameOf(table, start, count));
    },

    async 'session.tabulate'({ session, spec }) {
      const use = { action: 'bulla:tabulate', kind: 'tabulate', details: logged(spec) } as const;
      return await gate.use(open(session), use, (table, { minimumCellSize }) => tabulate(table, spec, minimumCellSize));
    },

    async 'session.exportResults'({ session, spec, file }, task) {
      const path = files.resolve(file, 'write');
      const licensed = open(session);
      return await gate.use<ExportResult>(
        licensed,
        { action: 'bulla:exportResults', kind: 'export.results', details: logged(spec), outcome: exported },
        async (table, { minimumCellSize }) => {
          const results = resultsTable(tabulate(table, spec, minimumCellSize));
          const written = await writeFileAtomic(path, whileOpen(licensed, csvBytes(results)), task.signal);
          return { file: basename(path), rows: results.rowCount, ...written };
        },
      );
    },

    async 'session.exportRows'({ session, file }, task) {
      const path = files.resolve(file, 'write');
      const licensed = open(session);
      let formulas = 0;
      return await gate.use<ExportResult>(
        licensed,
        {
          action: 'bulla:exportRows',
          kind: 'export.rows',
          details: {},
          outcome: (result) => ({ ...exported(result), formulas }),
        },
        async (table) => {
          // Rows are data to compute on: an apostrophe before a text would falsify it, so they are written as they are.
          formulas = formulaCells(table);
          const written = await writeFileAtomic(path, whileOpen(licensed, csvBytes(table)), task.signal);
          return { file: basename(path), rows: table.rowCount, ...written };
        },
      );
    },

    'session.close'({ session }) {
      const licensed = sessions.get(session);
      sessions.delete(session);
      if (licensed) gate.close(licensed);
      return null;
    },
  };

  function open(id: string): LicensedSession {
    const session = sessions.get(id);
    if (!session) throw new AppError('usage', 'session.closed');
    return session;
  }

  function myLicence(packageId: string, licences: readonly Licence[], member: string, purpose: string): Licence {
    const licence = selectLicence(licences, member);
    if (licence) return licence;
    const reason = licences.length === 0 ? 'licence.missing' : 'licence.not-for-you';
    log.append({ kind: 'package.open', outcome: 'refused', reason, package: packageId, actor: member, purpose });
    throw new AppError('licence', reason, { names: memberNames(licences) });
  }

  /** Accepted now or before; accepting is an act of its own in the log. */
  function isAgreementAccepted(packageDigest: string, licence: Licence, acceptance: string | null): boolean {
    const { agreement } = licence;
    if (agreement === null) return true;
    if (toHex(crypto.sha256(utf8(agreement.text))) !== agreement.sha256)
      throw new AppError('licence', 'licence.malformed', { where: 'bulla:agreement.sha256' });
    if (store.agreements.isAccepted(packageDigest, agreement.sha256)) return true;
    if (acceptance !== agreement.sha256) return false;
    log.append({
      kind: 'terms.accept',
      outcome: 'done',
      reason: '',
      package: licence.package.id,
      licence: licence.uid,
      actor: identities.current()?.id ?? '',
      details: { agreement: agreement.sha256 },
    });
    store.agreements.accept(packageDigest, agreement.sha256, context.clock.now());
    return true;
  }

  /** Ends an export when the package is closed or the identity locked in the middle of it. */
  async function* whileOpen(session: LicensedSession, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (!gate.isOpen(session)) throw new AppError('usage', 'session.closed');
      yield chunk;
    }
  }

  /** Columns and sizes, never the values that a filter asks for; the digest tells two requests apart. */
  function logged(spec: Tabulation): Readonly<Record<string, string | number>> {
    const shortened = (name: string) => name.slice(0, LOGGED_NAME_UNITS).toWellFormed();
    return {
      by: spec.groupBy.map(shortened).join(', '),
      measure: spec.measure.type === 'count' ? 'count' : `${spec.measure.type} of ${shortened(spec.measure.column)}`,
      filters: spec.filters.map(({ column }) => shortened(column)).join(', '),
      request: toHex(crypto.sha256(canonicalBytes(spec))),
    };
  }

  function exported({ rows, bytes, sha256 }: ExportResult): Readonly<Record<string, string | number>> {
    return { rows, bytes, sha256 };
  }

  function viewOf(session: LicensedSession): SessionView {
    const { descriptor, licence, terms } = session;
    const resource = descriptor.resources[0]!;
    const { rowsIn, rowsOut, suppressed, models } = descriptor['bulla:anonymization'];
    return {
      session: session.id,
      packageId: session.packageId,
      title: descriptor.title,
      issuer: licence.issuer.name,
      purpose: terms.purpose,
      validUntil: licence.validUntil,
      rowCount: resource['bulla:rows'],
      fields: resource.schema.fields.map((field) => ({
        name: field.name,
        type: field.type,
        role: field['bulla:role'],
        transform: field['bulla:transform'],
      })),
      anonymization: { rowsIn, rowsOut, suppressed, models: models.map((model) => model.label) },
      rights: gate.rights(session),
      reading: { sentences: readLicence(licence, []), warnings: [] },
      attribution: licence.attribution,
    };
  }
}
