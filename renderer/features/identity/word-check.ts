/** The person types two of the eight words, so that comparing them is an act and not a click. */

/** Two different positions (0-based, rising), from two random numbers in [0, 1). */
export function positionsToAsk(wordCount: number, random: () => number): readonly [number, number] {
  const first = Math.floor(random() * wordCount);
  const second = (first + 1 + Math.floor(random() * (wordCount - 1))) % wordCount;
  return first < second ? [first, second] : [second, first];
}

/** Case and surrounding space do not matter; the word must be whole. */
export function isSameWord(typed: string, word: string | undefined): boolean {
  return word !== undefined && typed.trim().toLowerCase() === word.toLowerCase();
}

/** 0 -> 'first'; 7 -> 'eighth' */
export function ordinal(position: number): string {
  return (
    [
      'first',
      'second',
      'third',
      'fourth',
      'fifth',
      'sixth',
      'seventh',
      'eighth',
      'ninth',
      'tenth',
      'eleventh',
      'twelfth',
    ][position] ?? `${position + 1}th`
  );
}
