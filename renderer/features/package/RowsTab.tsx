import type { SessionView } from '@shared/contract/views.ts';
import { useCallback } from 'react';
import { DataGrid } from '../../grid/DataGrid.tsx';
import { useApp } from '../../state/app-context.tsx';
import { NotLicensed } from './NotLicensed.tsx';
import { isAllowed, whyNot } from './rights.ts';

export function RowsTab({ session }: { readonly session: SessionView }) {
  const { client } = useApp();
  const fetchRows = useCallback(
    (start: number, count: number) => client.call('session.rows', { session: session.session, start, count }),
    [client, session.session],
  );
  if (!isAllowed(session, 'bulla:viewRows'))
    return (
      <NotLicensed
        title="Single rows are not part of your licence"
        why={whyNot(session, 'bulla:viewRows')}
        attempt={() => fetchRows(0, 1)}
      />
    );
  return (
    <div className="rows">
      <p className="muted">
        Every window of rows that you look at is written to the usage log. Selecting and copying is switched off here;
        that only discourages, and does not prevent a photograph or a note.
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it stops the clipboard, it is no control */}
      <div className="rows__grid" onCopy={refuse} onCut={refuse} onDragStart={refuse} onContextMenu={refuse}>
        <DataGrid
          label={`Rows of ${session.title}`}
          columns={session.fields.map((field) => ({ name: field.name }))}
          rowCount={session.rowCount}
          fetchRows={fetchRows}
          sourceKey={session.session}
          hasSuppression
        />
      </div>
    </div>
  );
}

function refuse(event: { preventDefault(): void }): void {
  event.preventDefault();
}
