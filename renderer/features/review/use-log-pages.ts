import type { UsageEntry } from '@shared/audit/usage-event.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import type { LogFilter } from './filter.ts';

const PAGE = 100;
const MAX_PAGES = 60;

export interface LogPages {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly error: ErrorData | null;
  /** Undefined while it is not here yet. */
  entryAt(index: number): UsageEntry | undefined;
  /** What is on screen: pages that lack are asked for. */
  want(start: number, end: number): void;
  reload(): void;
}

interface Book {
  /** An answer for an older book is not taken. */
  readonly key: string;
  readonly pages: Map<number, readonly UsageEntry[]>;
  readonly asked: Set<number>;
}

/** The list in pages of 100, as they are looked at. While it is read again the old pages stay on screen. */
export function useLogPages(filter: LogFilter): LogPages {
  const { client } = useApp();
  const [round, setRound] = useState(0);
  const [total, setTotal] = useState<number | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [, redraw] = useState(0);
  const key = `${round} ${JSON.stringify(filter)}`;
  const book = useRef<Book>({ key: '', pages: new Map(), asked: new Set() });

  const ask = useCallback(
    async (target: Book, page: number, asked: LogFilter) => {
      if (target.asked.has(page)) return;
      target.asked.add(page);
      try {
        const answer = await client.call('audit.list', { filter: asked, start: page * PAGE, count: PAGE });
        target.pages.set(page, answer.entries);
        if (target.pages.size > MAX_PAGES) forget(target, page);
        // The first page of a new book brings it onto the screen.
        if (page === 0 && book.current.key !== target.key && latest.current === target.key) book.current = target;
        if (book.current !== target) return;
        setTotal(answer.total);
        setError(null);
        redraw((count) => count + 1);
      } catch (reason) {
        target.asked.delete(page);
        if (latest.current === target.key) setError(toErrorData(reason));
      }
    },
    [client],
  );
  const latest = useRef(key);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter and the round
  useEffect(() => {
    latest.current = key;
    void ask({ key, pages: new Map(), asked: new Set() }, 0, filter);
  }, [key, ask]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter
  const want = useCallback(
    (start: number, end: number) => {
      const current = book.current;
      if (current.key !== key) return;
      for (let page = Math.floor(start / PAGE); page * PAGE < end; page += 1) void ask(current, page, filter);
    },
    [ask, key],
  );

  return {
    total,
    error,
    entryAt: (index) => book.current.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    want,
    reload: useCallback(() => setRound((value) => value + 1), []),
  };
}

/** Drops the page farthest from the one just read. */
function forget(book: Book, near: number): void {
  let farthest = near;
  for (const page of book.pages.keys()) if (Math.abs(page - near) > Math.abs(farthest - near)) farthest = page;
  book.pages.delete(farthest);
  book.asked.delete(farthest);
}
