/** Family 1: class sizes, before and after. */
import { explain, thresholdText } from '../risk/explanations.ts';
import type { RiskReport } from '../risk/risk-report.ts';
import { count, share } from './figure.ts';
import type { ReleaseFacts } from './release-facts.ts';
import type { Block, Chapter, Figure } from './release-report.ts';

const ROWS: readonly (readonly [label: string, figure: (report: RiskReport) => Figure])[] = [
  ['Records', (r) => count(r.records)],
  ['Groups that look alike', (r) => count(r.classes)],
  ['Smallest group', (r) => count(r.smallestClass)],
  ['Alone in their group', (r) => count(r.uniques)],
  ['Prosecutor, highest', (r) => share(r.prosecutor.highest)],
  ['Prosecutor, average', (r) => share(r.prosecutor.average)],
  ['Prosecutor, records at risk', (r) => share(r.prosecutor.recordsAtRisk)],
  ['Journalist, highest', (r) => share(r.journalist.highest)],
  ['Journalist, average', (r) => share(r.journalist.average)],
  ['Journalist, records at risk', (r) => share(r.journalist.recordsAtRisk)],
  ['Marketer', (r) => share(r.marketer)],
];

export function riskChapter({ report }: ReleaseFacts, isInternal: boolean): Chapter {
  const { before, after } = report.risk;
  const blocks: Block[] = [
    { type: 'sentences', sentences: [explain('risk.threshold', after).sentence] },
    {
      type: 'table',
      title: 'Risk of re-identification',
      columns: ['', 'before', 'after'],
      rows: ROWS.map(([label, figure]) => ({ label, figures: [figure(before), figure(after)] })),
    },
    {
      type: 'table',
      title: 'Share of records with a higher risk than',
      columns: ['Threshold', 'before', 'after'],
      rows: after.above.map(({ threshold, share: above }, at) => ({
        label: thresholdText(threshold),
        figures: [share(before.above[at]?.share ?? 0), share(above)],
      })),
    },
    {
      type: 'bars',
      title: 'Records by the size of their group',
      unit: 'records',
      series: ['before', 'after'],
      bars: after.classSizes.map(({ label, records }) => ({
        label,
        figures: [count(before.classSizes.find((bar) => bar.label === label)?.records ?? 0), count(records)],
      })),
    },
    {
      type: 'table',
      title: 'What each column tells, in the release',
      columns: ['Column', 'alone only through it', 'pairs it tells apart', 'distinct values / records'],
      rows: after.contributions.map(({ column, uniquesWithout, separation, distinction }) => ({
        label: column,
        figures: [count(uniquesWithout), share(separation), share(distinction)],
      })),
    },
  ];
  if (after.wildcard) blocks.push({ type: 'sentences', sentences: [explain('risk.wildcard', after).sentence] });
  if (isInternal)
    blocks.push({
      type: 'table',
      title: 'What columns tell together, in the original: the ten with the most people alone',
      columns: ['Columns', 'alone', 'pairs told apart'],
      rows: [...before.subsets.list]
        .sort((a, b) => b.uniques - a.uniques || a.columns.length - b.columns.length)
        .slice(0, 10)
        .map(({ columns, uniques, separation }) => ({
          label: columns.join(', '),
          figures: [count(uniques), share(separation)],
        })),
    });
  return { id: 'risk', title: 'Groups that look alike', blocks };
}
