import type { UsageEntry } from '@shared/audit/usage-event.ts';
import { RefreshCw, ScrollText } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigation } from '../../state/app-context.tsx';
import { useChanged, useQuery } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatPlural } from '../../ui/format.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { EntryList } from './EntryList.tsx';
import { FilterBar } from './FilterBar.tsx';
import { type FilterChoice, isFiltering, NO_FILTER, toLogFilter } from './filter.ts';
import { TimelineChart } from './TimelineChart.tsx';
import { useLogPages } from './use-log-pages.ts';

/** Filter, timeline, entries and the entry in detail: of the own log (`source` null) or of a verified export. */
export function LogBrowser({ source }: { readonly source: string | null }) {
  const [choice, setChoice] = useState<FilterChoice>(NO_FILTER);
  const [selected, setSelected] = useState<UsageEntry | null>(null);
  const filter = useMemo(() => toLogFilter(choice, source), [choice, source]);
  const pages = useLogPages(filter);
  const timeline = useQuery('audit.timeline', { filter });
  // The menus offer what the whole log has, not what the filter leaves.
  const whole = useQuery('audit.timeline', { filter: source === null ? {} : { source } });

  const reload = () => {
    pages.reload();
    timeline.reload();
    whole.reload();
  };
  useReloadWhenSeen(source === null, reload);

  return (
    <Card
      title="Entries"
      description={
        pages.total === null
          ? 'Reading'
          : `${formatPlural(pages.total, 'entry', 'entries')}${isFiltering(choice) ? ' fit the filter' : ''}, newest first`
      }
      actions={
        <Button size="small" variant="quiet" icon={<RefreshCw size={14} aria-hidden />} onPress={reload}>
          Read again
        </Button>
      }
    >
      <div className="browser">
        <FilterBar
          choice={choice}
          kinds={whole.data?.kinds ?? []}
          packages={whole.data?.packages ?? []}
          onChange={(next) => {
            setChoice(next);
            setSelected(null);
          }}
        />
        {timeline.error === null ? null : <ErrorPanel error={timeline.error} />}
        {timeline.data !== null && timeline.data.buckets.length > 0 ? <TimelineChart timeline={timeline.data} /> : null}
        {pages.error === null ? null : (
          <ErrorPanel error={pages.error} actions={<Button onPress={pages.reload}>Try again</Button>} />
        )}
        <p className="visually-hidden" role="status">
          {pages.total === null ? '' : formatPlural(pages.total, 'entry', 'entries')}
        </p>
        {pages.total === 0 && pages.error === null ? (
          <EmptyState
            icon={<ScrollText size={20} />}
            title={isFiltering(choice) ? 'No entry fits the filter' : 'The log has no entries yet'}
            actions={
              isFiltering(choice) ? <Button onPress={() => setChoice(NO_FILTER)}>Show all entries</Button> : null
            }
          >
            {isFiltering(choice)
              ? 'Nothing of this kind was recorded.'
              : 'What is done with packages on this computer will stand here.'}
          </EmptyState>
        ) : null}
        {pages.total !== null && pages.total > 0 ? (
          <div className="browser__split">
            <EntryList
              total={pages.total}
              entryAt={pages.entryAt}
              want={pages.want}
              selected={selected}
              onSelect={setSelected}
            />
            <EntryDetail entry={selected} />
          </div>
        ) : null}
      </div>
    </Card>
  );
}

/** The log grows while other screens are used: read it again when this one is looked at. */
function useReloadWhenSeen(isOwn: boolean, reload: () => void): void {
  const isSeen = useNavigation((state) => state.screen === 'review');
  const hasGrown = useRef(false);
  const current = useRef(reload);
  useEffect(() => {
    current.current = reload;
  });
  useChanged('log', () => {
    if (!isOwn) return;
    if (isSeen) current.current();
    else hasGrown.current = true;
  });
  useEffect(() => {
    if (!isSeen || !hasGrown.current) return;
    hasGrown.current = false;
    current.current();
  }, [isSeen]);
}
