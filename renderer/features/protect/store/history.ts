/** Undo and redo over whole documents. Documents are immutable, so a step costs no more than what changed. */
export interface History<Document> {
  readonly past: readonly Document[];
  readonly present: Document;
  readonly future: readonly Document[];
  /** Edits with the same key that follow one another are one step: typing a title is one thing to undo. */
  readonly mergeKey: string;
}

const MAX_STEPS = 200;

export function startHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [], mergeKey: '' };
}

/** `mergeKey` '' never merges. */
export function commit<Document>(history: History<Document>, next: Document, mergeKey = ''): History<Document> {
  if (next === history.present) return history;
  if (mergeKey !== '' && mergeKey === history.mergeKey) return { ...history, present: next, future: [] };
  return { past: [...history.past, history.present].slice(-MAX_STEPS), present: next, future: [], mergeKey };
}

export function undo<Document>(history: History<Document>): History<Document> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    mergeKey: '',
  };
}

export function redo<Document>(history: History<Document>): History<Document> {
  const next = history.future[0];
  if (next === undefined) return history;
  return {
    past: [...history.past, history.present],
    present: next,
    future: history.future.slice(1),
    mergeKey: '',
  };
}
