import { ERROR_CODES, errorText } from '@shared/contract/error-text.ts';
import { expect, test } from 'vitest';
import { projectSources } from './project-sources.ts';

const THROWN = /new AppError\(\s*'[a-z]+',\s*'([a-z0-9.-]+)'/g;

function thrownCodes(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const { path, text } of projectSources())
    for (const [, code] of text.matchAll(THROWN)) codes.set(code as string, path);
  return codes;
}

test('every code that the sources throw has its sentences', () => {
  const thrown = thrownCodes();
  expect(thrown.size).toBeGreaterThan(40);
  const known = new Set(ERROR_CODES);
  expect([...thrown].filter(([code]) => !known.has(code)).map(([code, path]) => `${code} (${path})`)).toEqual([]);
});

test('the sentences are sentences, whatever the parameters', () => {
  for (const code of ERROR_CODES) {
    const { title, detail, action } = errorText({ code, category: 'internal', params: {} });
    expect(title, code).toMatch(/^[A-Z“"].*[^.!]$/s);
    expect(detail, code).toMatch(/[.:”]$/s);
    expect(`${title} ${detail} ${action}`, code).not.toMatch(/anonymous|cannot be copied|tamper-proof/i);
  }
});

test('an unknown code is still told', () => {
  expect(errorText({ code: 'no.such-code', category: 'internal', params: {} }).detail).toContain('no.such-code');
});
