import type { ReactElement, ReactNode } from 'react';
import { Popover as AriaPopover, Dialog, DialogTrigger } from 'react-aria-components';
import './overlays.css';

/** A small panel beside the control that opens it. `trigger` is a Button or IconButton. */
export function Popover({
  label,
  trigger,
  children,
}: {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className="popover" offset={6}>
        <Dialog aria-label={label} className="popover__dialog">
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
