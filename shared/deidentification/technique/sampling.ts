import { seededRandom } from '../../std/seeded-random.ts';
import type { TechniqueDescription } from './description.ts';

export const SAMPLING: TechniqueDescription = {
  title: 'Sample',
  iso: 'statistical tool: sampling',
  kind: 'any',
  scope: 'table',
  summary: 'A random part of the records is released.',
  parameters: [{ name: 'fraction', meaning: 'share of the records, above 0 to 1; the number is rounded' }],
  pitfalls: [
    'Sampling alone does not protect those who are in the sample.',
    'Whoever has the recipe with its seed knows who was drawn.',
    'Small groups may be missing from the sample.',
  ],
  effect: { singlingOut: 'reduces', linkability: 'partly', inference: 'little' },
  safeHarbor: '',
};

/**
 * A simple random sample without replacement of round(fraction x rows), the rows rising (Knuth, algorithm S): each set of rows
 * of this size is as likely.
 */
export function sampledRows(rowCount: number, fraction: number, seed: number): Uint32Array {
  const size = Math.min(rowCount, Math.round(fraction * rowCount));
  const rows = new Uint32Array(size);
  const random = seededRandom(seed, 'sampling');
  let taken = 0;
  for (let row = 0; row < rowCount && taken < size; row++)
    if (random.next() * (rowCount - row) < size - taken) rows[taken++] = row;
  return rows;
}
