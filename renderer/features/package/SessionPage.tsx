import type { SessionView } from '@shared/contract/views.ts';
import { PURPOSES } from '@shared/license/terms.ts';
import { CalendarX2, Lock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { formatDateTime, formatPlural } from '../../ui/format.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { ExportRows } from './ExportRows.tsx';
import { LicenceSentences } from './LicenceSentences.tsx';
import { Overview } from './Overview.tsx';
import { isAllowed } from './rights.ts';
import { RowsTab } from './RowsTab.tsx';
import { Tabulate } from './Tabulate.tsx';

type TabId = 'overview' | 'rows' | 'tabulate' | 'export' | 'licence';
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;
/** setTimeout counts in 32 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function SessionPage({ session, onClose }: { readonly session: SessionView; readonly onClose: () => void }) {
  const [tab, setTab] = useState<TabId>('overview');
  const isExpired = useIsPast(session.validUntil);
  return (
    <div className="page session">
      <header className="page__head">
        <div className="page__titles">
          <h1>{session.title}</h1>
          <p className="page__lead">
            From {session.issuer} · {formatPlural(session.rowCount, 'row')} ·{' '}
            {formatPlural(session.fields.length, 'column')}
          </p>
          <p className="session__marks">
            <Badge tone="accent">{purposeLabel(session.purpose)}</Badge>
            <Badge tone={isExpired ? 'danger' : 'neutral'}>Valid until {formatDateTime(session.validUntil)}</Badge>
          </p>
        </div>
        <div className="page__actions">
          <Button onPress={onClose}>Close the package</Button>
        </div>
      </header>
      <Expiry validUntil={session.validUntil} isExpired={isExpired} onClose={onClose} />
      <Tabs<TabId>
        label="Parts of the package"
        value={tab}
        onChange={setTab}
        items={[
          { id: 'overview', label: 'Overview', content: <Overview session={session} /> },
          {
            id: 'rows',
            label: <TabLabel text="Rows" isAllowed={isAllowed(session, 'bulla:viewRows')} />,
            content: <RowsTab session={session} />,
          },
          {
            id: 'tabulate',
            label: <TabLabel text="Tabulate" isAllowed={isAllowed(session, 'bulla:tabulate')} />,
            content: <Tabulate session={session} />,
          },
          {
            id: 'export',
            label: <TabLabel text="Export rows" isAllowed={isAllowed(session, 'bulla:exportRows')} />,
            content: <ExportRows session={session} />,
          },
          {
            id: 'licence',
            label: 'Licence',
            content: (
              <Card title="The licence" description="In plain sentences, with how each rule is kept.">
                <LicenceSentences reading={session.reading} />
              </Card>
            ),
          },
        ]}
      />
    </div>
  );
}

function TabLabel({ text, isAllowed: isLicensed }: { readonly text: string; readonly isAllowed: boolean }) {
  if (isLicensed) return text;
  return (
    <span className="tab-label">
      <Lock size={12} aria-hidden />
      {text}
      <span className="visually-hidden"> (not licensed)</span>
    </span>
  );
}

function Expiry(props: { readonly validUntil: string; readonly isExpired: boolean; readonly onClose: () => void }) {
  if (props.isExpired)
    return (
      <Callout
        tone="danger"
        title="The licence has ended"
        isLive
        actions={<Button onPress={props.onClose}>Close the package</Button>}
      >
        It was valid until {formatDateTime(props.validUntil)}. Nothing more can be shown or exported. Ask the issuer for
        a renewal.
      </Callout>
    );
  const days = Math.floor((Date.parse(props.validUntil) - Date.now()) / DAY_MS);
  if (days > SOON_DAYS) return null;
  return (
    <p className="session__soon">
      <CalendarX2 size={16} aria-hidden />
      {days < 1 ? 'The licence ends today.' : `The licence ends in ${formatPlural(days, 'day')}.`}
    </p>
  );
}

/** Turns true at that instant, while the page is open. The engine decides; this only tells. */
function useIsPast(instant: string): boolean {
  const time = Date.parse(instant);
  const [isPast, setPast] = useState(() => Date.now() >= time);
  useEffect(() => {
    if (isPast) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const left = time - Date.now();
      if (left <= 0) setPast(true);
      else timer = setTimeout(wait, Math.min(left, LONGEST_TIMER_MS));
    };
    wait();
    return () => clearTimeout(timer);
  }, [time, isPast]);
  return isPast;
}

function purposeLabel(code: string): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.label ?? code;
}
