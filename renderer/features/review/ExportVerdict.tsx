import { errorText } from '@shared/contract/error-text.ts';
import type { LogExportVerdict } from '@shared/contract/views.ts';
import { UserRoundPlus } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { formatDateTime, formatPlural } from '../../ui/format.ts';
import { Words } from '../../ui/Words.tsx';
import { ChainVerdict } from './ChainVerdict.tsx';
import { VerdictLine } from './VerdictLine.tsx';

export function ExportVerdict(props: { readonly verdict: LogExportVerdict; readonly onTrustOwner: () => void }) {
  const { code, params, verdict, owner, exported } = props.verdict;
  const failure = code === '' ? null : errorText({ code, category: 'integrity', params });
  const isUnknown = owner !== null && owner.trustedSince === null && !owner.isSelf;
  return (
    <Card
      title="The verdict"
      actions={
        isUnknown ? (
          <Button icon={<UserRoundPlus size={16} aria-hidden />} onPress={props.onTrustOwner}>
            Compare words and trust
          </Button>
        ) : null
      }
    >
      <div className="verdict-card">
        <VerdictLine
          isGood={failure === null}
          title={
            failure === null ? `This export is whole: ${formatPlural(verdict.size, 'entry', 'entries')}` : failure.title
          }
          detail={failure === null ? '' : `${failure.detail} ${failure.action}`.trim()}
          headCode={verdict.headCode}
          headCodeHint="It must be the code that the sender reads to you."
        />
        <Facts
          items={[
            {
              term: 'Owner',
              value:
                owner === null
                  ? 'Nobody is named'
                  : [owner.name, owner.organisation].filter((text) => text !== '').join(', '),
            },
            ...(owner === null
              ? []
              : [
                  {
                    term: 'Fingerprint words',
                    value: <Words words={owner.words} label={`Fingerprint words of ${owner.name}`} />,
                  },
                ]),
            {
              term: 'Exported',
              value: exported === null ? 'Not stated' : `${formatDateTime(exported)} (by their clock)`,
            },
            ...(code === '' ? [] : [{ term: 'Code', value: <span className="mono">{code}</span> }]),
          ]}
        />
        <ChainVerdict verdict={verdict} />
      </div>
    </Card>
  );
}
