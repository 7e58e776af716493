import type { TechniqueDescription } from './description.ts';

export const SUPPRESSION: TechniqueDescription = {
  title: 'Remove the column',
  iso: 'suppression: attribute suppression (masking of direct identifiers)',
  kind: 'any',
  scope: 'column',
  summary: 'The column is not in the release.',
  parameters: [],
  pitfalls: [
    'Quasi-identifiers remain, and together they single people out.',
    'Names also stand in free text, file names and notes.',
  ],
  effect: { singlingOut: 'little', linkability: 'little', inference: 'none' },
  safeHarbor: 'A D E F G H I J K L M N O P Q R',
};

/** Attribute suppression: the column is not in the release at all. */
export function suppress(): null {
  return null;
}
