/** Assessment, checklist and report through the engine's one door. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, type Engine } from '@engine/create-engine.ts';
import type { Threads } from '@engine/jobs/threads.ts';
import { kernels } from '@engine/workers/kernels.ts';
import type { Recipe } from '@shared/deidentification/recipe.ts';
import type { ReleaseReport } from '@shared/report/release-report.ts';
import { seededRandom } from '@shared/std/seeded-random.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inlineThreads } from '../../support/inline-threads.ts';

let folder: string;
let engine: Engine;
let ran: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulla-report-'));
  ran = [];
  const inline = inlineThreads(kernels);
  const threads: Threads = {
    ...inline,
    run: (async (name, input, task, onMessage) => {
      ran.push(name);
      await new Promise((resume) => setImmediate(resume)); // a thread answers later
      return inline.run(name, input, task, onMessage);
    }) as Threads['run'],
  };
  engine = createEngine({
    version: '0.0.0-test',
    profile: join(folder, 'profile'),
    resources: resolve(import.meta.dirname, '../../../resources'),
    clock: { now: () => Date.UTC(2026, 10, 23, 12), monotonic: () => performance.now() },
    threads,
    scryptLogN: 10,
  });
});
afterEach(() => {
  void engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const PEOPLE = 400;
function people(): string {
  const random = seededRandom(7, 'people');
  const rows = Array.from({ length: PEOPLE }, (_, at) => {
    const city = ['Ulmzz', 'Bonnzz', 'Kielzz'][random.below(3)];
    const illness = ['fluzz', 'coldzz', 'goutzz', 'asthmazz'][random.below(4)];
    return `NR${at + 1000};${20 + random.below(60)};${city};${50 + random.below(50)};${illness}`;
  });
  return `patient_no;age;city;weight_kg;illness\n${rows.join('\n')}\n`;
}

const RECIPE = {
  bulla: 'recipe/1',
  columns: {
    patient_no: { role: 'direct-identifier', technique: { type: 'suppression' } },
    age: {
      role: 'quasi-identifier',
      technique: { type: 'generalization', hierarchy: { type: 'intervals', origin: 0, widths: [10, 20] } },
    },
    city: { role: 'quasi-identifier', technique: { type: 'generalization', hierarchy: { type: 'automatic' } } },
    weight_kg: { role: 'other', technique: { type: 'rounding', base: 5 } },
    illness: { role: 'sensitive' },
  },
  models: [
    { type: 'k-anonymity', k: 5 },
    { type: 'distinct-l-diversity', l: 2, sensitive: 'illness' },
  ],
  search: { type: 'optimal', suppressionLimit: 0.1 },
  seed: 918273645546372,
};

async function opened(recipe: object = RECIPE): Promise<{ dataset: string; recipe: Recipe }> {
  writeFileSync(join(folder, 'people.csv'), people());
  const file = engine.files.grant(join(folder, 'people.csv'), 'read').token;
  await engine.call('dataset.open', { file, dataset: 'd' });
  writeFileSync(join(folder, 'recipe.json'), JSON.stringify(recipe));
  const token = engine.files.grant(join(folder, 'recipe.json'), 'read').token;
  return { dataset: 'd', recipe: await engine.call('recipe.read', { file: token }) };
}
const writing = (name: string) => engine.files.grant(join(folder, name), 'write').token;
const times = (kernel: string) => ran.filter((name) => name === kernel).length;

/** 'a.b[0].c' */
function at(document: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((name) => name !== '')
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], document);
}

describe('the release of a recipe', () => {
  it('is made once for callers at the same time', async () => {
    const input = await opened();
    const [first, second] = await Promise.all([
      engine.call('protect.run', input),
      engine.call('protect.run', input),
      engine.call('protect.write', { ...input, file: writing('a.csv') }),
    ]);
    expect(second).toEqual(first);
    expect(times('protectTable')).toBe(1);
  });

  it('goes on for the other when one cancels', async () => {
    const input = await opened();
    const abort = new AbortController();
    const cancelled = engine.call('protect.run', input, { signal: abort.signal });
    const kept = engine.call('protect.run', input);
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' });
    expect((await kept).report.models.every(({ holds }) => holds)).toBe(true);
    expect(times('protectTable')).toBe(1);
  });

  it('is made again after all have cancelled', async () => {
    const input = await opened();
    const abort = new AbortController();
    const cancelled = engine.call('protect.run', input, { signal: abort.signal });
    abort.abort();
    const again = engine.call('protect.run', input);
    await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' });
    expect((await again).recipeHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the assessment', () => {
  it('has every family before and after, and is made once', async () => {
    const input = await opened();
    const [one, two] = await Promise.all([engine.call('protect.assess', input), engine.call('protect.assess', input)]);
    const three = await engine.call('protect.assess', input);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect([times('protectTable'), times('assessRisks'), times('compareRelease')]).toEqual([1, 1, 1]);
    const { assessment, recipeHash } = one;
    expect(recipeHash).toBe((await engine.call('protect.run', input)).recipeHash);
    expect(assessment.before.records).toBe(PEOPLE);
    expect(assessment.before.population.sampleUniques).toBeGreaterThan(20);
    expect(assessment.after.population.sampleUniques).toBe(0);
    expect(assessment.after.specialUniques.records).toBe(0);
    expect(assessment.linkage.records.map(({ knowledge }) => knowledge)).toEqual(['quasi-identifiers', 'all-columns']);
    expect(assessment.attacks.singlingOut).toHaveLength(3);
    expect(assessment.attacks.inference.map(({ secret }) => secret)).toContain('illness');
    expect(assessment.lint.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(assessment.utility.queries).not.toBeNull();
  });

  it('names where each figure of the checklist stands', async () => {
    const input = await opened();
    const { report, recipeHash } = await engine.call('protect.run', input);
    const { assessment, checklist } = await engine.call('protect.assess', input);
    const document = { ...report, assessment, recipeHash };
    const evidence = checklist.sections.flatMap(({ items }) => items.flatMap((item) => item.evidence));
    for (const { where, value } of evidence)
      if (where !== '' && value !== null) expect(at(document, where), where).toBe(value);
    const state = (id: string) =>
      checklist.sections.flatMap(({ items }) => items).find((item) => item.id === id)?.state;
    expect(state('wp29.singling-out.uniques')).toBe('met');
    expect(state('wp29.linkability.order')).toBe('met');
    expect(state('wp29.inference.models')).toBe('met');
    expect(state('safe-harbor.H')).toBe('met');
  });

  it('is not kept when it is cancelled, and can be asked for again', async () => {
    const input = await opened();
    await engine.call('protect.run', input);
    const abort = new AbortController();
    const cancelled = engine.call('protect.assess', input, { signal: abort.signal });
    await new Promise((resume) => setImmediate(resume));
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' });
    expect((await engine.call('protect.assess', input)).assessment.after.records).toBeGreaterThan(0);
  });

  it('of the data as they are: everything is linked, and stands in its order', async () => {
    const input = await opened();
    const data = await engine.call('protect.assessData', input);
    expect(data.records).toBe(PEOPLE);
    expect(data.linkage.records.at(-1)?.certain).toBe(1);
    expect(data.lint.findings.map(({ code }) => code)).toContain('original-order');
    expect(data).toMatchObject({ attacks: { isSampled: false } });
  });

  it('takes weights and households of the original, released or not', async () => {
    const recipe = { ...RECIPE, risk: { weight: 'weight_kg', household: 'city' } };
    const { assessment } = await engine.call('protect.assess', await opened(recipe));
    expect(assessment.before.individual.known).toBe('weights');
    expect(assessment.after.individual.household?.households).toBe(3);
    const wrong = await opened({ ...RECIPE, risk: { weight: 'nobody' } });
    await expect(engine.call('protect.assess', wrong)).rejects.toMatchObject({ code: 'recipe.column-unknown' });
  });

  it('of a table of figures finds no records to link', async () => {
    const table = { aggregation: { groupBy: ['city'], measures: [{ type: 'count' }], minimumCellSize: 5 } };
    const { assessment } = await engine.call('protect.assess', await opened({ ...RECIPE, models: [], table }));
    expect(assessment.after.records).toBe(0);
    expect(assessment.linkage.records).toEqual([]);
    expect(assessment.lint.rows).toBeGreaterThan(0);
    // The window cannot know how many rows the table has.
    const frame = await engine.call('protect.rows', { dataset: 'd', start: 0, count: 1 });
    expect(frame).toMatchObject({ rowCount: 1, total: assessment.lint.rows });
  });

  it('of a release without rows says so everywhere', async () => {
    const models = [{ type: 'k-anonymity', k: 1000 }];
    const input = await opened({ ...RECIPE, models, search: { type: 'optimal', suppressionLimit: 1 } });
    const { report, html } = await engine.call('protect.readReport', { ...input, audience: 'internal' });
    expect(report.checklist.counts.finding).toBeGreaterThanOrEqual(0);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('the report', () => {
  it('is written as a page and as JSON, and both say what the screen says', async () => {
    const input = await opened();
    const { report, html } = await engine.call('protect.readReport', { ...input, audience: 'internal' });
    const page = await engine.call('protect.report', {
      ...input,
      audience: 'internal',
      format: 'html',
      file: writing('report.html'),
    });
    expect(page).toMatchObject({ file: 'report.html', bytes: Buffer.byteLength(html) });
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(html);
    await engine.call('protect.report', { ...input, audience: 'internal', format: 'json', file: writing('r.json') });
    const read = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as ReleaseReport;
    expect(read).toEqual(report);
    expect(read).toMatchObject({ title: 'people.csv', tool: 'Bulla 0.0.0-test', created: '2026-11-23T12:00:00Z' });
    expect(times('assessRisks')).toBe(1);
    const { report: protection } = await engine.call('protect.run', input);
    const risk = read.chapters.find(({ id }) => id === 'risk')!.blocks.find((block) => block.type === 'table');
    const row = risk?.rows.find(({ label }) => label === 'Prosecutor, highest');
    expect(row?.figures.map(({ value }) => value)).toEqual([
      protection.risk.before.prosecutor.highest,
      protection.risk.after.prosecutor.highest,
    ]);
  });

  it('external: no value of the data, no hidden column, no seed, no path', async () => {
    const input = await opened();
    const { report, html } = await engine.call('protect.readReport', { ...input, audience: 'external' });
    const text = JSON.stringify(report) + html;
    for (const secret of ['Ulmzz', 'fluzz', 'NR1', 'patient_no', '918273645546372', 'people.csv', folder])
      expect(text, secret).not.toContain(secret);
    expect(text).toContain('weight_kg');
  });

  it('never goes over the dataset', async () => {
    const input = await opened();
    const file = writing('people.csv');
    await expect(
      engine.call('protect.report', { ...input, audience: 'external', format: 'html', file }),
    ).rejects.toMatchObject({ code: 'dataset.overwrite' });
    expect(readFileSync(join(folder, 'people.csv'), 'utf8')).toBe(people());
  });
});
