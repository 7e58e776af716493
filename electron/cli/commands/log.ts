/** log, audit: the usage log of this profile, and the exports of others. No passphrase: auditing depends on nobody's unlocking. */
import type { LogVerdict, UsageEntry } from '@shared/audit/usage-event.ts';
import { AppError } from '@shared/std/app-error.ts';
import { whole } from '@shared/risk/explanations.ts';
import type { Bench } from '../bench.ts';
import type { Answer, Command, OptionValues } from '../command.ts';
import { cardText, trustNow } from '../people.ts';
import { textList, textTable } from '../text-table.ts';
import { readCount } from '../values.ts';

const SHOWN = '20';
const MOST_SHOWN = 100_000;
const WINDOW_ENTRIES = 500;

async function show(bench: Bench, _operands: readonly string[], options: OptionValues): Promise<Answer> {
  const wanted = readCount('--last', options.last ?? SHOWN, MOST_SHOWN);
  const entries: UsageEntry[] = [];
  let total = 0;
  do {
    const count = Math.min(WINDOW_ENTRIES, wanted - entries.length);
    const page = await bench.call('audit.list', { filter: {}, start: entries.length, count });
    total = page.total;
    if (page.entries.length === 0) break;
    entries.push(...page.entries);
  } while (entries.length < wanted && entries.length < total);
  const table = textTable(
    [
      { header: '', isNumber: true },
      { header: 'Time (UTC)' },
      { header: 'Use' },
      { header: 'Outcome' },
      { header: 'Package' },
    ],
    entries.map((entry) => [
      String(entry.seq),
      new Date(entry.time).toISOString(),
      entry.kind,
      entry.reason === '' ? entry.outcome : `${entry.outcome}: ${entry.reason}`,
      entry.package ?? '',
    ]),
  );
  return {
    json: { total, entries },
    text: `${table}\n\n${whole(entries.length)} of ${whole(total)} entries, the newest first`,
  };
}

async function verifyLog(bench: Bench): Promise<Answer> {
  const verdict = await bench.call('audit.verdict', {});
  const failed = verdict.checks.find((check) => !check.ok);
  const error = verdict.intact
    ? undefined
    : new AppError('integrity', failed?.code ?? 'audit.not-intact', failed?.params);
  return { json: { ...verdict }, text: verdictText(verdict, 'The log'), ...(error ? { error } : {}) };
}

async function exportLog(bench: Bench, _operands: readonly string[], options: OptionValues): Promise<Answer> {
  const written = await bench.call('audit.export', { file: await bench.writing(options.out!) });
  const text = textList([
    ['Written', written.file],
    ['Entries', whole(written.size)],
    ['Head code', written.headCode],
  ]);
  return { json: { ...written }, text };
}

async function verifyExport(bench: Bench, [path]: readonly string[], options: OptionValues): Promise<Answer> {
  const { id } = await trustNow(bench, options.trust!);
  const { source: _, ...verdict } = await bench.call('audit.verify', { file: await bench.reading(path!), card: id });
  const error = verdict.code === '' ? undefined : new AppError('integrity', verdict.code, verdict.params);
  const parts = [verdictText({ ...verdict.verdict, intact: verdict.code === '' }, 'The exported log')];
  if (verdict.owner) parts.push(`Log of\n${cardText(verdict.owner)}`);
  if (verdict.exported !== null) parts.push(`Exported ${verdict.exported}`);
  return { json: { ...verdict }, text: parts.join('\n\n'), ...(error ? { error } : {}) };
}

/** What a good verdict proves, and what it does not. */
const ASSURANCES: Readonly<Record<string, string>> = {
  'signed-by-log-key': 'signed-by-log-key: nobody without the key of this log changed, removed or reordered an entry.',
  'log-key-certified-by-owner': 'log-key-certified-by-owner: the owner signed the key of this log with their identity.',
  'no-owner': 'no-owner: no identity vouches for the key of this log.',
  'extends-last-seen': 'extends-last-seen: it continues, unchanged, an export that was verified here before.',
  'first-seen':
    'first-seen: no export of this log was seen here before, so nothing shows yet whether its end was cut off.',
  'clock-went-back': 'clock-went-back: the clock was set back; the order of entries is proven, their times are not.',
};

function verdictText(verdict: LogVerdict, what: string): string {
  const checks = textList(verdict.checks.map((check) => [check.name, check.ok ? 'ok' : `failed: ${check.code}`]));
  const title = verdict.intact
    ? `${what} is intact: ${whole(verdict.size)} entries, head code ${verdict.headCode}.`
    : `${what} is not intact.`;
  const assurance = verdict.assurance.map((slug) => `- ${ASSURANCES[slug] ?? slug}`).join('\n');
  return [title, checks, assurance].filter((part) => part !== '').join('\n\n');
}

export const logCommands: readonly Command[] = [
  {
    name: 'log show',
    about: 'the latest uses and refusals',
    operands: [],
    required: [],
    optional: ['last'],
    run: show,
  },
  { name: 'log verify', about: 'recompute the whole log', operands: [], required: [], optional: [], run: verifyLog },
  {
    name: 'log export',
    about: 'write the log with its signed head, for an auditor',
    operands: [],
    required: ['out'],
    optional: [],
    run: exportLog,
  },
  {
    name: 'audit verify',
    about: "check an exported log against its owner's card",
    operands: ['EXPORT'],
    required: ['trust'],
    optional: [],
    run: verifyExport,
  },
];
