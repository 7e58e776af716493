/** Every technique as the window offers it: its group in ISO/IEC 20889, where it can be used, its fields and how it starts. */
import type { Technique } from '@shared/deidentification/recipe.ts';
import type { ColumnProfile } from '@shared/table/table.ts';
import type { Choice, Field } from '../forms/field.ts';
import { limitsOf, roundBase } from './start-values.ts';

export type TechniqueType = Technique['type'];
export type TechniqueOf<Type extends TechniqueType> = Extract<Technique, { type: Type }>;

/** What the window knows of a column when a technique is chosen for it. */
export interface TechniqueStart {
  readonly profile: ColumnProfile;
  /** YYYY-MM-DD */
  readonly today: string;
  /** A column that names the person of a row; null without one. */
  readonly person: string | null;
}

export interface TechniqueEntry<Type extends TechniqueType> {
  readonly label: string;
  readonly group: 'Suppression' | 'Pseudonymization' | 'Generalization' | 'Randomization' | '';
  /** In one sentence with an example. */
  readonly about: string;
  /** The columns that it can work on. */
  readonly of: 'any' | 'number' | 'date' | 'number-or-date';
  readonly fields: readonly Field[];
  start(given: TechniqueStart): TechniqueOf<Type> | null;
}

const DATE_LEVELS: readonly Choice[] = [
  { id: 'day', label: 'Day' },
  { id: 'month', label: 'Month' },
  { id: 'quarter', label: 'Quarter' },
  { id: 'year', label: 'Year' },
  { id: 'five-years', label: 'Five years' },
  { id: 'decade', label: 'Decade' },
  { id: 'twenty-years', label: 'Twenty years' },
];

const REDACTIONS: readonly Choice[] = [
  { id: 'email', label: 'E-mail addresses' },
  { id: 'url', label: 'Web addresses' },
  { id: 'iban', label: 'Bank accounts (IBAN, checked)' },
  { id: 'card', label: 'Payment cards (checked)' },
  { id: 'national-number', label: 'National numbers (checked)' },
  { id: 'ip', label: 'Network addresses' },
  { id: 'date', label: 'Dates' },
  { id: 'phone', label: 'Telephone numbers' },
  { id: 'name', label: 'Names behind Mr, Ms, Dr' },
];

const DECIMALS: Field = {
  key: 'decimals',
  kind: 'number',
  label: 'Decimals',
  min: 0,
  max: 12,
  decimals: 0,
  isOptional: true,
  description: 'Empty: as many as the column has.',
};
const GROUP: Field = {
  key: 'group',
  kind: 'text',
  label: 'Together with columns of the group',
  isOptional: true,
  description: 'Columns with the same name here are changed together, so that their relations stay.',
};

export const TECHNIQUES: { readonly [Type in TechniqueType]: TechniqueEntry<Type> } = {
  none: {
    label: 'Keep as it is',
    group: '',
    about: 'The values are released unchanged.',
    of: 'any',
    fields: [],
    start: () => ({ type: 'none' }),
  },
  suppression: {
    label: 'Remove',
    group: 'Suppression',
    about: 'The column is not released.',
    of: 'any',
    fields: [],
    start: () => ({ type: 'suppression' }),
  },
  'cell-suppression': {
    label: 'Empty single cells',
    group: 'Suppression',
    about: 'Rare values, or values that you list, become *.',
    of: 'any',
    fields: [
      {
        key: 'rarerThan',
        kind: 'number',
        label: 'Values rarer than',
        unit: 'rows',
        min: 2,
        max: 1_000_000_000,
        decimals: 0,
        isOptional: true,
        description: 'Empty: only the values listed.',
      },
      { key: 'values', kind: 'lines', label: 'And these values', isOptional: true, description: 'One a line.' },
    ],
    start: () => ({ type: 'cell-suppression', rarerThan: 5 }),
  },
  masking: {
    label: 'Mask characters',
    group: 'Suppression',
    about: 'Part of every value is replaced by *: 1000**.',
    of: 'any',
    fields: [
      { key: 'keepStart', kind: 'number', label: 'Characters kept at the start', min: 0, max: 64, decimals: 0 },
      { key: 'keepEnd', kind: 'number', label: 'Characters kept at the end', min: 0, max: 64, decimals: 0 },
      {
        key: 'pattern',
        kind: 'text',
        label: 'Or by a pattern',
        placeholder: '##***',
        isOptional: true,
        description: '# keeps a character, * hides it; it counts instead of the two numbers.',
      },
      {
        key: 'hideLength',
        kind: 'check',
        label: 'Hide the length',
        description: 'Every masked part has the same length, so that long names do not stand out.',
      },
    ],
    start: ({ profile }) => ({
      type: 'masking',
      keepStart: Math.min(2, Math.max(0, profile.longest - 1)),
      keepEnd: 0,
      hideLength: false,
    }),
  },
  redaction: {
    label: 'Redact in free text',
    group: 'Suppression',
    about: 'Addresses, numbers, dates and names inside a text become marks; the rest of the text stays.',
    of: 'any',
    fields: [
      {
        key: 'kinds',
        kind: 'checks',
        label: 'What is looked for',
        choices: REDACTIONS,
        description: 'Rules find what has a form. What they do not know stays: read the texts before you release them.',
      },
      { key: 'names', kind: 'lines', label: 'Names to look for', isOptional: true, description: 'One a line.' },
    ],
    start: () => ({ type: 'redaction', kinds: REDACTIONS.map((choice) => choice.id) as never }),
  },
  pseudonymization: {
    label: 'Pseudonymize',
    group: 'Pseudonymization',
    about: 'Each value becomes a code made with a secret key that stays on this computer.',
    of: 'any',
    fields: [
      {
        key: 'length',
        kind: 'number',
        label: 'Length of the code',
        unit: 'characters',
        min: 8,
        max: 52,
        decimals: 0,
        description: 'The data stay personal data: whoever holds the key can undo it.',
      },
      {
        key: 'scope',
        kind: 'choice',
        label: 'The same value has the same code',
        choices: [
          { id: 'profile', label: 'In everything you release', description: 'Releases can be linked with each other.' },
          { id: 'project', label: 'Within one project', description: 'Name the project.' },
          { id: 'release', label: 'Within this release only', description: 'Releases cannot be linked by it.' },
        ],
      },
      { key: 'project', kind: 'text', label: 'Name of the project', isOptional: true },
    ],
    start: () => ({ type: 'pseudonymization', length: 16, scope: 'release' }),
  },
  generalization: {
    label: 'Generalize',
    group: 'Generalization',
    about: 'Values become coarser along a hierarchy: 34 becomes 30-39.',
    of: 'any',
    fields: [],
    start: () => ({ type: 'generalization', hierarchy: { type: 'automatic' } }),
  },
  'top-bottom-coding': {
    label: 'Limit extremes',
    group: 'Generalization',
    about: 'Values beyond a limit are set to it (top and bottom coding).',
    of: 'number',
    fields: [
      {
        key: 'bottom',
        kind: 'number',
        label: 'At least',
        decimals: 6,
        isOptional: true,
        description: 'Smaller values become this one. Empty: no limit.',
      },
      {
        key: 'top',
        kind: 'number',
        label: 'At most',
        decimals: 6,
        isOptional: true,
        description: 'Larger values become this one. Empty: no limit.',
      },
    ],
    start: ({ profile }) => ({ type: 'top-bottom-coding', ...limitsOf(profile) }),
  },
  rounding: {
    label: 'Round',
    group: 'Generalization',
    about: 'Numbers are rounded to a multiple of a base.',
    of: 'number',
    fields: [{ key: 'base', kind: 'number', label: 'Round to multiples of', min: 0.000001, decimals: 6 }],
    start: ({ profile }) => ({ type: 'rounding', base: roundBase(profile) }),
  },
  'date-truncation': {
    label: 'Shorten dates',
    group: 'Generalization',
    about: 'A date becomes its month, its year, its decade: 1987-05-12 becomes 1987.',
    of: 'date',
    fields: [{ key: 'level', kind: 'choice', label: 'To the', choices: DATE_LEVELS }],
    start: () => ({ type: 'date-truncation', level: 'year' }),
  },
  age: {
    label: 'Age instead of date of birth',
    group: 'Generalization',
    about: 'A date of birth becomes completed years on a day that you state.',
    of: 'date',
    fields: [
      {
        key: 'on',
        kind: 'text',
        label: 'On the day',
        placeholder: '2026-01-31',
        description: 'Year-month-day. Take a day of the data, such as the last admission.',
        invalid: 'Write a day as year-month-day, such as 2026-01-31.',
      },
      {
        key: 'top',
        kind: 'number',
        label: 'One group from',
        unit: 'years',
        min: 1,
        max: 150,
        decimals: 0,
        isOptional: true,
        description: 'Such as 90: older people are few. Empty: no limit.',
      },
    ],
    start: ({ today }) => ({ type: 'age', on: today, top: 90 }),
  },
  'postal-code': {
    label: 'Shorten postal codes',
    group: 'Generalization',
    about: 'The first digits stay where enough people live; small areas become 000.',
    of: 'any',
    fields: [
      { key: 'digits', kind: 'number', label: 'Digits kept', min: 1, max: 10, decimals: 0 },
      {
        key: 'threshold',
        kind: 'number',
        label: 'Kept where more live than',
        unit: 'people',
        min: 0,
        max: 1_000_000_000,
        decimals: 0,
      },
      { key: 'population', kind: 'areas', label: 'How many people live where' },
    ],
    start: () => ({ type: 'postal-code', digits: 3, threshold: 20_000, population: { type: 'small-areas' } }),
  },
  'date-shift': {
    label: 'Shift dates per person',
    group: 'Randomization',
    about: 'All dates of a person move by the same number of days: intervals stay, the calendar goes.',
    of: 'date',
    fields: [
      {
        key: 'days',
        kind: 'number',
        label: 'At most',
        unit: 'days',
        min: 1,
        max: 3_660,
        decimals: 0,
        description: 'Forwards or backwards.',
      },
      { key: 'person', kind: 'column', of: 'any', label: 'Column that names the person' },
    ],
    start: ({ person }) => (person === null ? null : { type: 'date-shift', days: 180, person }),
  },
  noise: {
    label: 'Add noise',
    group: 'Randomization',
    about: 'A random amount is added to every number.',
    of: 'number',
    fields: [
      {
        key: 'distribution',
        kind: 'choice',
        label: 'Distribution',
        choices: [
          { id: 'laplace', label: 'Laplace', description: 'Mostly small changes, now and then a large one.' },
          { id: 'gaussian', label: 'Gaussian', description: 'The bell curve.' },
        ],
      },
      {
        key: 'scale',
        kind: 'number',
        label: 'Scale',
        min: 0.000001,
        decimals: 6,
        description: 'In the unit of the column: the standard deviation (Gaussian) or b (Laplace).',
      },
      { key: 'decimals', kind: 'number', label: 'Decimals', min: 0, max: 12, decimals: 0 },
    ],
    start: ({ profile }) => ({
      type: 'noise',
      distribution: 'laplace',
      scale: roundBase(profile),
      decimals: profile.type === 'integer' ? 0 : 2,
    }),
  },
  'correlated-noise': {
    label: 'Add noise that keeps relations',
    group: 'Randomization',
    about: 'Noise of several columns together, with the same correlations as the columns themselves.',
    of: 'number',
    fields: [
      {
        key: 'level',
        kind: 'number',
        label: 'Strength',
        unit: '%',
        min: 0.001,
        max: 10,
        decimals: 1,
        isPercent: true,
        description: 'Share of the column’s own standard deviation.',
      },
      { ...GROUP, isOptional: false },
      DECIMALS,
    ],
    start: () => ({ type: 'correlated-noise', level: 0.1, group: 'numbers' }),
  },
  'rank-swapping': {
    label: 'Swap similar values',
    group: 'Randomization',
    about: 'Each number is exchanged with one of similar rank (rank swapping). The values themselves stay.',
    of: 'number',
    fields: [
      {
        key: 'percent',
        kind: 'number',
        label: 'Ranks apart',
        unit: '%',
        min: 0.1,
        max: 100,
        decimals: 1,
        description: 'At most this share of the rows.',
      },
    ],
    start: () => ({ type: 'rank-swapping', percent: 5 }),
  },
  pram: {
    label: 'Exchange categories by chance',
    group: 'Randomization',
    about: 'A category becomes another one with a known probability; the totals are kept on average (PRAM).',
    of: 'any',
    fields: [
      {
        key: 'retain',
        kind: 'number',
        label: 'Stays as it is',
        unit: '%',
        min: 0,
        max: 0.999,
        decimals: 1,
        isPercent: true,
        description: 'The least probability with which a value stays.',
      },
    ],
    start: () => ({ type: 'pram', retain: 0.8 }),
  },
  microaggregation: {
    label: 'Average within small groups',
    group: 'Randomization',
    about: 'Similar rows are put into groups of at least k, and every number becomes its group’s mean.',
    of: 'number',
    fields: [
      { key: 'k', kind: 'number', label: 'Rows in a group, k', min: 2, max: 10_000, decimals: 0 },
      {
        key: 'method',
        kind: 'choice',
        label: 'Groups are made',
        choices: [
          { id: 'mdav', label: 'By distance (MDAV)', description: 'Over all columns of the group at once.' },
          { id: 'univariate', label: 'Along one column', description: 'The groups with the least spread.' },
        ],
      },
      GROUP,
      DECIMALS,
    ],
    start: () => ({ type: 'microaggregation', k: 5, method: 'mdav' }),
  },
};

export function techniqueEntry(type: TechniqueType): TechniqueEntry<TechniqueType> {
  return TECHNIQUES[type] as unknown as TechniqueEntry<TechniqueType>;
}

/** Whether what a value becomes is drawn, so that a try differs from the release. Averages depend on the values alone. */
export function isByChance(type: TechniqueType): boolean {
  return techniqueEntry(type).group === 'Randomization' && type !== 'microaggregation';
}

/** Why a technique cannot be used for a column, in words; '' when it can. */
export function unfitFor(type: TechniqueType, given: TechniqueStart): string {
  const { of, start } = techniqueEntry(type);
  const { type: kind } = given.profile;
  const isNumber = kind === 'integer' || kind === 'number';
  const isDate = kind === 'date';
  if (of === 'number' && !isNumber) return 'For numbers.';
  if (of === 'date' && !isDate) return 'For dates.';
  if (of === 'number-or-date' && !isNumber && !isDate) return 'For numbers and dates.';
  return start(given) === null ? 'Needs a column that names the person.' : '';
}

/** Fields that matter with the present choices. */
export function fieldsOfTechnique(technique: Technique): readonly Field[] {
  const { fields } = techniqueEntry(technique.type);
  if (technique.type === 'pseudonymization' && technique.scope !== 'project') {
    return fields.filter((field) => field.key !== 'project');
  }
  return fields;
}

/** The scope 'project' needs a name, another has none. */
export function fittedTechnique(technique: Technique): Technique {
  if (technique.type !== 'pseudonymization') return technique;
  const { project, ...others } = technique;
  return technique.scope === 'project' ? { ...others, project: project ?? 'My project' } : others;
}
