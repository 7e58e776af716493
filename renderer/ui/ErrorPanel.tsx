import { errorText } from '@shared/contract/error-text.ts';
import type { ErrorData } from '@shared/std/app-error.ts';
import type { ReactNode } from 'react';
import { Callout } from './Callout.tsx';

/** What happened, where, and what can be done. The code stands last, for a report to others. */
export function ErrorPanel({ error, actions }: { readonly error: ErrorData; readonly actions?: ReactNode }) {
  const { title, detail, action } = errorText(error);
  const tone = error.category === 'cancelled' ? 'neutral' : 'danger';
  return (
    <Callout tone={tone} title={title} isLive {...(actions === undefined ? {} : { actions })}>
      <p>{detail}</p>
      {action === '' ? null : <p>{action}</p>}
      {error.category === 'cancelled' ? null : <p className="callout__code mono">{error.code}</p>}
    </Callout>
  );
}
