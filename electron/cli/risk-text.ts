/** The risk and utility reports as a terminal shows them. */
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import { explain, percent, whole } from '@shared/risk/explanations.ts';
import type { RiskReport } from '@shared/risk/risk-report.ts';
import { textTable } from './text-table.ts';

type Row = readonly [label: string, value: (report: RiskReport) => string];

const ROWS: readonly Row[] = [
  ['People', (r) => whole(r.records)],
  ['Groups that look alike', (r) => whole(r.classes)],
  ['Smallest group', (r) => whole(r.smallestClass)],
  ['Singled out', (r) => whole(r.uniques)],
  ['Prosecutor, highest', (r) => percent(r.prosecutor.highest)],
  ['Prosecutor, average', (r) => percent(r.prosecutor.average)],
  ['Prosecutor, at risk', (r) => percent(r.prosecutor.recordsAtRisk)],
  ['Journalist, highest', (r) => percent(r.journalist.highest)],
  ['Journalist, at risk', (r) => percent(r.journalist.recordsAtRisk)],
  ['Marketer', (r) => percent(r.marketer)],
];

export function riskTable(reports: readonly (readonly [header: string, report: RiskReport])[]): string {
  return textTable(
    [{ header: '' }, ...reports.map(([header]) => ({ header, isNumber: true }))],
    ROWS.map(([label, value]) => [label, ...reports.map(([, report]) => value(report))]),
  );
}

export function contributionTable(report: RiskReport): string {
  return textTable(
    [
      { header: 'Column' },
      { header: 'uniques gone without it', isNumber: true },
      { header: 'tells apart', isNumber: true },
    ],
    report.contributions.map((entry) => [entry.column, whole(entry.uniquesWithout), percent(entry.separation)]),
  );
}

export function riskText(report: RiskReport): string {
  const parts = [explain('risk.uniques', report).sentence, riskTable([['now', report]])];
  if (report.contributions.length > 0) parts.push(contributionTable(report));
  if (report.wildcard) parts.push(explain('risk.wildcard', report).sentence);
  return parts.join('\n\n');
}

export function protectionText(report: ProtectionReport): string {
  const { before, after } = report.risk;
  const parts = [
    `${explain('risk.uniques', before).sentence} In the release: ${whole(after.uniques)} of ${whole(after.records)}.`,
    riskTable([
      ['before', before],
      ['after', after],
    ]),
    textTable(
      [{ header: 'Column' }, { header: 'level', isNumber: true }, { header: 'lost', isNumber: true }],
      report.utility.columns.map(({ column, loss }) => [column, levelOf(report, column), percent(loss)]),
    ),
    [
      explain('protection.models', report).sentence,
      explain('utility.suppressedRows', report.utility).sentence,
      explain('protection.score', report).sentence,
      explain('protection.nodes', report).sentence,
    ].join('\n'),
  ];
  return parts.join('\n\n');
}

/** '2 of 4' for a searched column, '2' where the recipe fixed the level, '' without levels. */
function levelOf({ levels, heights }: ProtectionReport, column: string): string {
  if (!Object.hasOwn(levels, column)) return '';
  return Object.hasOwn(heights, column) ? `${levels[column]} of ${heights[column]! - 1}` : String(levels[column]);
}
