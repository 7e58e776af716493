/**
 * The release report as one page: no script, no link to elsewhere, its style sheet and its drawings inside. It shows the texts of the
 * model as they are and computes nothing.
 */
import { toBase64Url, utf8 } from '../std/bytes.ts';
import type { CryptoPort } from '../std/crypto-port.ts';
import type { ChecklistItem, ChecklistSection, ItemState, TechniqueOutcome } from './checklist.ts';
import { escapeHtml } from './escape-html.ts';
import { barsPicture, pointsPicture } from './pictures.ts';
import type { Block, Chapter, Figure, ReleaseReport, TableRow } from './release-report.ts';
import { REPORT_STYLE } from './report-style.ts';

const STATE_WORDS: Readonly<Record<ItemState, string>> = {
  met: 'Met',
  finding: 'Finding',
  open: 'Needs your judgement',
  'not-applicable': 'Not applicable',
  'not-measured': 'Not measured',
};

export function reportPage(report: ReleaseReport, { sha256 }: Pick<CryptoPort, 'sha256'>): string {
  const { checklist, chapters } = report;
  const title = `Release report: ${report.title}`;
  const policy = `default-src 'none'; style-src 'sha256-${toBase64Url(sha256(utf8(REPORT_STYLE)))}'; base-uri 'none'; form-action 'none'`;
  const contents = [...chapters, ...checklist.sections, ...ENDINGS];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="quiet">${escapeHtml(`${report.tool}, ${report.created.replace('T', ' ').replace('Z', ' UTC')}, ${AUDIENCE[report.audience]}`)}</p>
</header>
<nav aria-label="Contents"><ol>${contents.map(({ id, title: name }) => `<li><a href="#${id}">${escapeHtml(name)}</a></li>`).join('')}</ol></nav>
<main>
${chapters.map(chapter).join('\n')}
${checklist.sections.map(section).join('\n')}
${part(ENDINGS[0], techniques(checklist.techniques))}
${part(ENDINGS[1], list(report.limits) + (report.leftOut.length > 0 ? `<h3>Left out of this external report</h3>${list(report.leftOut)}` : ''))}
</main>
</body>
</html>
`;
}

const AUDIENCE = { internal: 'internal: not to be given away with the data', external: 'external' } as const;
const ENDINGS = [
  { id: 'techniques', title: 'What the techniques do' },
  { id: 'limits', title: 'What this report does not say' },
] as const;

function part({ id, title }: { readonly id: string; readonly title: string }, content: string): string {
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escapeHtml(title)}</h2>${content}</section>`;
}

function chapter({ id, title, blocks }: Chapter): string {
  return part({ id, title }, blocks.map(block).join(''));
}

function block(content: Block): string {
  switch (content.type) {
    case 'sentences':
      return list(content.sentences);
    case 'table':
      return table(content.title, content.columns, content.rows);
    case 'bars':
      return (
        figure(content.title, barsPicture(content)) +
        table(
          `${content.title} (${content.unit})`,
          ['', ...content.series],
          content.bars.map(({ label, figures }) => ({ label, figures })),
        )
      );
    case 'points':
      return (
        figure(content.title, pointsPicture(content)) +
        table(
          content.title,
          ['', ...content.axes],
          content.points.map(({ label, x, y }) => ({ label, figures: [x, y] })),
        )
      );
  }
}

function figure(title: string, picture: string): string {
  return `<figure>${picture}<figcaption>${escapeHtml(title)}</figcaption></figure>`;
}

function table(title: string, columns: readonly string[], rows: readonly TableRow[]): string {
  if (rows.length === 0) return `<p class="quiet">${escapeHtml(title)}: none.</p>`;
  const isNumber = columns.slice(1).map((_, at) => isNumeric(rows.map(({ figures }) => figures[at])));
  const kind = (at: number) => (isNumber[at] ? ' class="number"' : '');
  const head = columns
    .map((name, at) => `<th scope="col"${at === 0 ? '' : kind(at - 1)}>${escapeHtml(name)}</th>`)
    .join('');
  const body = rows
    .map(
      ({ label, figures }) =>
        `<tr><th scope="row">${escapeHtml(label)}</th>${figures.map((cell, at) => `<td${kind(at)}>${cellText(cell)}</td>`).join('')}</tr>`,
    )
    .join('');
  const headRow = columns.every((name) => name === '') ? '' : `<thead><tr>${head}</tr></thead>`;
  return `<div class="scroll"><table><caption>${escapeHtml(title)}</caption>${headRow}<tbody>${body}</tbody></table></div>`;
}

/** Numbers, and what stands for one that is not known. */
function isNumeric(cells: readonly (Figure | undefined)[]): boolean {
  return (
    cells.some((cell) => cell?.value != null) && cells.every((cell) => !cell || cell.value !== null || cell.isNone)
  );
}

function cellText({ text }: Figure): string {
  return escapeHtml(text);
}

function list(sentences: readonly string[]): string {
  return `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('')}</ul>`;
}

function section({ id, title, source, about, items }: ChecklistSection): string {
  return part(
    { id, title },
    `<p class="quiet">${escapeHtml(source)}</p><p>${escapeHtml(about)}</p><ul class="items">${items.map(checklistItem).join('')}</ul>`,
  );
}

function checklistItem({ title, state, reason, evidence }: ChecklistItem): string {
  const figures = evidence
    .map(({ label, text }) => `<span>${escapeHtml(label)}: <b>${escapeHtml(text)}</b></span>`)
    .join('; ');
  return `<li class="${state}"><div><span class="state">${STATE_WORDS[state]}</span> · ${escapeHtml(title)}</div><div>${escapeHtml(reason)}</div>${figures === '' ? '' : `<p class="evidence">${figures}</p>`}</li>`;
}

function techniques(outcomes: readonly TechniqueOutcome[]): string {
  return table(
    'Techniques and models of this release (ISO/IEC 20889:2018; "still a risk?" of table 6, Opinion 05/2014)',
    ['Technique', 'columns', 'singling out', 'linkability', 'inference', 'still a risk? (table 6)', 'look out for'],
    outcomes.map((entry) => ({
      label: entry.name,
      figures: [
        entry.columns.join(', '),
        entry.singlingOut,
        entry.linkability,
        entry.inference,
        entry.table6 === null ? '' : `${entry.table6.technique}: ${entry.table6.answers.join(', ')}`,
        entry.pitfall,
      ].map((text) => ({ text, value: null })),
    })),
  );
}
