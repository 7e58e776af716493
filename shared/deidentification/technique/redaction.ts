import type { Column } from '../../table/table.ts';
import { RedactionKind } from '../technique-spec.ts';
import type { TechniqueDescription } from './description.ts';
import { recode } from './recode.ts';
import {
  type Finder,
  findCards,
  findDates,
  findEmails,
  findIbans,
  findIpAddresses,
  findNationalNumbers,
  findPhones,
  findTitledNames,
  findUrls,
  nameFinder,
  readText,
  type Span,
} from './redaction-spans.ts';
import type { TechniqueContext, Transformed } from './technique.ts';

export const REDACTION: TechniqueDescription = {
  title: 'Redact free text',
  iso: 'suppression: masking of identifiers inside text',
  kind: 'text',
  scope: 'column',
  summary:
    'E-mail addresses, telephone numbers, account and identity numbers, dates and listed names become [EMAIL], [PHONE], ...',
  parameters: [
    {
      name: 'kinds',
      meaning: 'email, url, iban, card, national-number, ip, date, phone, name (behind Mr, Ms, Dr and the like)',
      default: 'all',
    },
    { name: 'names', meaning: 'names that become [NAME], whatever their case and accents', default: 'none' },
  ],
  pitfalls: [
    'Rules find what has a form. Names that are not listed, nicknames, places and stories that tell who it was remain.',
    'Read a sample of the redacted text before it is released.',
  ],
  effect: { singlingOut: 'little', linkability: 'little', inference: 'none' },
  safeHarbor: 'A C D E F G H J M N O, as far as the rules find them',
};

/** In this order: what an earlier one has found keeps its name. */
const FINDERS: Readonly<Record<RedactionKind, Finder>> = {
  email: findEmails,
  url: findUrls,
  iban: findIbans,
  card: findCards,
  'national-number': findNationalNumbers,
  ip: findIpAddresses,
  date: findDates,
  phone: findPhones,
  name: findTitledNames,
};

interface Labelled extends Span {
  readonly label: string;
}

/** Replaces what the rules find, in each distinct text once: 'call 0171 234 5678' -> 'call [PHONE]'. */
export function redact(
  column: Column,
  options: { readonly kinds?: readonly RedactionKind[] | undefined; readonly names?: readonly string[] | undefined },
  { task }: Pick<TechniqueContext, 'task'>,
): Transformed {
  const redactor = textRedactor(options);
  return recode(column, (value, code) => {
    if (code % 128 === 0) task.checkpoint();
    return redactor(value);
  });
}

export function textRedactor(options: {
  readonly kinds?: readonly RedactionKind[] | undefined;
  readonly names?: readonly string[] | undefined;
}): (text: string) => string {
  const kinds = options.kinds ?? RedactionKind.options;
  const finders = RedactionKind.options
    .filter((kind) => kinds.includes(kind))
    .map((kind) => [`[${kind.toUpperCase()}]`, FINDERS[kind]] as const);
  const findNames = nameFinder(options.names ?? []);
  return (text) => {
    const read = readText(text);
    const found: Labelled[] = finders.flatMap(([label, find]) => find(read).map((span) => ({ ...span, label })));
    found.push(...findNames(read).map((span) => ({ ...span, label: '[NAME]' })));
    return found.length === 0 ? text : replaceSpans(text, merged(found));
  };
}

/** Spans that touch the same characters become one, named by the one found by the earlier rule. */
function merged(found: readonly Labelled[]): Labelled[] {
  const ranked = found.map((span, rank) => ({ ...span, rank })).sort((a, b) => a.start - b.start || a.rank - b.rank);
  const spans: (typeof ranked)[number][] = [];
  for (const span of ranked) {
    const last = spans.at(-1);
    if (!last || span.start >= last.end) {
      spans.push(span);
      continue;
    }
    const named = span.rank < last.rank ? span : last;
    spans[spans.length - 1] = { ...named, start: last.start, end: Math.max(last.end, span.end) };
  }
  return spans;
}

function replaceSpans(text: string, spans: readonly Labelled[]): string {
  let written = '';
  let at = 0;
  for (const { start, end, label } of spans) {
    written += text.slice(at, start) + label;
    at = end;
  }
  return written + text.slice(at);
}
