import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator, Text } from 'react-aria-components';
import './overlays.css';
import { classNames } from './class-names.ts';

export type MenuEntry =
  | {
      readonly id: string;
      readonly label: string;
      readonly description?: string;
      readonly icon?: ReactNode;
      readonly isDisabled?: boolean;
      readonly isDanger?: boolean;
      readonly onAction: () => void;
    }
  | { readonly id: string; readonly separator: true };

/** `trigger` is a Button or IconButton. */
export function Menu({
  label,
  trigger,
  entries,
}: {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover popover--list" offset={4}>
        <AriaMenu aria-label={label} className="list">
          {entries.map((entry) =>
            'separator' in entry ? (
              <Separator key={entry.id} className="list__separator" />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.isDisabled ?? false}
                onAction={entry.onAction}
                className={classNames('list__item', entry.isDanger === true && 'list__item--danger')}
              >
                {entry.icon}
                <span className="list__text">
                  <Text slot="label">{entry.label}</Text>
                  {entry.description === undefined ? null : (
                    <Text slot="description" className="list__description">
                      {entry.description}
                    </Text>
                  )}
                </span>
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
