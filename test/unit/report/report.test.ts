import { createHash } from 'node:crypto';
import { buildReport } from '@shared/report/build-report.ts';
import { releaseColumns } from '@shared/report/release-facts.ts';
import type { Audience } from '@shared/report/release-report.ts';
import { reportPage } from '@shared/report/report-page.ts';
import { describe, expect, it } from 'vitest';
import { facts, HIDDEN_COLUMN, RECIPE, SECRET_VALUE } from './facts.ts';

const crypto = { sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()) };
const reportFor = (audience: Audience, of = facts()) =>
  buildReport(of, { audience, created: '2026-11-23T12:00:00Z', tool: 'Bulla 0.0.0-test', title: 'people.csv' });
const pageFor = (audience: Audience, of = facts()) => reportPage(reportFor(audience, of), crypto);

/** What a reader sees: no tags, no style sheet, entities as letters. */
function visible(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

describe('the release report', () => {
  it('shows no number that does not stand in its JSON', () => {
    for (const audience of ['internal', 'external'] as const) {
      const numbersIn = (text: string): string[] => text.match(/\d[\d,.]*\d|\d/g) ?? [];
      const known = new Set(numbersIn(JSON.stringify(reportFor(audience)).replaceAll('\\"', '"')));
      const numbers = numbersIn(visible(pageFor(audience)));
      expect(numbers.length).toBeGreaterThan(200);
      const fixed = new Set(['20889', '2018', '05', '2014', '6', '0', '100']); // headings and the ends of an axis
      const unknown = numbers.filter((text) => !known.has(text) && !fixed.has(text));
      expect(unknown).toEqual([]);
    }
  });

  it('keeps the number beside every text that was made from one', () => {
    const report = reportFor('internal');
    const cells = report.chapters.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? block.rows.flatMap((row) => row.figures) : [])),
    );
    const alone = cells.filter(({ text, value }) => value === null && /^[\d,.]+( %)?$/.test(text));
    // the seed is a name, no figure
    expect(alone.map(({ text }) => text)).toEqual([String(RECIPE.seed)]);
  });

  it('external: no value of the data, no seed, no parameter, no hidden column, no file name', () => {
    const secrets = [SECRET_VALUE, '987654321', '7.125', HIDDEN_COLUMN, 'people.csv', 'abababab', 'gaussian'];
    const internal = JSON.stringify(reportFor('internal'));
    const external = JSON.stringify(reportFor('external')) + pageFor('external');
    for (const secret of secrets) expect(internal, secret).toContain(secret);
    for (const secret of secrets) expect(external, secret).not.toContain(secret);
    expect(reportFor('external').leftOut.length).toBeGreaterThan(3);
    expect(reportFor('internal').leftOut).toEqual([]);
    expect(pageFor('external')).toContain('Left out of this external report');
  });

  it('external: the same verdicts', () => {
    const states = (audience: Audience) =>
      reportFor(audience).checklist.sections.flatMap(({ items }) => items.map(({ id, state }) => [id, state]));
    expect(states('external')).toEqual(states('internal'));
  });

  it('is one page without script, links or styles from elsewhere, and its policy names its style sheet', () => {
    const html = pageFor('internal');
    expect(html).not.toMatch(/<script|javascript:|<link|<iframe|<img|\son[a-z]+=|\sstyle=|@import|url\(|https?:/i);
    const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
    const hash = createHash('sha256').update(style).digest('base64url');
    expect(html).toContain(`style-src &#39;sha256-${hash}&#39;`);
    expect(html).toContain('default-src &#39;none&#39;');
  });

  it('can be read without eyes: one h1, headings in order, every table captioned, every drawing named', () => {
    const html = pageFor('internal');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('<html lang="en">');
    expect(html.match(/<table>/g)?.length).toBe(html.match(/<caption>/g)?.length);
    expect(html.match(/<svg /g)?.length).toBe(html.match(/<svg role="img" aria-label="[^"]+"/g)?.length);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('writes a hostile column name as text', () => {
    const name = '</table><script>alert(1)</script>"\u202e';
    const recipe = {
      ...RECIPE,
      columns: { ...RECIPE.columns, [name]: { role: 'other', technique: { type: 'none' } } },
    };
    const columns = releaseColumns(recipe as typeof RECIPE, ['age', name], ['age', name]);
    for (const audience of ['internal', 'external'] as const) {
      const html = pageFor(audience, facts({ columns }));
      expect(html).not.toContain('<script');
      expect(html).not.toContain('\u202e');
      expect(html).toContain('&lt;/table&gt;&lt;script&gt;');
    }
  });

  it('says of a figure that cannot be computed that it cannot be said', () => {
    const text = visible(pageFor('external'));
    expect(text).toContain('cannot be said');
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });
});
