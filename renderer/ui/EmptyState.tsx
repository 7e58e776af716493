import type { ReactNode } from 'react';
import './surfaces.css';

export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="empty">
      {icon === undefined ? null : (
        <span className="empty__icon" aria-hidden>
          {icon}
        </span>
      )}
      <h2 className="empty__title">{title}</h2>
      {children === undefined ? null : <div className="empty__text">{children}</div>}
      {actions === undefined ? null : <div className="empty__actions">{actions}</div>}
    </div>
  );
}
