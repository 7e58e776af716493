import { useEffect, useId, useState } from 'react';
import { TextField } from '../../ui/TextField.tsx';
import { isSameWord, ordinal, positionsToAsk } from './word-check.ts';

export interface CompareWordsProps {
  readonly words: readonly string[];
  readonly ownWords: readonly string[] | null;
  readonly name: string;
  readonly onCompared: (areCompared: boolean) => void;
}

/**
 * The words are read by phone; two of them are typed as they were heard. Those two are hidden here, so that they cannot be
 * copied from the screen.
 */
export function CompareWords({ words, ownWords, name, onCompared }: CompareWordsProps) {
  const [[first, second]] = useState(() => positionsToAsk(words.length, randomFraction));
  const [typed, setTyped] = useState<readonly [string, string]>(['', '']);
  const id = useId();
  const areSame = isSameWord(typed[0], words[first]) && isSameWord(typed[1], words[second]);
  useEffect(() => onCompared(areSame), [areSame, onCompared]);

  const errorOf = (text: string, position: number) =>
    text.trim() === '' || words[position]?.startsWith(text.trim().toLowerCase()) === true
      ? ''
      : `This is not the ${ordinal(position)} word of this card. If ${name} reads other words to you, do not trust the card.`;

  return (
    <section className="form__part" aria-labelledby={id}>
      <h3 id={id}>Read these words to each other by phone</h3>
      <p>
        Call {name} on a number you know. Ask them to read their eight words, and type the two hidden ones as you hear
        them. Whoever changed the card on its way would show other words.
      </p>
      <ol className="words" aria-label={`Fingerprint words of ${name}`}>
        {words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may occur twice; its place is its identity
          <li key={index} className="words__word">
            <span className="words__number" aria-hidden>
              {index + 1}
            </span>
            {index === first || index === second ? <span className="words__hidden">hidden</span> : word}
          </li>
        ))}
      </ol>
      <div className="form__pair">
        <TextField
          label={`The ${ordinal(first)} word`}
          autoComplete="off"
          spellCheck="false"
          value={typed[0]}
          onChange={(text) => setTyped([text, typed[1]])}
          errorMessage={errorOf(typed[0], first)}
        />
        <TextField
          label={`The ${ordinal(second)} word`}
          autoComplete="off"
          spellCheck="false"
          value={typed[1]}
          onChange={(text) => setTyped([typed[0], text])}
          errorMessage={errorOf(typed[1], second)}
        />
      </div>
      <p role="status" className="muted">
        {areSame ? 'Both words match.' : ''}
      </p>
      {ownWords === null ? null : (
        <p className="muted form__small">
          Your own words, for them to compare: <span className="mono">{ownWords.join(' ')}</span>
        </p>
      )}
    </section>
  );
}

function randomFraction(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
