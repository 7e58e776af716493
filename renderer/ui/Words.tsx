import './surfaces.css';

/** A fingerprint as numbered words, to compare by voice. */
export function Words({
  words,
  label = 'Fingerprint',
}: {
  readonly words: readonly string[];
  readonly label?: string;
}) {
  return (
    <ol className="words" aria-label={label}>
      {words.map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word may occur twice; its place is its identity
        <li key={index} className="words__word">
          <span className="words__number" aria-hidden>
            {index + 1}
          </span>
          {word}
        </li>
      ))}
    </ol>
  );
}
