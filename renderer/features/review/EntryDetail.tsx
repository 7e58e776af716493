import type { UsageEntry } from '@shared/audit/usage-event.ts';
import { PURPOSES } from '@shared/license/terms.ts';
import { humanize, logKindWords, outcomeWords, reasonWords } from '../../i18n/words.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { formatCount, formatDateTime } from '../../ui/format.ts';
import { OUTCOME_TONES } from './outcome-tones.ts';

type Fact = Parameters<typeof Facts>[0]['items'][number];

/** Everything one entry says. */
export function EntryDetail({ entry }: { readonly entry: UsageEntry | null }) {
  return (
    <section className="detail" aria-label="The chosen entry" aria-live="polite">
      {entry === null ? (
        <p className="muted">Choose an entry to read all of it. With the keyboard: arrow keys in the list.</p>
      ) : (
        <>
          <header className="detail__head">
            <h3>{logKindWords(entry.kind)}</h3>
            <Badge tone={OUTCOME_TONES[entry.outcome]}>{outcomeWords(entry.outcome)}</Badge>
          </header>
          <Facts items={factsOf(entry)} />
        </>
      )}
    </section>
  );
}

function factsOf(entry: UsageEntry): readonly Fact[] {
  const mono = (term: string, value: string | undefined): readonly Fact[] =>
    value === undefined || value === '' ? [] : [{ term, value: <span className="mono">{value}</span> }];
  return [
    { term: 'Number', value: formatCount(entry.seq) },
    { term: 'Time', value: `${formatDateTime(entry.time)} (${new Date(entry.time).toISOString()})` },
    ...(entry.reason === ''
      ? []
      : [
          {
            term: 'Reason',
            value: (
              <>
                {reasonWords(entry.reason)} <span className="mono muted">{entry.reason}</span>
              </>
            ),
          },
        ]),
    ...(entry.purpose === undefined ? [] : [{ term: 'Purpose', value: purposeWords(entry.purpose) }]),
    ...Object.entries(entry.details ?? {}).map(([name, value]) => ({
      term: humanize(name),
      value: typeof value === 'number' ? formatCount(value) : String(value),
    })),
    ...mono('Package', entry.package),
    ...mono('Licence', entry.licence),
    ...mono('Session', entry.session),
    ...mono('Person', entry.actor),
    ...mono('Digest of the entry before', entry.prev),
  ];
}

function purposeWords(code: string): string {
  const known = PURPOSES.find((purpose) => purpose.code === code);
  return known ? `${known.label} (${code})` : code;
}
