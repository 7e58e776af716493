import { useEffect, useState } from 'react';
import { TextField } from '../../ui/TextField.tsx';
import { startOfDay } from './licence-edits.ts';

/** A day as YYYY-MM-DD. `onChange` gets whole days only. */
export function DayField({
  label,
  day,
  onChange,
}: {
  readonly label: string;
  readonly day: string;
  readonly onChange: (day: string) => void;
}) {
  const [text, setText] = useState(day);
  useEffect(() => setText(day), [day]);
  const isDay = startOfDay(text) !== null;
  return (
    <TextField
      label={label}
      value={text}
      errorMessage={isDay ? '' : 'Write a day as year-month-day, such as 2027-03-31.'}
      onChange={(next) => {
        setText(next);
        if (startOfDay(next) !== null) onChange(next);
      }}
    />
  );
}
