import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Technique } from '@shared/deidentification/recipe.ts';
import { base32 } from '@shared/deidentification/technique/pseudonymization.ts';
import type { TechniqueTools } from '@shared/deidentification/technique/technique.ts';
import { transformColumn } from '@shared/deidentification/transform-column.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { cells, column } from '../../support/deid-columns.ts';

const TOOLS: TechniqueTools = {
  seed: 7,
  pseudonymKey: new Uint8Array(32).fill(1),
  hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};

function apply(technique: Technique, values: (string | null)[], tools = TOOLS) {
  const transformed = transformColumn(column('c', values), technique, tools);
  if (!transformed) throw new Error('not released');
  return { cells: cells(transformed.column), loss: [...transformed.loss] };
}
const codeOf = (work: () => unknown) => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('techniques', () => {
  it('none and suppression', () => {
    expect(apply({ type: 'none' }, ['a', null]).cells).toEqual(['a', null]);
    expect(transformColumn(column('c', ['a']), { type: 'suppression' }, TOOLS)).toBeNull();
  });

  it('masking keeps the ends, and nothing of a short value', () => {
    const masking = (hideLength: boolean): Technique => ({ type: 'masking', keepStart: 1, keepEnd: 2, hideLength });
    expect(apply(masking(false), ['Johnson', 'abc', 'Jo😀on', null]).cells).toEqual(['J****on', '***', 'J**on', null]);
    expect(apply(masking(true), ['Johnson', 'ab']).cells).toEqual(['J***on', '***']);
  });

  it('loses what values share a cell', () => {
    const { cells: masked, loss } = apply({ type: 'masking', keepStart: 1, keepEnd: 0, hideLength: false }, [
      'ab',
      'ac',
      'bb',
    ]);
    expect(masked).toEqual(['a*', 'a*', 'b*']);
    expect(loss).toEqual([0, 0.5, 0]);
  });

  it('leaves an empty cell as it is where it computes with numbers, and refuses other text', () => {
    const values = ['72.4', '', null, '120'];
    expect(apply({ type: 'rounding', base: 5 }, values).cells).toEqual(['70', '', null, '120']);
    expect(apply({ type: 'top-bottom-coding', bottom: 80, top: 100 }, values).cells).toEqual(['80', '', null, '100']);
    const noise = apply({ type: 'noise', distribution: 'gaussian', scale: 10, decimals: 1 }, values);
    expect(noise.cells.map((cell) => cell === '' || cell === null)).toEqual([false, true, true, false]);
    expect(noise.cells.slice(1, 3)).toEqual(['', null]);
    // two numbers 47.6 apart have a standard deviation of 23.8; an empty cell loses nothing
    expect(noise.loss[0]).toBe(0);
    expect(noise.loss[1]).toBeCloseTo(10 / 23.8, 12);
    expect(noise.loss[2]).toBe(0);
    for (const technique of [
      { type: 'rounding', base: 5 },
      { type: 'top-bottom-coding', top: 100 },
      { type: 'noise', distribution: 'laplace', scale: 1, decimals: 0 },
    ] satisfies Technique[])
      expect(codeOf(() => apply(technique, ['1', '', ' ']))).toBe('technique.not-a-number');
  });

  it('generalization at a fixed level', () => {
    const technique: Technique = {
      type: 'generalization',
      hierarchy: { type: 'intervals', origin: 0, widths: [10] },
      level: 1,
    };
    const { cells: done, loss } = apply(technique, ['3', '7', '12', null]);
    expect(done).toEqual(['[0, 10)', '[0, 10)', '[10, 20)', null]);
    expect(loss[1]).toBeCloseTo(0.5, 12);
    expect(codeOf(() => apply({ ...technique, level: 3 }, ['3']))).toBe('hierarchy.level-too-high');
    expect(apply({ ...technique, level: 2 }, ['3', null]).cells).toEqual(['*', '*']);
  });

  it('pseudonymization is a keyed HMAC of context, column and value', () => {
    const { cells: done } = apply({ type: 'pseudonymization', length: 16 }, ['anna', 'bert', 'anna', null]);
    const expected = base32(TOOLS.hmacSha256(TOOLS.pseudonymKey!, utf8('bulla/pseudonym/1\0c\0anna'))).slice(0, 16);
    expect(done[0]).toBe(expected);
    expect(done[2]).toBe(expected);
    expect(done[1]).not.toBe(expected);
    expect(done[3]).toBeNull();
    const other = { ...TOOLS, pseudonymKey: new Uint8Array(32).fill(2) };
    expect(apply({ type: 'pseudonymization', length: 16 }, ['anna'], other).cells[0]).not.toBe(expected);
  });

  it('pseudonymization refuses a locked key and a collision', () => {
    const locked = { ...TOOLS, pseudonymKey: null };
    expect(codeOf(() => apply({ type: 'pseudonymization', length: 16 }, ['a'], locked))).toBe('identity.locked');
    const constant = { ...TOOLS, hmacSha256: () => new Uint8Array(32) };
    expect(codeOf(() => apply({ type: 'pseudonymization', length: 16 }, ['a', 'b'], constant))).toBe(
      'pseudonym.collision',
    );
  });

  it('base32 of RFC 4648', () => {
    expect(base32(utf8('foobar'))).toBe('MZXW6YTBOI');
    expect(base32(new Uint8Array(32)).length).toBe(52);
  });

  it('top and bottom coding keeps what lies between as it was written', () => {
    const { cells: done } = apply({ type: 'top-bottom-coding', bottom: 18, top: 90 }, [
      '97',
      '90.0',
      '017',
      '42',
      null,
    ]);
    expect(done).toEqual(['90', '90.0', '18', '42', null]);
    expect(codeOf(() => apply({ type: 'top-bottom-coding', top: 1 }, ['x']))).toBe('technique.not-a-number');
  });

  it('rounding goes to the nearest multiple, halves away from zero', () => {
    expect(apply({ type: 'rounding', base: 5 }, ['72.5', '-72.5', '1', '-1', '1e3']).cells).toEqual([
      '75',
      '-75',
      '0',
      '0',
      '1000',
    ]);
    expect(apply({ type: 'rounding', base: 0.25 }, ['0.3']).cells).toEqual(['0.25']);
  });

  it('noise depends on the seed and the column, not on the values', () => {
    const noise: Technique = { type: 'noise', distribution: 'laplace', scale: 2, decimals: 6 };
    const first = apply(noise, ['1', '1', null, '5']).cells;
    expect(first).toEqual(apply(noise, ['1', '1', null, '5']).cells);
    expect(first[0]).not.toBe(first[1]);
    expect(first[2]).toBeNull();
    expect(Number(apply(noise, ['9', '9', '9', '9']).cells[3]) - 9).toBeCloseTo(Number(first[3]) - 5, 5);
    expect(apply(noise, ['1'], { ...TOOLS, seed: 8 }).cells[0]).not.toBe(first[0]);
  });

  it.each([
    ['gaussian', 3],
    ['laplace', 3 * Math.SQRT2],
  ] as const)('%s noise has the mean 0 and the scale that was asked for', (distribution, deviation) => {
    const technique: Technique = { type: 'noise', distribution, scale: 3, decimals: 9 };
    const drawn = apply(technique, new Array(20_000).fill('0')).cells.map(Number);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.03);
  });
});
