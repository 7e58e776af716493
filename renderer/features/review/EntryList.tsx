// biome-ignore-all lint/a11y/useSemanticElements: a list element cannot hold entries by the million
// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus and names its active option
import type { UsageEntry } from '@shared/audit/usage-event.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { logKindWords, outcomeWords, reasonWords } from '../../i18n/words.ts';
import { Badge } from '../../ui/Badge.tsx';
import { formatCount, formatDateTime } from '../../ui/format.ts';
import { shortPackage } from './filter.ts';
import { OUTCOME_TONES } from './outcome-tones.ts';

const ROW_HEIGHT = 52;
const PAGE_ROWS = 8;

export interface EntryListProps {
  readonly total: number;
  readonly entryAt: (index: number) => UsageEntry | undefined;
  readonly want: (start: number, end: number) => void;
  readonly selected: UsageEntry | null;
  readonly onSelect: (entry: UsageEntry) => void;
}

/** A list box over any number of entries: only what is on screen is drawn and asked for. */
export function EntryList({ total, entryAt, want, selected, onSelect }: EntryListProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => want(first, last + 1), [want, first, last]);

  const activate = (index: number) => {
    const bounded = Math.min(Math.max(index, 0), total - 1);
    setActive(bounded);
    virtualizer.scrollToIndex(bounded, { align: 'auto' });
    const entry = entryAt(bounded);
    if (entry) onSelect(entry);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, active, total);
    if (target === null) return;
    event.preventDefault();
    activate(target);
  };

  return (
    <div
      ref={scroller}
      className="entries"
      role="listbox"
      aria-label="Entries of the log"
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="entries__canvas" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const entry = entryAt(item.index);
          const isSelected = entry !== undefined && entry.seq === selected?.seq;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the list
            <div
              key={item.index}
              id={`${id}-${item.index}`}
              role="option"
              aria-selected={isSelected}
              aria-setsize={total}
              aria-posinset={item.index + 1}
              className="entry"
              data-active={item.index === active ? true : undefined}
              style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
              onClick={() => activate(item.index)}
            >
              {entry === undefined ? <span className="entry__loading" /> : <EntryLine entry={entry} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function EntryLine({ entry }: { readonly entry: UsageEntry }) {
  const more = [entry.package === undefined ? '' : `package ${shortPackage(entry.package)}`, reasonWords(entry.reason)];
  return (
    <>
      <span className="entry__seq numeric">{formatCount(entry.seq)}</span>
      <span className="entry__text">
        <span className="entry__kind">{logKindWords(entry.kind)}</span>
        <span className="entry__more">{more.filter((text) => text !== '').join(' · ')}</span>
      </span>
      <Badge tone={OUTCOME_TONES[entry.outcome]}>{outcomeWords(entry.outcome)}</Badge>
      <span className="entry__time numeric">{formatDateTime(entry.time)}</span>
    </>
  );
}

function targetOf(key: string, active: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'PageDown':
      return active + PAGE_ROWS;
    case 'PageUp':
      return active - PAGE_ROWS;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    case 'Enter':
    case ' ':
      return active;
    default:
      return null;
  }
}
