import type { ReactNode } from 'react';
import './surfaces.css';
import type { Tone } from './Callout.tsx';
import { classNames } from './class-names.ts';

export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  readonly tone?: Tone | 'accent';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={classNames('badge', `badge--${tone}`)}>
      {icon}
      {children}
    </span>
  );
}
