import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './strict-csp.ts';
import './controls.css';
import { classNames } from './class-names.ts';
import { Tooltip } from './Tooltip.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

type Inherited = Omit<AriaButtonProps, 'className' | 'style' | 'children'>;

export interface ButtonProps extends Inherited {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: 'small' | 'medium' | 'large';
  /** An icon before the words. */
  readonly icon?: ReactNode;
  readonly iconAfter?: ReactNode;
  readonly className?: string;
}

/** One primary button a screen; the rest are secondary or quiet. */
export function Button({
  children,
  variant = 'secondary',
  size = 'medium',
  icon,
  iconAfter,
  className,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={classNames('button', `button--${variant}`, `button--${size}`, className)}>
      {icon}
      <span className="button__label">{children}</span>
      {iconAfter}
    </AriaButton>
  );
}

export interface IconButtonProps extends Inherited {
  /** What it does, for the tooltip and for screen readers. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'small' | 'medium';
  readonly variant?: 'quiet' | 'secondary';
  readonly className?: string;
}

export function IconButton({ label, icon, size = 'medium', variant = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classNames('icon-button', `icon-button--${size}`, `icon-button--${variant}`, className)}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
