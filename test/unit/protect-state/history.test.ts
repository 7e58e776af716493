import { expect, test } from 'vitest';
import { commit, redo, startHistory, undo } from '../../../renderer/features/protect/store/history.ts';

test('undo and redo walk the same way back and forth', () => {
  const three = commit(commit(startHistory('a'), 'b'), 'c');
  expect(undo(three).present).toBe('b');
  expect(undo(undo(three)).present).toBe('a');
  expect(redo(undo(three)).present).toBe('c');
  expect(undo(startHistory('a')).present).toBe('a');
  expect(redo(three)).toBe(three);
});

test('typing is one step, until something else is done', () => {
  let history = startHistory('');
  for (const text of ['T', 'Ti', 'Tit']) history = commit(history, text, 'title');
  expect(history.past).toEqual(['']);
  history = commit(history, 'Tit!', 'contact');
  expect(history.past).toEqual(['', 'Tit']);
  history = commit(undo(history), 'Titl', 'title');
  expect(history.past).toEqual(['', 'Tit']);
  expect(history.future).toEqual([]);
});

test('a new change after an undo forgets what was undone; no change is no step', () => {
  const history = commit(undo(commit(startHistory(1), 2)), 3);
  expect(history).toMatchObject({ past: [1], present: 3, future: [] });
  expect(commit(history, 3)).toBe(history);
});
