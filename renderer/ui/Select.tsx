import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Select as AriaSelect,
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import './strict-csp.ts';
import './controls.css';
import './overlays.css';
import { classNames } from './class-names.ts';

export interface SelectItem<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly description?: string;
  readonly isDisabled?: boolean;
  /** Items of one group stand together under its name. */
  readonly group?: string;
}

export interface SelectProps<Id extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly items: readonly SelectItem<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  readonly placeholder?: string;
  readonly description?: ReactNode;
  readonly isDisabled?: boolean;
  readonly size?: 'small' | 'medium';
  readonly className?: string;
}

export function Select<Id extends string>({
  label,
  labelHidden = false,
  items,
  value,
  onChange,
  placeholder = 'Choose',
  description,
  isDisabled = false,
  size = 'medium',
  className,
}: SelectProps<Id>) {
  const current = items.find((item) => item.id === value);
  return (
    <AriaSelect
      value={value}
      onChange={(key) => {
        const chosen = items.find((item) => item.id === key);
        if (chosen && chosen.id !== value) onChange(chosen.id);
      }}
      placeholder={placeholder}
      isDisabled={isDisabled}
      className={classNames('field', className)}
    >
      <Label className={labelHidden ? 'visually-hidden' : 'field__label'}>{label}</Label>
      <Button className={classNames('select', `select--${size}`)}>
        <SelectValue className="select__value">{current?.label ?? placeholder}</SelectValue>
        <ChevronDown size={14} aria-hidden className="select__chevron" />
      </Button>
      {description === undefined ? null : (
        <Text slot="description" className="field__description">
          {description}
        </Text>
      )}
      <Popover className="popover popover--list" offset={4}>
        <ListBox className="list">
          {groupsOf(items).map(({ group, own }) =>
            group === '' ? (
              own.map((item) => <Option key={item.id} item={item} />)
            ) : (
              <ListBoxSection key={group} className="list__section">
                <Header className="list__header">{group}</Header>
                {own.map((item) => (
                  <Option key={item.id} item={item} />
                ))}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

function Option({ item }: { readonly item: SelectItem }) {
  return (
    <ListBoxItem id={item.id} textValue={item.label} isDisabled={item.isDisabled ?? false} className="list__item">
      <Check size={14} aria-hidden className="list__check" />
      <span className="list__text">
        <Text slot="label">{item.label}</Text>
        {item.description === undefined ? null : (
          <Text slot="description" className="list__description">
            {item.description}
          </Text>
        )}
      </span>
    </ListBoxItem>
  );
}

/** In the order in which the groups occur; '' is no group. */
function groupsOf(
  items: readonly SelectItem[],
): readonly { readonly group: string; readonly own: readonly SelectItem[] }[] {
  const groups = new Map<string, SelectItem[]>();
  for (const item of items) {
    const group = item.group ?? '';
    const own = groups.get(group);
    if (own) own.push(item);
    else groups.set(group, [item]);
  }
  return [...groups].map(([group, own]) => ({ group, own }));
}
