import type { ReactNode } from 'react';
import './surfaces.css';

/** Names and values in two columns. */
export function Facts({ items }: { readonly items: readonly { readonly term: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {items.map((item) => (
        <div key={item.term} className="facts__row">
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
