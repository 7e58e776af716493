import type { IdentityView, SealedPackage } from '@shared/contract/views.ts';
import { Stamp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { formatBytes, formatCount, formatDate, formatDateTime, formatList } from '../../ui/format.ts';
import { Words } from '../../ui/Words.tsx';
import { useActions, useProtectServices } from './protect-context.tsx';

/** What was made, how recipients can be sure that it is yours, and what comes next. */
export function SealedPage({ sealed }: { readonly sealed: SealedPackage }) {
  const { engine } = useProtectServices();
  const actions = useActions();
  const [identity, setIdentity] = useState<IdentityView | null>(null);
  useEffect(() => {
    engine.call('app.status', {}).then(
      (status) => setIdentity(status.identity),
      () => undefined,
    );
  }, [engine]);
  return (
    <div className="sealed">
      <header className="sealed__head">
        <span className="sealed__mark" aria-hidden>
          <Stamp size={24} />
        </span>
        <div>
          <h2 className="sealed__title">The package is sealed</h2>
          <p className="muted" role="status">
            "{sealed.file}" is signed by you and encrypted to {formatList(sealed.recipients)}.
          </p>
        </div>
      </header>
      <div className="two">
        <Card title="The package">
          <Facts
            items={[
              { term: 'Title', value: sealed.title },
              { term: 'File', value: `${sealed.file}, ${formatBytes(sealed.bytes)}` },
              { term: 'Rows', value: formatCount(sealed.rows) },
              { term: 'Valid until', value: formatDate(sealed.validUntil) },
              { term: 'Sealed', value: formatDateTime(sealed.created) },
              { term: 'Package', value: <span className="mono">{sealed.packageId}</span> },
              { term: 'Digest', value: <span className="mono">{sealed.digest}</span> },
            ]}
          />
        </Card>
        <Card title="What comes next">
          <ol className="next-steps">
            <li>Send the file by any way you like. Nobody but the recipients can read it.</li>
            <li>
              Tell the recipients your fingerprint words by telephone, so that they can be sure it comes from you.
              {identity ? <Words words={identity.words} label="Your fingerprint" /> : null}
            </li>
            <li>Ask for their usage log when you need to know what was done with the data.</li>
          </ol>
        </Card>
      </div>
      <div className="sealed__actions">
        <Button onPress={() => actions.sealAgain()}>Back to the licence</Button>
      </div>
    </div>
  );
}
