/**
 * The release report: one document for the screen, for paper and for programs. Everything that a face shows of it stands in it as
 * text, beside the number that the text was made from, so no two of them can differ.
 */
import type { Checklist } from './checklist.ts';

/** internal: for the data holder's own files. external: to travel with the data; `leftOut` says what is not in it. */
export type Audience = 'internal' | 'external';

/** What a table cell shows; a number's own value beside it. */
export interface Figure {
  readonly text: string;
  /** Null for words, and for a number that cannot be said. */
  readonly value: number | null;
  /** True for a number that cannot be said. */
  readonly isNone?: boolean;
}

export type Block =
  | { readonly type: 'sentences'; readonly sentences: readonly string[] }
  | {
      readonly type: 'table';
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly TableRow[];
    }
  /** Bars in two colours over the same labels; `unit` says what a bar's length is. */
  | {
      readonly type: 'bars';
      readonly title: string;
      readonly unit: string;
      readonly series: readonly string[];
      readonly bars: readonly { readonly label: string; readonly figures: readonly Figure[] }[];
    }
  /** Points on two axes from 0 to 1. */
  | {
      readonly type: 'points';
      readonly title: string;
      readonly axes: readonly [x: string, y: string];
      readonly points: readonly { readonly label: string; readonly x: Figure; readonly y: Figure }[];
    };

export interface TableRow {
  readonly label: string;
  readonly figures: readonly Figure[];
}

export interface Chapter {
  /** 'risk' */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface ReleaseReport {
  readonly bulla: 'release-report/1';
  readonly audience: Audience;
  /** UTC, to the second. */
  readonly created: string;
  /** 'Bulla 0.1.0' */
  readonly tool: string;
  /** The dataset's file name without folders; 'Release' in an external report. */
  readonly title: string;
  readonly chapters: readonly Chapter[];
  readonly checklist: Checklist;
  /** What an external report does not say; empty in an internal one. */
  readonly leftOut: readonly string[];
  /** What no report of figures can say. */
  readonly limits: readonly string[];
}
