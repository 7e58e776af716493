import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './surfaces.css';
import { classNames } from './class-names.ts';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** An icon for each meaning, so that colour never stands alone. */
export function ToneIcon({ tone, size = 16 }: { readonly tone: Tone; readonly size?: number }) {
  if (tone === 'success') return <CircleCheck size={size} aria-hidden />;
  if (tone === 'warning') return <TriangleAlert size={size} aria-hidden />;
  if (tone === 'danger') return <CircleAlert size={size} aria-hidden />;
  return <Info size={size} aria-hidden />;
}

export interface CalloutProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out when it appears. */
  readonly isLive?: boolean;
  readonly className?: string;
}

export function Callout({ tone = 'info', title, children, actions, isLive = false, className }: CalloutProps) {
  return (
    <div
      className={classNames('callout', `callout--${tone}`, className)}
      {...(isLive ? { role: tone === 'danger' ? 'alert' : 'status' } : {})}
    >
      <span className="callout__icon">
        <ToneIcon tone={tone} size={18} />
      </span>
      <div className="callout__body">
        {title === undefined ? null : <p className="callout__title">{title}</p>}
        {children === undefined ? null : <div className="callout__text">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="callout__actions">{actions}</div>}
    </div>
  );
}
