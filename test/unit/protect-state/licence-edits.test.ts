import { presetDraft } from '@shared/license/presets.ts';
import { expect, test } from 'vitest';
import {
  endOfDay,
  permissionOf,
  setPermission,
  startOfDay,
  toggle,
} from '../../../renderer/features/protect/licence-edits.ts';

const DRAFT = presetDraft('aggregate-only', { title: 'Title', now: Date.UTC(2027, 0, 1), contact: '' });

test('an action is never both allowed and forbidden', () => {
  const allowed = setPermission(DRAFT, 'bulla:viewRows', 'permitted');
  expect(permissionOf(allowed, 'bulla:viewRows')).toBe('permitted');
  expect(allowed.prohibited).not.toContain('bulla:viewRows');
  const unsaid = setPermission(allowed, 'bulla:viewRows', 'unsaid');
  expect([...unsaid.permitted, ...unsaid.prohibited]).not.toContain('bulla:viewRows');
  expect(setPermission(unsaid, 'bulla:viewRows', 'prohibited')).toEqual(DRAFT);
});

test('choices keep the order of the vocabulary', () => {
  expect(toggle(['a', 'b', 'c'], ['c'], 'a', true)).toEqual(['a', 'c']);
  expect(toggle(['a', 'b', 'c'], ['a', 'c'], 'a', false)).toEqual(['c']);
});

test('days are whole days that exist', () => {
  expect(startOfDay('2027-03-31')).toBe('2027-03-31T00:00:00Z');
  expect(endOfDay('2027-03-31')).toBe('2027-03-31T23:59:59Z');
  for (const text of ['2027-02-30', '2027-13-01', '1999-01-01', '2027-3-1', '']) expect(startOfDay(text)).toBeNull();
});
