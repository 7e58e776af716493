import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components';
import './strict-csp.ts';
import './controls.css';
import { classNames } from './class-names.ts';

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  readonly description?: ReactNode;
  readonly className?: string;
}

export function Checkbox({ children, description, className, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={classNames('checkbox', className)}>
      {({ isIndeterminate }) => (
        <>
          <span className="checkbox__box" aria-hidden>
            {isIndeterminate ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
          </span>
          <span className="checkbox__text">
            {children}
            {description === undefined ? null : <span className="field__description">{description}</span>}
          </span>
        </>
      )}
    </AriaCheckbox>
  );
}
