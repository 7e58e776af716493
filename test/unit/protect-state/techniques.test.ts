import { Recipe, Technique } from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isValid, issueWords, problemOf, withValue } from '../../../renderer/features/protect/forms/field.ts';
import {
  fieldsOfTechnique,
  fittedTechnique,
  isByChance,
  TECHNIQUES,
  type TechniqueStart,
  type TechniqueType,
  techniqueEntry,
  unfitFor,
} from '../../../renderer/features/protect/technique/catalogue.ts';
import { fittingTechniques } from '../../../renderer/features/protect/technique/alternatives.ts';
import { techniqueWords } from '../../../renderer/features/protect/technique/technique-words.ts';

const NUMBERS: ColumnProfile = {
  name: 'income',
  type: 'integer',
  distinct: 40,
  missing: 0,
  empty: 0,
  minimum: '0',
  maximum: '90000',
  longest: 5,
  distribution: [],
  distributionKind: 'range',
};
const GIVEN: TechniqueStart = { profile: NUMBERS, today: '2026-11-24', person: 'patient' };
const TYPES = Object.keys(TECHNIQUES) as TechniqueType[];

test('every technique that the recipe knows is offered, starts validly and has words', () => {
  const known = Technique.options.map((option) => option.entries.type.literal);
  expect([...TYPES].sort()).toEqual([...known].sort());
  for (const type of TYPES) {
    const technique = techniqueEntry(type).start(GIVEN);
    expect(technique).not.toBeNull();
    expect(v.is(Technique, technique)).toBe(true);
    expect(techniqueWords(technique!)).not.toBe('');
  }
});

test('every field is a property of its technique', () => {
  for (const option of Technique.options) {
    const properties = Object.keys(option.entries);
    for (const field of techniqueEntry(option.entries.type.literal).fields) expect(properties).toContain(field.key);
  }
});

test('a technique is offered where it fits', () => {
  const dates: TechniqueStart = { ...GIVEN, profile: { ...NUMBERS, type: 'date' } };
  expect(unfitFor('age', GIVEN)).toBe('For dates.');
  expect(unfitFor('age', dates)).toBe('');
  expect(unfitFor('rounding', dates)).toBe('For numbers.');
  expect(unfitFor('date-shift', { ...dates, person: null })).toBe('Needs a column that names the person.');
  for (const type of TYPES)
    expect(unfitFor(type, { ...GIVEN, profile: { ...NUMBERS, type: 'string' } })).not.toBe(undefined);
});

test('a pseudonym has the name of a project exactly when it holds within one', () => {
  const inProject = fittedTechnique({ type: 'pseudonymization', length: 16, scope: 'project' });
  expect(inProject).toMatchObject({ project: 'My project' });
  expect(fieldsOfTechnique(inProject).map((field) => field.key)).toContain('project');
  const inRelease = fittedTechnique({ ...inProject, scope: 'release' } as Technique);
  expect(inRelease).not.toHaveProperty('project');
  expect(fieldsOfTechnique(inRelease).map((field) => field.key)).not.toContain('project');
});

test('a value that the schema refuses is told in words', () => {
  const technique = { type: 'rank-swapping', percent: 5 };
  expect(isValid(Technique, technique)).toBe(true);
  expect(problemOf(Technique, withValue(technique, 'percent', 101), 'percent')).toBe('At most 100.');
  expect(problemOf(Technique, withValue(technique, 'percent', 0), 'percent')).toBe('More than 0.');
  expect(problemOf(Technique, technique, 'percent')).toBe('');
  expect(problemOf(Technique, { type: 'age', on: 'yesterday' }, 'on')).toBe('This cannot be used here.');
  expect(problemOf(Technique, { type: 'age', on: 'yesterday' }, 'on', 'A day.')).toBe('A day.');
  expect(problemOf(Technique, { type: 'age', on: '2026-01-31' }, 'on', 'A day.')).toBe('');
  expect(issueWords({ type: 'integer', requirement: undefined })).toBe('A whole number.');
  expect(withValue({ a: 1, b: 2 }, 'b', undefined)).toEqual({ a: 1 });
});

test('a recipe with every technique at its start is one that the engine reads', () => {
  const columns = Object.fromEntries(
    TYPES.map((type) => [type, { role: 'other', technique: techniqueEntry(type).start(GIVEN) }]),
  );
  expect(v.is(Recipe, { bulla: 'recipe/1', columns })).toBe(true);
});

test('what else fits a column: neither what it has nor what was proposed for another role', () => {
  const suggestion = {
    column: 'born',
    role: 'quasi-identifier',
    technique: { type: 'generalization', hierarchy: { type: 'automatic' } },
    alternatives: [
      { type: 'age', on: '2026-01-31', top: 90 },
      { type: 'date-truncation', level: 'year' },
    ],
    reasons: [],
  } as const;
  const { role, technique, alternatives } = suggestion;
  expect(fittingTechniques(suggestion, { role, technique })).toEqual(alternatives);
  expect(fittingTechniques(suggestion, { role, technique: alternatives[0] })).toEqual([technique, alternatives[1]]);
  expect(fittingTechniques(suggestion, { role: 'other', technique: { type: 'none' } })).toEqual([]);
});

test('only what is drawn comes out differently in the release', () => {
  expect(TYPES.filter(isByChance).sort()).toEqual(['correlated-noise', 'date-shift', 'noise', 'pram', 'rank-swapping']);
});
