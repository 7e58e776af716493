import type { ReactNode } from 'react';
import { Group } from 'react-aria-components';
import './surfaces.css';

/** A row of controls; `end` stands at the right. */
export function Toolbar({
  label,
  children,
  end,
}: {
  readonly label: string;
  readonly children?: ReactNode;
  readonly end?: ReactNode;
}) {
  return (
    <Group className="toolbar" aria-label={label}>
      <div className="toolbar__group">{children}</div>
      {end === undefined ? null : <div className="toolbar__group toolbar__group--end">{end}</div>}
    </Group>
  );
}
