/** Chapters of the release report and the checklist as a terminal shows them: the same texts as on the page. */
import type { Checklist } from '@shared/report/checklist.ts';
import type { Block, Chapter } from '@shared/report/release-report.ts';
import { printable, textTable } from './text-table.ts';

export function chapterText({ title, blocks }: Chapter): string {
  return [title.toUpperCase(), ...blocks.map(blockText)].filter((text) => text !== '').join('\n\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'sentences':
      return block.sentences.map(printable).join('\n');
    case 'table':
      return table(block.columns, block.rows);
    case 'bars':
      return table([block.title, ...block.series], block.bars);
    case 'points':
      return table(
        [block.title, ...block.axes],
        block.points.map(({ label, x, y }) => ({ label, figures: [x, y] })),
      );
  }
}

type Row = Extract<Block, { type: 'table' }>['rows'][number];

function table(columns: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  return textTable(
    columns.map((header, at) => ({
      header,
      isNumber: at > 0 && rows.some(({ figures }) => figures[at - 1]?.value != null),
    })),
    rows.map(({ label, figures }) => [label, ...figures.map(({ text }) => text)]),
  );
}

/** How many items are in each state, and what was found. */
export function checklistText({ sections, counts }: Checklist): string {
  const findings = sections.flatMap(({ title, items }) =>
    items.filter(({ state }) => state === 'finding').map((item) => `- ${title}: ${item.title}. ${item.reason}`),
  );
  const summary = `Checklist: ${counts.met} met, ${counts.finding} findings, ${counts['not-measured']} not measured, ${counts.open} need your judgement, ${counts['not-applicable']} not applicable.`;
  return [summary, ...findings.map(printable)].join('\n');
}
