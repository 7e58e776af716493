import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import './strict-csp.ts';
import './controls.css';
import { classNames } from './class-names.ts';

export interface RadioCard<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly description?: ReactNode;
  readonly icon?: ReactNode;
}

export interface RadioCardsProps<Id extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly cards: readonly RadioCard<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  readonly isDisabled?: boolean;
  /** Cards side by side (they wrap), or a list. */
  readonly layout?: 'row' | 'column';
}

export function RadioCards<Id extends string>({
  label,
  labelHidden = false,
  cards,
  value,
  onChange,
  isDisabled = false,
  layout = 'row',
}: RadioCardsProps<Id>) {
  return (
    <RadioGroup
      value={value}
      isDisabled={isDisabled}
      onChange={(next) => {
        const chosen = cards.find((card) => card.id === next);
        if (chosen) onChange(chosen.id);
      }}
      className="field"
    >
      <Label className={labelHidden ? 'visually-hidden' : 'field__label'}>{label}</Label>
      <div className={classNames('radio-cards', `radio-cards--${layout}`)}>
        {cards.map((card) => (
          <Radio key={card.id} value={card.id} className="radio-card">
            <span className="radio-card__dot" aria-hidden />
            <span className="radio-card__text">
              <span className="radio-card__title">
                {card.icon}
                {card.title}
              </span>
              {card.description === undefined ? null : (
                <span className="radio-card__description">{card.description}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
