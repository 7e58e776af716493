import { useEffect, useState } from 'react';
import { TextField } from '../../../ui/TextField.tsx';
import { parseNumbers } from './hierarchy-edits.ts';

/** Numbers separated by commas; the last right ones stay in force while others are typed. */
export function NumbersField({
  label,
  numbers,
  problem,
  description,
  onChange,
}: {
  readonly label: string;
  readonly numbers: readonly number[];
  readonly problem: (text: string) => string;
  readonly description: string;
  readonly onChange: (numbers: readonly number[]) => void;
}) {
  const written = numbers.join(', ');
  const [text, setText] = useState(written);
  const parsed = parseNumbers(text);
  // An undo changes the numbers from outside.
  useEffect(() => {
    setText((old) => (parseNumbers(old)?.join(', ') === written ? old : written));
  }, [written]);
  return (
    <TextField
      label={label}
      description={description}
      value={text}
      errorMessage={problem(text)}
      onChange={(next) => {
        setText(next);
        const numbersNow = parseNumbers(next);
        if (numbersNow && problem(next) === '') onChange(numbersNow);
      }}
      onBlur={() => {
        if (!parsed || problem(text) !== '') setText(written);
      }}
    />
  );
}
