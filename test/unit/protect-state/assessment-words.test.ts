import type { AttackOutcome, AttackReport } from '@shared/risk/attacks/attack-report.ts';
import { wilson } from '@shared/risk/attacks/rate-estimate.ts';
import type { LintReport } from '@shared/risk/lint/lint-report.ts';
import { expect, test } from 'vitest';
import {
  attackSentence,
  controlSentence,
  linkageSentence,
  outcomesOf,
  populationSentence,
  worstAttack,
} from '../../../renderer/features/protect/risk/assessment-words.ts';
import { lintSentence, lintWords } from '../../../renderer/features/protect/risk/lint-words.ts';

const WEAK: AttackOutcome = {
  attack: wilson(5, 100),
  baseline: wilson(9, 100),
  control: null,
  risk: { value: 0.9, low: 0.8, high: 1 },
  verdict: 'inconclusive',
};
const STRONG: AttackOutcome = {
  ...WEAK,
  attack: wilson(60, 100),
  risk: { value: 0.5, low: 0.4, high: 0.6 },
  verdict: 'measured',
};
const REPORT: AttackReport = {
  singlingOut: [
    { ...WEAK, predicates: 'univariate', columns: 1 },
    { ...STRONG, predicates: 'whole-record', columns: 8 },
  ],
  linkability: null,
  inference: [
    { ...STRONG, risk: { value: 0.2, low: 0.1, high: 0.3 }, secret: 'illness', known: ['age'], success: 'equal' },
  ],
  control: { rows: 0, isUsed: false, reason: 'no-rows' },
  originalRows: 100,
  releasedRows: 100,
  isSampled: false,
  leftOut: [],
};

test('every attack has a name of its own; an inconclusive one is never the worst', () => {
  const outcomes = outcomesOf(REPORT);
  expect(new Set(outcomes.map((entry) => entry.id)).size).toBe(3);
  expect(worstAttack(REPORT)?.label).toBe('Singling out by the whole row');
  expect(worstAttack({ ...REPORT, singlingOut: [], inference: [] })).toBeNull();
});

test('an inconclusive attack is said to say nothing', () => {
  expect(attackSentence(WEAK)).toContain('too weak to say anything');
  expect(attackSentence(STRONG)).toContain('between 40 % and 60 %');
  expect(controlSentence(REPORT)).toContain('nobody to compare with');
});

test('words promise nothing', () => {
  const clean: LintReport = { rows: 3, columns: 1, findings: [], items: [], isPartial: false };
  const texts = [
    attackSentence(WEAK),
    attackSentence(STRONG),
    lintSentence(clean),
    populationSentence({ sampleUniques: 0, sampleDoubles: 0, known: 'assumed', scenarios: [] }),
  ];
  for (const text of texts) expect(text).not.toMatch(/anonymous|safe\b|cannot be copied/i);
  expect(lintSentence(clean)).toContain('What a rule does not know it cannot find');
});

test('a finding names the column and a count, never a value', () => {
  expect(lintWords({ code: 'e-mail', column: 'note', count: 2, item: 'F', severity: 'error' })).toBe(
    '"note" holds e-mail addresses (2 cells; HIPAA Safe Harbor item F).',
  );
  expect(lintWords({ code: 'original-order', column: null, count: 9, item: null, severity: 'warning' })).toBe(
    'The rows stand in their original order (9 rows).',
  );
});

test('an upper bound of linkage says that it is one', () => {
  const linked = {
    knowledge: 'quasi-identifiers',
    columns: ['age'],
    distance: 'gower',
    linked: wilson(3, 10),
    certain: 0,
    atRandom: 0.1,
    targets: 10,
    candidates: 10,
    isUpperBound: true,
  } as const;
  expect(linkageSentence(linked)).toContain('true rate is lower');
  expect(linkageSentence({ ...linked, isUpperBound: false })).not.toContain('true rate is lower');
});
