/** What a command is, and every option that there is: one meaning for a name, whatever the command. */
import type { Bench } from './bench.ts';

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly isMany?: boolean;
  readonly isGlobal?: boolean;
  /** The placeholder in the help. */
  readonly value?: string;
  readonly about: string;
}

export const OPTIONS = {
  profile: { type: 'string', isGlobal: true, value: 'DIR', about: "the person's folder (identity, trust, log)" },
  json: { type: 'boolean', isGlobal: true, about: 'one JSON document on standard output' },
  'passphrase-file': {
    type: 'string',
    isGlobal: true,
    value: 'FILE',
    about: 'file whose first line is the passphrase; else BULLA_PASSPHRASE',
  },
  help: { type: 'boolean', isGlobal: true, about: 'how the command is used' },
  version: { type: 'boolean', isGlobal: true, about: 'the version' },
  delimiter: { type: 'string', value: 'C', about: "the letter between cells, or 'tab'; otherwise detected" },
  encoding: { type: 'string', value: 'E', about: 'utf-8, utf-16le, utf-16be or windows-1252; otherwise detected' },
  'no-header': { type: 'boolean', about: 'the first line is a record, not the names of the columns' },
  missing: { type: 'string', isMany: true, value: 'TOKEN', about: "a cell that means no value, '' an empty one" },
  recipe: { type: 'string', value: 'R', about: 'the recipe (JSON)' },
  out: { type: 'string', value: 'FILE', about: 'the file to write' },
  report: { type: 'string', value: 'JSON', about: 'also write the report to this file' },
  assess: {
    type: 'boolean',
    about: 'also population models, special uniques, linkage, attacks, leftovers, the checklist',
  },
  points: { type: 'boolean', about: 'with every combination of levels, in the JSON' },
  external: { type: 'boolean', about: 'the version that may travel with the data' },
  name: { type: 'string', value: 'N', about: "the person's name" },
  organisation: { type: 'string', value: 'O', about: "the person's organisation" },
  email: { type: 'string', value: 'E', about: "the person's e-mail address" },
  licence: { type: 'string', value: 'FILE|preset:NAME', about: 'a licence draft, or one of the presets' },
  title: { type: 'string', value: 'TITLE', about: "the dataset's title in the licence" },
  until: { type: 'string', value: 'DATE', about: 'last day (UTC), or an instant such as 2027-02-28T12:00:00Z' },
  purpose: { type: 'string', isMany: true, value: 'CODE', about: 'a purpose: GRU, HMB, DS, POA or its DUO code' },
  to: { type: 'string', isMany: true, value: 'CARD', about: 'a recipient: a trusted card, or the id of one' },
  accept: { type: 'boolean', about: 'accept the agreement of the package' },
  tabulate: { type: 'string', value: 'SPEC', about: "such as 'mean(weight_kg) by sex where smoker=yes'" },
  rows: { type: 'string', value: 'A:B', about: 'rows A to B, the first is 1' },
  export: { type: 'string', value: 'OUT', about: 'write all rows as CSV' },
  last: { type: 'string', value: 'N', about: 'how many entries, the newest first (20)' },
  trust: { type: 'string', value: 'CARD', about: "the card of the log's owner" },
} as const satisfies Readonly<Record<string, Option>>;

type Options = typeof OPTIONS;
export type OptionName = keyof Options;
export type OptionValues = {
  readonly [Name in OptionName]?: Options[Name] extends { type: 'boolean' }
    ? true
    : Options[Name] extends { isMany: true }
      ? readonly string[]
      : string;
};

export function optionOf(name: OptionName): Option {
  return OPTIONS[name];
}

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** What a command gives back: the JSON document, and the same for people. A failed verdict also names its error. */
export interface Answer {
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly error?: Error;
}

export interface Command {
  /** 'identity new' */
  readonly name: string;
  readonly about: string;
  /** Names of the words after the command: 'DATA'. */
  readonly operands: readonly string[];
  readonly required: readonly OptionName[];
  readonly optional: readonly OptionName[];
  run(bench: Bench, operands: readonly string[], options: OptionValues): Promise<Answer>;
}
