/**
 * Guidance while a passphrase is typed. Length is what counts against guessing (NIST SP 800-63B, section 5.1.1.2: no rules
 * of composition), with a look for repetition and for the person's own name.
 */
export const MINIMUM_PASSPHRASE_LENGTH = 12;

export interface PassphraseGuidance {
  readonly isEnough: boolean;
  readonly level: 'empty' | 'short' | 'weak' | 'fair' | 'good';
  readonly sentence: string;
}

/** `personal`: name, organisation, e-mail; none of their words should make up most of the passphrase. */
export function passphraseGuidance(passphrase: string, personal: readonly string[]): PassphraseGuidance {
  const length = [...passphrase].length;
  if (length === 0)
    return {
      isEnough: false,
      level: 'empty',
      sentence: `At least ${MINIMUM_PASSPHRASE_LENGTH} characters. Four or five unrelated words are easy to remember.`,
    };
  if (length < MINIMUM_PASSPHRASE_LENGTH) {
    const missing = MINIMUM_PASSPHRASE_LENGTH - length;
    return {
      isEnough: false,
      level: 'short',
      sentence: `${missing} more ${missing === 1 ? 'character' : 'characters'} needed.`,
    };
  }
  if (new Set(passphrase.toLowerCase()).size < 6)
    return { isEnough: false, level: 'weak', sentence: 'Too much repetition. Use more different characters.' };
  if (lengthWithoutPersonalWords(passphrase, personal) < 8)
    return {
      isEnough: false,
      level: 'weak',
      sentence: 'Mostly made of your own details. Add words that nobody connects with you.',
    };
  if (length < 20) return { isEnough: true, level: 'fair', sentence: 'Acceptable. Longer is better.' };
  return { isEnough: true, level: 'good', sentence: 'A good length.' };
}

function lengthWithoutPersonalWords(passphrase: string, personal: readonly string[]): number {
  const words = personal
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 3);
  let rest = passphrase.toLowerCase();
  for (const word of words) rest = rest.replaceAll(word, '');
  return rest.length;
}
