/** English for what the protect screen shows. Error codes have their own list: shared/contract/error-text.ts. */
import type { DatasetView } from '@shared/contract/views.ts';
import type { HierarchySpec, Role } from '@shared/deidentification/recipe.ts';
import type { MemberRole, PresetName } from '@shared/license/terms.ts';
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import { formatCount, formatPlural } from '../../ui/format.ts';

interface Named<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly description: string;
}

export const ROLES: readonly Named<Role>[] = [
  {
    id: 'direct-identifier',
    label: 'Direct identifier',
    description: 'Names one person by itself: a name, an e-mail address, a patient number.',
  },
  {
    id: 'quasi-identifier',
    label: 'Quasi-identifier',
    description: 'Others may know it, and together with others it can point to one person: age, postal code.',
  },
  {
    id: 'sensitive',
    label: 'Sensitive',
    description: 'What must not be learned about a person: a diagnosis, an income.',
  },
  { id: 'other', label: 'Other', description: 'Neither known to others nor sensitive. It is released as it is.' },
];

export function roleWords(role: Role): string {
  return ROLES.find((entry) => entry.id === role)?.label ?? role;
}

export const HIERARCHIES: readonly Named<Exclude<HierarchySpec['type'], 'file'>>[] = [
  { id: 'automatic', label: 'Automatic', description: 'Proposed from the values, the same each time.' },
  { id: 'intervals', label: 'Intervals', description: 'Numbers become ranges that widen from level to level.' },
  { id: 'bounds', label: 'Chosen bounds', description: 'Numbers become ranges between bounds that you choose.' },
  { id: 'quantiles', label: 'Groups of equal size', description: 'Ranges with about as many rows each.' },
  { id: 'masking', label: 'Mask characters', description: 'One character more is hidden at each level.' },
  { id: 'dates', label: 'Dates', description: 'Month, quarter, year, up to twenty years.' },
  { id: 'categories', label: 'Categories', description: 'Values are put into groups, groups into larger groups.' },
  { id: 'order', label: 'An order', description: 'Neighbours in an order of your own are put together.' },
  { id: 'table', label: 'From a file', description: 'A hierarchy CSV: a line for each value.' },
];

export const ENCODINGS = [
  { id: 'utf-8', label: 'UTF-8' },
  { id: 'windows-1252', label: 'Windows-1252 (Latin-1)' },
  { id: 'utf-16le', label: 'UTF-16, little endian' },
  { id: 'utf-16be', label: 'UTF-16, big endian' },
] as const;

export const DELIMITERS = [
  { id: ',', label: 'Comma  ,' },
  { id: ';', label: 'Semicolon  ;' },
  { id: '\t', label: 'Tab' },
  { id: '|', label: 'Vertical bar  |' },
] as const;

export function delimiterWords(delimiter: string): string {
  const name = DELIMITERS.find((entry) => entry.id === delimiter)?.label;
  return name ? name.split('  ')[0]!.toLowerCase() : `"${delimiter}"`;
}

export const PRESET_WORDS: readonly {
  readonly id: PresetName;
  readonly title: string;
  readonly description: string;
}[] = [
  {
    id: 'aggregate-only',
    title: 'Aggregate-only study',
    description: 'Recipients make tables. Nobody sees a row.',
  },
  {
    id: 'row-access',
    title: 'Row access in the application',
    description: 'Recipients see rows inside Bulla and export tables only.',
  },
  {
    id: 'institution',
    title: 'Open within the institution',
    description: 'Recipients see, tabulate and export rows inside their institution.',
  },
  { id: 'teaching', title: 'Teaching', description: 'A class works with the data for a term.' },
];

export const MEMBER_ROLES: readonly { readonly id: MemberRole; readonly label: string }[] = [
  { id: 'bulla:principalInvestigator', label: 'Principal investigator' },
  { id: 'bulla:analyst', label: 'Analyst' },
  { id: 'bulla:student', label: 'Student' },
];

const PHASES: Readonly<Record<string, string>> = {
  'assess.attacks': 'Attacking the release',
  'assess.linkage': 'Linking the release to the original',
  'assess.lint': 'Looking through the released file',
  'assess.utility': 'Comparing analyses',
  'csv.read': 'Reading the file',
  'package.encrypt': 'Encrypting the package',
  'protect.release': 'Making and measuring the release',
  'protect.transform': 'Preparing the columns',
  'protect.microaggregation': 'Making small groups',
  'risk.assess': 'Measuring the risk in the population',
  'risk.measure': 'Measuring the risk',
  search: 'Searching for the best levels',
};

export function phaseWords(phase: string | undefined, otherwise: string): string {
  if (phase === undefined) return otherwise;
  return (Object.hasOwn(PHASES, phase) ? PHASES[phase] : undefined) ?? otherwise;
}

type Warning = DatasetView['warnings'][number] | ProtectionReport['warnings'][number];

const WARNINGS: Readonly<Record<string, (p: Readonly<Record<string, string | number>>) => string>> = {
  'csv.blank-lines': (p) => `${formatPlural(Number(p.lines), 'blank line')} left out.`,
  'csv.empty-column-name': (p) => `Column ${p.position} has no name; it is called "${p.column}".`,
  'csv.encoding-guessed': () =>
    'The file is not UTF-8. It was read as Windows-1252: look at letters with accents, and correct the encoding if they are wrong.',
  'csv.mixed-line-ends': () => 'Lines end in different ways, as if files had been joined.',
  'csv.no-rows': () => 'There are column names but no rows.',
  'csv.stray-quote': (p) =>
    `${formatPlural(Number(p.rows), 'row')} with a quotation mark in an unusual place, the first is row ${formatCount(Number(p.row))}. The text was kept as it is.`,
  'protection.direct-identifier-remains': (p) =>
    `"${p.column}" is a direct identifier and is still in the release. It may name people by itself.`,
  'protection.drawn-anew': () =>
    'The noise of these figures is drawn anew each time they are made, which costs privacy budget each time. Keep this release.',
  'protection.free-text-released': (p) =>
    `"${p.column}" holds long texts that are released as they are. Names and details can stand in them.`,
  'protection.guessable-seed': () =>
    'The seed of this recipe is so small that it can be found by trying. Whoever finds it can take the noise away.',
  'protection.no-model': () => 'No privacy model is chosen, so nothing limits how small a group may be.',
  'protection.no-quasi-identifier': () =>
    'No column is a quasi-identifier, so the risk is measured on nothing. Check the roles.',
  'protection.noise-on-quasi-identifier': (p) =>
    `"${p.column}" gets noise. Noise changes values, yet the models count the changed values as they stand.`,
  'protection.nothing-released': () => 'Every row is left out. Loosen what must hold, or use coarser levels.',
  'protection.pseudonym-links': (p) =>
    `"${p.column}" has pseudonyms. The same person has the same code in every release made with your key.`,
};

export function warningWords(warning: Warning): string {
  const params = warning.params ?? {};
  const entry = Object.hasOwn(WARNINGS, warning.code) ? WARNINGS[warning.code] : undefined;
  if (entry) return entry({ ...('column' in warning ? { column: warning.column ?? '' } : {}), ...params });
  return humanize(warning.code);
}

/** What a suggestion's reason says about the column. */
const REASONS: Readonly<Record<string, string>> = {
  'address-in-header': 'The name says address',
  'age-in-header': 'The name says age, which others often know',
  'belief-in-header': 'The name says belief or opinion',
  'birth-date-in-header': 'The name says date of birth, which others often know',
  'card-number-pattern': 'The values look like payment card numbers',
  'civil-status-in-header': 'The name says civil status, which others often know',
  date: 'Dates can be matched with what others remember',
  'diagnosis-in-header': 'The name says diagnosis',
  'e-mail-in-header': 'The name says e-mail',
  'e-mail-pattern': 'The values look like e-mail addresses',
  'education-in-header': 'The name says education, which others often know',
  'event-date-in-header': 'The name says when something happened, which others may know',
  'free-text': 'Long texts, in which anything can stand',
  'free-text-in-header': 'The name says note or comment, in which anything can stand',
  'health-in-header': 'The name says health',
  'iban-pattern': 'The values look like bank account numbers',
  'income-in-header': 'The name says income',
  'ip-address-pattern': 'The values look like network addresses',
  'name-in-header': 'The name says that it holds names',
  'national-number-pattern': 'The values look like national numbers, with a valid check digit',
  'nearly-unique': 'Nearly every row has a value of its own',
  'nothing-found': 'Nothing points to a person',
  'occupation-in-header': 'The name says occupation, which others often know',
  'origin-in-header': 'The name says origin, which others often know',
  'personal-number-in-header': 'The name says personal number',
  'phone-in-header': 'The name says telephone',
  'phone-pattern': 'The values look like telephone numbers',
  'place-in-header': 'The name says place, which others often know',
  'postal-code-in-header': 'The name says postal code, which others often know',
  'record-number-in-header': 'The name says record number',
  'sex-in-header': 'The name says sex, which others know',
  'url-pattern': 'The values look like web addresses',
};

export function reasonWords(reason: string): string {
  return (Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined) ?? humanize(reason);
}

/** 'nearly-unique' -> 'Nearly unique': for a slug that has no words yet. */
function humanize(slug: string): string {
  const text = slug.replace(/[.\-_]+/g, ' ');
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

/** 'level 2 of 4': `height` counts level 0 too. */
export function levelWords(level: number, height: number): string {
  return `level ${formatCount(level)} of ${formatCount(Math.max(0, height - 1))}`;
}

/** The last part of a path, whichever way its slashes lean. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
