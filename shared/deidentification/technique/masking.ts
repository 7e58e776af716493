import type { Column } from '../../table/table.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

export const MASKING: TechniqueDescription = {
  title: 'Mask characters',
  iso: 'suppression: masking of characters',
  kind: 'any',
  scope: 'column',
  summary: 'Part of every value is replaced by *: 100012 becomes 1000**.',
  parameters: [
    { name: 'keepStart', meaning: 'characters kept at the start', default: '0' },
    { name: 'keepEnd', meaning: 'characters kept at the end', default: '0' },
    { name: 'pattern', meaning: 'instead of the ends: # keeps a character, * hides it; beyond its end all are hidden' },
    { name: 'hideLength', meaning: 'three stars for every hidden part, however long', default: 'false' },
  ],
  pitfalls: [
    'The last four characters and one more column are often unique.',
    'Without hideLength the length of the value shows.',
  ],
  effect: { singlingOut: 'little', linkability: 'little', inference: 'none' },
  safeHarbor: 'B G J',
};

export interface Masking {
  readonly keepStart: number;
  readonly keepEnd: number;
  readonly hideLength: boolean;
  /** Of '#' and '*'. */
  readonly pattern?: string | undefined;
}

const MASK = '*';
/** What stands for any number of hidden characters. */
const HIDDEN_LENGTH = 3;

/**
 * Keeps some characters: keepStart 1, keepEnd 2: 'Johnson' -> 'J****on', with `hideLength` 'J***on'. A value too short to hide
 * anything is masked as a whole. With a pattern the ends do not count: '##**' makes '12345' '12***'.
 */
export function mask(column: Column, options: Masking): Transformed {
  const { pattern } = options;
  return recode(
    column,
    pattern === undefined ? (value) => maskEnds(value, options) : (value) => maskBy(value, options),
  );
}

function maskEnds(value: string, { keepStart, keepEnd, hideLength }: Masking): string {
  const characters = [...value];
  const isShort = characters.length <= keepStart + keepEnd;
  const hidden = isShort ? characters.length : characters.length - keepStart - keepEnd;
  const stars = MASK.repeat(hideLength ? HIDDEN_LENGTH : hidden);
  if (isShort) return stars;
  return characters.slice(0, keepStart).join('') + stars + characters.slice(characters.length - keepEnd).join('');
}

function maskBy(value: string, { pattern = '', hideLength }: Masking): string {
  const characters = [...value];
  const isKept = characters.map((_, at) => pattern[at] === '#');
  // as for the ends: a value that the pattern would show as a whole is hidden
  if (!isKept.includes(false)) isKept.fill(false);
  let text = '';
  characters.forEach((character, at) => {
    if (isKept[at]) text += character;
    else if (!hideLength) text += MASK;
    else if (at === 0 || isKept[at - 1]) text += MASK.repeat(HIDDEN_LENGTH);
  });
  // with the length hidden, a value that ends early must not show that it does
  return hideLength && isKept.at(-1) !== false ? text + MASK.repeat(HIDDEN_LENGTH) : text;
}
