import { buildChecklist } from '@shared/report/build-checklist.ts';
import type { Checklist } from '@shared/report/checklist.ts';
import type { ReleaseFacts } from '@shared/report/release-facts.ts';
import { describe, expect, it } from 'vitest';
import { ASSESSMENT, documentOf, facts, outcome, RECIPE } from './facts.ts';

const stateOf = (checklist: Checklist, id: string) =>
  checklist.sections.flatMap((section) => section.items).find((entry) => entry.id === id)?.state;
const states = (change: Partial<ReleaseFacts>, ids: readonly string[]) => {
  const checklist = buildChecklist(facts(change));
  return ids.map((id) => stateOf(checklist, id));
};
const risk = (change: object) => {
  const { report } = facts();
  return { report: { ...report, risk: { ...report.risk, after: { ...report.risk.after, ...change } } } };
};
const attacks = (change: object) => ({
  assessment: { ...ASSESSMENT, attacks: { ...ASSESSMENT.attacks, ...change } },
});
const lint = (...findings: object[]) => ({
  assessment: { ...ASSESSMENT, lint: { ...ASSESSMENT.lint, findings } } as ReleaseFacts['assessment'],
});

/** 'a.b[0].c' */
function resolve(document: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((name) => name !== '')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
}

describe('the checklist', () => {
  it('names where each figure stands, and it stands there', () => {
    const all = facts(lint({ code: 'row-index', column: 'id', count: 6, item: null, severity: 'error' }));
    const evidence = buildChecklist(all).sections.flatMap((section) => section.items.flatMap((item) => item.evidence));
    const placed = evidence.filter(({ where }) => where !== '');
    expect(placed.length).toBeGreaterThan(25);
    for (const { where, value } of placed)
      if (value === null) expect(resolve(documentOf(all), where), where).toBeDefined();
      else expect(resolve(documentOf(all), where), where).toBe(value);
  });

  it('counts every item once', () => {
    const { sections, counts } = buildChecklist(facts());
    const items = sections.flatMap((section) => section.items);
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(items.length);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(counts.open).toBe(items.filter(({ state }) => state === 'open').length);
  });

  it('has the eighteen identifiers of Safe Harbor', () => {
    const section = buildChecklist(facts()).sections.find(({ id }) => id === 'safe-harbor');
    expect(section?.items.map(({ id }) => id)).toEqual([
      ...[...'ABCDEFGHIJKLMNOPQR'].map((letter) => `safe-harbor.${letter}`),
      'safe-harbor.knowledge',
    ]);
  });

  it('never calls anything anonymous or safe, and leaves open what only a person can say', () => {
    const { sections } = buildChecklist(facts());
    const said = sections.flatMap((section) => section.items.flatMap((item) => [item.reason, item.title]));
    for (const text of said) expect(text).not.toMatch(/anonymous/i);
    const open = ['safe-harbor.knowledge', 'expert-determination.very-small', 'ccpa.contract', 'five-safes.people'];
    expect(states({}, open)).toEqual(open.map(() => 'open'));
  });

  it('singling out: strict uniques, special uniques, identifiers, the attack', () => {
    const ids = ['uniques', 'special-uniques', 'direct-identifiers', 'attack'].map((id) => `wp29.singling-out.${id}`);
    expect(states({}, ids)).toEqual(['met', 'met', 'met', 'met']);
    expect(states(risk({ uniques: 1 }), ids)[0]).toBe('finding');
    expect(states(risk({ quasiIdentifiers: [] }), ids)[0]).toBe('open');
    const special = { ...ASSESSMENT.after.specialUniques, records: 2 };
    const assessment = { ...ASSESSMENT, after: { ...ASSESSMENT.after, specialUniques: special } };
    expect(states({ assessment }, ids)[1]).toBe('finding');
    const named = lint({ code: 'e-mail', column: 'illness', count: 3, item: 'F', severity: 'error' });
    expect(states(named, [...ids, 'safe-harbor.F'])).toEqual(['met', 'met', 'finding', 'met', 'finding']);
    const columns = facts().columns.map((column) => ({ ...column, isReleased: true }));
    expect(states({ columns }, ids)[2]).toBe('finding');
  });

  it('an attack counts by the upper end of its interval, and an inconclusive one is not a success of protection', () => {
    const id = ['wp29.singling-out.attack'];
    const base = ASSESSMENT.attacks.singlingOut[0]!;
    const of = (made: object) => attacks({ singlingOut: [{ ...base, ...made }] });
    expect(states(of(outcome(100, 500)), id)).toEqual(['met']); // 20 % up to 24 %, limit 35 %
    expect(states(of(outcome(2, 8)), id)).toEqual(['finding']); // 25 % too, but up to 59 %
    expect(states(of(outcome(0, 500, 'inconclusive')), id)).toEqual(['not-measured']);
    expect(states(attacks({ singlingOut: [] }), id)).toEqual(['not-applicable']);
  });

  it('linkability: pseudonyms, order, linkage', () => {
    const ids = ['pseudonyms', 'order', 'records', 'attack'].map((id) => `wp29.linkability.${id}`);
    expect(states({}, ids)).toEqual(['met', 'met', 'met', 'met']);
    const columns = facts().columns.map((column) =>
      column.name === 'city' ? { ...column, technique: { type: 'pseudonymization' as const, length: 16 } } : column,
    ) as ReleaseFacts['columns'];
    expect(states({ columns }, [...ids, 'safe-harbor.R'])).toEqual(['finding', 'met', 'met', 'met', 'finding']);
    const ordered = lint({ code: 'original-order', column: null, count: 6, item: null, severity: 'error' });
    expect(states(ordered, ids)[1]).toBe('finding');
    expect(states(attacks({ linkability: null }), ids)[3]).toBe('not-applicable');
  });

  it('inference: a model for each sensitive column, checked on the release', () => {
    const ids = ['wp29.inference.models', 'wp29.inference.homogeneous', 'wp29.inference.attack', 'ccpa.infer'];
    expect(states({}, ids)).toEqual(['met', 'met', 'met', 'open']);
    const recipe = { ...RECIPE, models: [{ type: 'k-anonymity' as const, k: 3 }] };
    expect(states({ recipe }, ids)).toEqual(['finding', 'met', 'met', 'finding']);
    const { report } = facts();
    const broken = { ...report, models: report.models.map((model) => ({ ...model, holds: false })) };
    expect(states({ report: broken }, ids)[0]).toBe('finding');
    const alike = { ...report, homogeneity: [{ column: 'illness', classes: 1, records: 3 }] };
    expect(states({ report: alike }, ids)[1]).toBe('finding');
    const columns = facts().columns.filter(({ role }) => role !== 'sensitive');
    expect(states({ columns }, ids)[0]).toBe('not-applicable');
  });

  it('EMA: eleven is the convention, twelve the strict reading, and the value is exact', () => {
    const ids = ['ema.convention', 'ema.strict'];
    const of = (size: number) =>
      risk({ smallestClass: size, prosecutor: { highest: 1 / size, average: 0.01, recordsAtRisk: 0 } });
    expect(states(of(10), ids)).toEqual(['finding', 'finding']);
    expect(states(of(11), ids)).toEqual(['met', 'finding']);
    expect(states(of(12), ids)).toEqual(['met', 'met']);
    const ema = buildChecklist(facts(of(11))).sections.find(({ id }) => id === 'ema')!;
    expect(ema.items[1]?.evidence[0]?.text).toBe('1/11 = 0.09090909090909091');
  });

  it('Safe Harbor: a column that is left as it is and named so is looked at; one that is removed is met', () => {
    // age is generalized, city is released as it is
    expect(states({}, ['safe-harbor.B', 'safe-harbor.C', 'safe-harbor.K', 'safe-harbor.Q'])).toEqual([
      'open',
      'met',
      'not-applicable',
      'open',
    ]);
    const dates = lint({ code: 'day-date', column: 'age', count: 3, item: 'C', severity: 'warning' });
    expect(states(dates, ['safe-harbor.C'])).toEqual(['open']);
  });

  it('maps the techniques and models of the recipe to what they do', () => {
    const { techniques } = buildChecklist(facts());
    for (const entry of techniques)
      expect(`${entry.name}${entry.singlingOut}${entry.pitfall}`).toMatch(/^.*[a-z]{3}.*$/s);
    expect(techniques.find(({ technique }) => technique === 'noise')?.table6?.answers).toEqual([
      'yes',
      'may not',
      'may not',
    ]);
    expect(techniques.map(({ technique }) => technique)).toEqual([
      'suppression',
      'generalization',
      'noise',
      'shuffling',
      'record-suppression',
      'k-anonymity',
      'distinct-l-diversity',
    ]);
  });
});
