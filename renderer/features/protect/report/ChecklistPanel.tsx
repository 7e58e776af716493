import type { Checklist, ChecklistItem, ChecklistSection, Evidence, ItemState } from '@shared/report/checklist.ts';
import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleMinus } from 'lucide-react';
import { Badge } from '../../../ui/Badge.tsx';
import type { Tone } from '../../../ui/Callout.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Disclosure } from '../../../ui/Disclosure.tsx';
import { formatList, formatPlural } from '../../../ui/format.ts';

const STATES: Readonly<Record<ItemState, { readonly words: string; readonly tone: Tone }>> = {
  finding: { words: 'Finding', tone: 'danger' },
  open: { words: 'Open', tone: 'warning' },
  'not-measured': { words: 'Not measured', tone: 'neutral' },
  met: { words: 'Met', tone: 'success' },
  'not-applicable': { words: 'Not applicable', tone: 'neutral' },
};
const ORDER = Object.keys(STATES) as ItemState[];

/** What guidance and law ask for, filled from the numbers; what only a person can answer stays open. */
export function ChecklistPanel({ checklist }: { readonly checklist: Checklist }) {
  return (
    <Card title="Checklist" description={countsSentence(checklist.counts)}>
      <div className="checklist">
        {checklist.sections.map((section) => (
          <Section key={section.id} section={section} />
        ))}
      </div>
    </Card>
  );
}

export function countsSentence(counts: Checklist['counts']): string {
  const parts = [
    counts.finding > 0 ? formatPlural(counts.finding, 'finding') : '',
    counts.open > 0 ? `${formatPlural(counts.open, 'question')} that only a person can answer` : '',
    counts['not-measured'] > 0 ? `${formatPlural(counts['not-measured'], 'item')} not measured` : '',
    counts.met > 0 ? `${formatPlural(counts.met, 'item')} met` : '',
  ].filter((part) => part !== '');
  return `${formatList(parts)}. A list that is met in full does not make a release free of risk.`;
}

function Section({ section }: { readonly section: ChecklistSection }) {
  const counts = ORDER.map((state) => ({
    state,
    count: section.items.filter((item) => item.state === state).length,
  })).filter((entry) => entry.count > 0);
  return (
    <Disclosure
      title={section.title}
      note={counts
        .map(({ state, count }) =>
          state === 'finding' ? formatPlural(count, 'finding') : `${count} ${STATES[state].words.toLowerCase()}`,
        )
        .join(', ')}
      isOpenAtFirst={section.id === 'wp29'}
    >
      <p className="muted checklist__about">
        {section.about} <cite>{section.source}</cite>
      </p>
      <ul className="checklist__items">
        {section.items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </Disclosure>
  );
}

function Item({ item }: { readonly item: ChecklistItem }) {
  const { words, tone } = STATES[item.state];
  return (
    <li className="checklist__item">
      <span className="checklist__state">
        <Badge tone={tone} icon={<StateIcon state={item.state} />}>
          {words}
        </Badge>
      </span>
      <div className="checklist__text">
        <p className="checklist__title">{item.title}</p>
        <p className="muted">{item.reason}</p>
        {item.evidence.length === 0 ? null : (
          <dl className="checklist__evidence">
            {item.evidence.map((evidence) => (
              <Figure key={`${evidence.where} ${evidence.label}`} evidence={evidence} />
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

function Figure({ evidence }: { readonly evidence: Evidence }) {
  return (
    <div>
      <dt>{evidence.label}</dt>
      <dd className="numeric">{evidence.text}</dd>
    </div>
  );
}

function StateIcon({ state }: { readonly state: ItemState }) {
  const Icon = {
    finding: CircleAlert,
    open: CircleHelp,
    'not-measured': CircleDashed,
    met: CircleCheck,
    'not-applicable': CircleMinus,
  }[state];
  return <Icon size={14} aria-hidden />;
}
