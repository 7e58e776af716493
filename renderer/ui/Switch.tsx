import type { ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components';
import './strict-csp.ts';
import './controls.css';
import { classNames } from './class-names.ts';

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  readonly description?: ReactNode;
  readonly className?: string;
}

/** For a setting that takes effect at once. */
export function Switch({ children, description, className, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className={classNames('switch', className)}>
      <span className="switch__track" aria-hidden>
        <span className="switch__thumb" />
      </span>
      <span className="checkbox__text">
        {children}
        {description === undefined ? null : <span className="field__description">{description}</span>}
      </span>
    </AriaSwitch>
  );
}
