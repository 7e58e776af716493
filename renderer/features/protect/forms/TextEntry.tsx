import { useEffect, useState } from 'react';
import { TextField } from '../../../ui/TextField.tsx';

/** A text that may be wrong while it is being typed: the last right one stays in force until then. */
export function TextEntry({
  label,
  description,
  placeholder,
  isLines,
  value,
  problem,
  onChange,
}: {
  readonly label: string;
  readonly description?: string;
  readonly placeholder: string;
  readonly isLines: boolean;
  readonly value: string;
  readonly problem: (text: string) => string;
  readonly onChange: (text: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  // An undo changes the value from outside.
  useEffect(() => {
    setDraft((old) => (old !== null && old.trim() === value.trim() ? old : null));
  }, [value]);
  const text = draft ?? value;
  return (
    <TextField
      label={label}
      {...(description === undefined ? {} : { description })}
      placeholder={placeholder}
      rows={isLines ? 4 : 1}
      mono={isLines}
      className={isLines ? 'fields__wide' : ''}
      value={text}
      errorMessage={problem(text)}
      onChange={(next) => {
        setDraft(next);
        if (problem(next) === '') onChange(next);
      }}
      onBlur={() => {
        if (problem(text) === '') setDraft(null);
      }}
    />
  );
}
