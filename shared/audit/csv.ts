/**
 * The log as a table for people (RFC 4180, CRLF). It is made from the entries and proves nothing by itself: the verifier makes
 * it again and compares. A cell that a spreadsheet could take for a formula starts with an apostrophe.
 */
import { canonicalJson } from '../std/canonical-json.ts';
import type { UsageEntry } from './usage-event.ts';

const COLUMNS = [
  'seq',
  'time',
  'kind',
  'outcome',
  'reason',
  'package',
  'licence',
  'actor',
  'session',
  'purpose',
  'details',
  'leaf',
] as const;

export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** `leaf` is the entry's leaf hash, hexadecimal. */
export function csvRow(entry: UsageEntry, leaf: string): string {
  const cells: Record<(typeof COLUMNS)[number], string> = {
    seq: String(entry.seq),
    time: new Date(entry.time).toISOString(),
    kind: entry.kind,
    outcome: entry.outcome,
    reason: entry.reason,
    package: entry.package ?? '',
    licence: entry.licence ?? '',
    actor: entry.actor ?? '',
    session: entry.session ?? '',
    purpose: entry.purpose ?? '',
    details: entry.details ? canonicalJson(entry.details) : '',
    leaf,
  };
  return `${COLUMNS.map((column) => csvCell(cells[column])).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
