import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import './strict-csp.ts';
import './controls.css';

/** Two to four views of the same thing, side by side. */
export function Segmented<Id extends string>({
  label,
  items,
  value,
  onChange,
}: {
  readonly label: string;
  readonly items: readonly { readonly id: Id; readonly label: ReactNode; readonly isDisabled?: boolean }[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = items.find((item) => keys.has(item.id));
        if (chosen && chosen.id !== value) onChange(chosen.id);
      }}
      className="segmented"
    >
      {items.map((item) => (
        <ToggleButton key={item.id} id={item.id} isDisabled={item.isDisabled ?? false} className="segmented__item">
          {item.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
