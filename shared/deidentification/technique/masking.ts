import type { Column } from '../../table/table.ts';
import { recode } from './recode.ts';
import type { Transformed } from './technique.ts';

const MASK = '*';
/** What stands for any number of hidden characters. */
const HIDDEN_LENGTH = 3;

/**
 * Keeps some characters at the ends: keepStart 1, keepEnd 2: 'Johnson' -> 'J****on', with `hideLength` 'J***on'.
 * A value too short to hide anything is masked as a whole.
 */
export function mask(
  column: Column,
  options: { readonly keepStart: number; readonly keepEnd: number; readonly hideLength: boolean },
): Transformed {
  return recode(column, (value) => maskText(value, options));
}

function maskText(
  value: string,
  { keepStart, keepEnd, hideLength }: { keepStart: number; keepEnd: number; hideLength: boolean },
): string {
  const characters = [...value];
  const isShort = characters.length <= keepStart + keepEnd;
  const hidden = isShort ? characters.length : characters.length - keepStart - keepEnd;
  const stars = MASK.repeat(hideLength ? HIDDEN_LENGTH : hidden);
  if (isShort) return stars;
  return characters.slice(0, keepStart).join('') + stars + characters.slice(characters.length - keepEnd).join('');
}
