import { type ReactNode, useId } from 'react';
import './surfaces.css';
import { classNames } from './class-names.ts';

export interface CardProps {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  readonly padding?: 'normal' | 'none';
  readonly className?: string;
}

/** A bordered surface, a landmark when it has a title. */
export function Card({ title, description, actions, children, padding = 'normal', className }: CardProps) {
  const id = useId();
  const hasHead = title !== undefined || actions !== undefined;
  return (
    <section
      className={classNames('card', padding === 'none' && 'card--flush', className)}
      {...(title === undefined ? {} : { 'aria-labelledby': id })}
    >
      {hasHead ? (
        <header className="card__head">
          <div className="card__titles">
            {title === undefined ? null : <h2 id={id}>{title}</h2>}
            {description === undefined || description === '' ? null : (
              <p className="card__description">{description}</p>
            )}
          </div>
          {actions === undefined ? null : <div className="card__actions">{actions}</div>}
        </header>
      ) : null}
      {children === undefined ? null : <div className="card__body">{children}</div>}
    </section>
  );
}

/** A part of a page with a heading and no border. */
export function Section({ title, description, actions, children, className }: Omit<CardProps, 'padding'>) {
  const id = useId();
  return (
    <section className={classNames('section', className)} aria-labelledby={id}>
      <header className="card__head">
        <div className="card__titles">
          <h2 id={id}>{title}</h2>
          {description === undefined || description === '' ? null : <p className="card__description">{description}</p>}
        </div>
        {actions === undefined ? null : <div className="card__actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
