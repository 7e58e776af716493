/** Every privacy model: what it protects against, in a sentence with its numbers, and its parameters. */
import type { ModelSpec, PopulationFile } from '@shared/deidentification/recipe.ts';
import { formatCount, formatNumber, formatShare } from '../../../ui/format.ts';
import type { Field } from '../forms/field.ts';

export type ModelType = ModelSpec['type'];
export type ModelOf<Type extends ModelType> = Extract<ModelSpec, { type: Type }>;
export type ModelGroup = 're-identification' | 'attribute' | 'membership' | 'release';

export const MODEL_GROUPS: readonly { readonly id: ModelGroup; readonly title: string; readonly about: string }[] = [
  { id: 're-identification', title: 'Being found', about: 'Somebody looks for one person among the rows.' },
  {
    id: 'attribute',
    title: 'Being found out',
    about: 'Somebody learns a sensitive value without knowing which row is whose.',
  },
  { id: 'membership', title: 'Being known to be in it', about: 'Somebody learns that a person is in the data at all.' },
  { id: 'release', title: 'The release as a whole', about: 'Limits on averages and shares of all rows.' },
];

export interface ModelEntry<Type extends ModelType> {
  readonly group: ModelGroup;
  readonly title: string;
  /** For the menu: what it asks, without numbers. */
  readonly about: string;
  sentence(model: ModelOf<Type>): string;
  readonly fields: readonly Field[];
  /** Null when the recipe lacks what the model needs; `missing` says what. */
  start(given: ModelStart): ModelOf<Type> | null;
}

export interface ModelStart {
  /** The first sensitive column that no model of this type looks at yet. */
  readonly sensitive: string | null;
  /** A column that is neither identifying nor a quasi-identifier. */
  readonly column: string | null;
  readonly population: PopulationFile | null;
}

const SENSITIVE: Field = { key: 'sensitive', kind: 'column', of: 'sensitive', label: 'Sensitive column' };
const POPULATION: Field = { key: 'population', kind: 'population', label: 'Population table' };
const K: Field = {
  key: 'k',
  kind: 'number',
  label: 'Smallest group, k',
  unit: 'people',
  min: 2,
  max: 1_000_000,
  decimals: 0,
};

export const MODELS: { readonly [Type in ModelType]: ModelEntry<Type> } = {
  'k-anonymity': {
    group: 're-identification',
    title: 'k-anonymity',
    about: 'Everybody looks the same as some others in the release.',
    sentence: ({ k }) =>
      `Everybody looks the same as at least ${formatCount(k - 1)} other ${k === 2 ? 'person' : 'people'} in the release.`,
    fields: [K],
    start: () => ({ type: 'k-anonymity', k: 5 }),
  },
  'k-map': {
    group: 're-identification',
    title: 'k-map',
    about: 'Everybody looks the same as some people of the population.',
    sentence: ({ k }) =>
      `Everybody looks the same as at least ${formatCount(k)} people of the population, who need not be in the data.`,
    fields: [{ ...K, label: 'Smallest group in the population, k' }, POPULATION],
    start: ({ population }) => (population === null ? null : { type: 'k-map', k: 5, population }),
  },
  'k-m-anonymity': {
    group: 're-identification',
    title: 'k^m-anonymity',
    about: 'For a column of sets: knowing a few items of a person leaves several people.',
    sentence: ({ k, m, column }) =>
      `Whoever knows ${m === 1 ? '1 item' : `up to ${m} items`} of a person in ${column} is left with at least ${formatCount(k)} people.`,
    fields: [
      { key: 'column', kind: 'column', of: 'any', label: 'Column with sets' },
      K,
      { key: 'm', kind: 'number', label: 'Known items, m', min: 1, max: 8, decimals: 0 },
      { key: 'separator', kind: 'text', label: 'Items are separated by', description: 'Such as ; or a comma.' },
    ],
    start: ({ column }) => (column === null ? null : { type: 'k-m-anonymity', k: 5, m: 2, column, separator: ';' }),
  },
  'distinct-l-diversity': {
    group: 'attribute',
    title: 'Distinct l-diversity',
    about: 'Every group has several different sensitive values.',
    sentence: ({ l, sensitive }) =>
      `Every group has at least ${formatCount(l)} different values of ${sensitive}, so belonging to it does not give one away.`,
    fields: [
      SENSITIVE,
      { key: 'l', kind: 'number', label: 'Different values, l', min: 2, max: 1_000_000, decimals: 0 },
    ],
    start: ({ sensitive }) => (sensitive === null ? null : { type: 'distinct-l-diversity', l: 2, sensitive }),
  },
  'entropy-l-diversity': {
    group: 'attribute',
    title: 'Entropy l-diversity',
    about: 'Sensitive values are spread evenly in every group, not one that outweighs the others.',
    sentence: ({ l, sensitive }) =>
      `The values of ${sensitive} in every group are as mixed as ${formatNumber(l, 2)} equally frequent ones.`,
    fields: [
      SENSITIVE,
      {
        key: 'l',
        kind: 'number',
        label: 'Effective values, l',
        min: 1.01,
        max: 1_000_000,
        step: 0.01,
        decimals: 2,
        description: 'May be a fraction, such as 1.5.',
      },
    ],
    start: ({ sensitive }) => (sensitive === null ? null : { type: 'entropy-l-diversity', l: 1.5, sensitive }),
  },
  'recursive-c-l-diversity': {
    group: 'attribute',
    title: 'Recursive (c, l)-diversity',
    about: 'The commonest sensitive value of a group is not much more frequent than the rare ones together.',
    sentence: ({ c, l, sensitive }) =>
      `In every group the commonest value of ${sensitive} occurs less than ${formatNumber(c, 2)} times as often as the values from rank ${formatCount(l)} on together.`,
    fields: [
      SENSITIVE,
      { key: 'c', kind: 'number', label: 'Factor, c', min: 0.01, step: 0.01, decimals: 2 },
      { key: 'l', kind: 'number', label: 'From rank, l', min: 2, max: 1_000_000, decimals: 0 },
    ],
    start: ({ sensitive }) => (sensitive === null ? null : { type: 'recursive-c-l-diversity', c: 3, l: 2, sensitive }),
  },
  'alpha-k-anonymity': {
    group: 'attribute',
    title: '(alpha, k)-anonymity',
    about: 'Groups of at least k, in which no sensitive value is too frequent.',
    sentence: ({ alpha, k, sensitive }) =>
      `Groups have at least ${formatCount(k)} people, of whom at most ${formatShare(alpha)} share one value of ${sensitive}.`,
    fields: [
      SENSITIVE,
      {
        key: 'alpha',
        kind: 'number',
        label: 'Greatest share, alpha',
        unit: '%',
        min: 0.001,
        max: 1,
        decimals: 1,
        isPercent: true,
      },
      K,
    ],
    start: ({ sensitive }) => (sensitive === null ? null : { type: 'alpha-k-anonymity', alpha: 0.5, k: 5, sensitive }),
  },
  't-closeness': {
    group: 'attribute',
    title: 't-closeness',
    about: 'Sensitive values are distributed in every group nearly as in all data.',
    sentence: ({ t, distance, sensitive }) =>
      `In every group ${sensitive} is distributed as in all data, but for a distance of at most ${formatNumber(t, 3)}${distance === 'equal' ? '' : distance === 'ordered' ? ', counted along the order of the values' : ', counted along a hierarchy'}.`,
    fields: [
      SENSITIVE,
      { key: 't', kind: 'number', label: 'Distance, t', min: 0, max: 1, step: 0.01, decimals: 3 },
      {
        key: 'distance',
        kind: 'choice',
        label: 'Two values differ',
        choices: [
          { id: 'equal', label: 'All alike', description: 'Any two different values are equally far apart.' },
          { id: 'ordered', label: 'By their order', description: 'Neighbours are nearer: for numbers, dates, grades.' },
          { id: 'hierarchical', label: 'By a hierarchy', description: 'Values of one group are nearer.' },
        ],
      },
      {
        key: 'hierarchy',
        kind: 'hierarchy',
        label: 'Hierarchy of the values',
      },
    ],
    start: ({ sensitive }) =>
      sensitive === null ? null : { type: 't-closeness', t: 0.2, distance: 'equal', sensitive },
  },
  'beta-likeness': {
    group: 'attribute',
    title: 'beta-likeness',
    about: 'No sensitive value becomes much more likely by belonging to a group.',
    sentence: ({ beta, enhanced, sensitive }) =>
      `Belonging to a group makes no value of ${sensitive} more than ${formatNumber(1 + beta, 2)} times as likely${enhanced ? ', and frequent values even less' : ''}.`,
    fields: [
      SENSITIVE,
      { key: 'beta', kind: 'number', label: 'Relative gain, beta', min: 0.01, step: 0.01, decimals: 2 },
      {
        key: 'enhanced',
        kind: 'check',
        label: 'Enhanced',
        description: 'Also limits the gain of frequent values by the logarithm of their share.',
      },
    ],
    start: ({ sensitive }) =>
      sensitive === null ? null : { type: 'beta-likeness', beta: 1, enhanced: true, sensitive },
  },
  'delta-disclosure': {
    group: 'attribute',
    title: 'delta-disclosure privacy',
    about: 'No sensitive value becomes much more or much less likely by belonging to a group.',
    sentence: ({ delta, sensitive }) =>
      `Belonging to a group changes the logarithm of the share of any value of ${sensitive} by less than ${formatNumber(delta, 2)}. It is strict: every group must have every value.`,
    fields: [SENSITIVE, { key: 'delta', kind: 'number', label: 'Limit, delta', min: 0.01, step: 0.01, decimals: 2 }],
    start: ({ sensitive }) => (sensitive === null ? null : { type: 'delta-disclosure', delta: 1, sensitive }),
  },
  'delta-presence': {
    group: 'membership',
    title: 'delta-presence',
    about: 'Who looks like a row of the release is in the data with a limited probability.',
    sentence: ({ min, max }) =>
      `Somebody of the population who fits a group is in the data with a probability of ${formatShare(min)} to ${formatShare(max)}.`,
    fields: [
      { key: 'min', kind: 'number', label: 'At least', unit: '%', min: 0, max: 1, decimals: 1, isPercent: true },
      { key: 'max', kind: 'number', label: 'At most', unit: '%', min: 0, max: 1, decimals: 1, isPercent: true },
      POPULATION,
    ],
    start: ({ population }) => (population === null ? null : { type: 'delta-presence', min: 0, max: 0.5, population }),
  },
  'average-risk': {
    group: 'release',
    title: 'Average risk',
    about: 'The mean probability of finding a person.',
    sentence: ({ threshold }) =>
      `On average a person is found with a probability of at most ${formatShare(threshold)}.`,
    fields: [
      {
        key: 'threshold',
        kind: 'number',
        label: 'At most',
        unit: '%',
        min: 0.0001,
        max: 1,
        decimals: 2,
        isPercent: true,
      },
    ],
    start: () => ({ type: 'average-risk', threshold: 0.1 }),
  },
  'sample-uniqueness': {
    group: 'release',
    title: 'Share of uniques',
    about: 'How many rows may be the only ones of their kind.',
    sentence: ({ threshold }) =>
      threshold === 0
        ? 'No row may be the only one of its kind.'
        : `At most ${formatShare(threshold)} of the rows are the only ones of their kind.`,
    fields: [
      { key: 'threshold', kind: 'number', label: 'At most', unit: '%', min: 0, max: 1, decimals: 2, isPercent: true },
    ],
    start: () => ({ type: 'sample-uniqueness', threshold: 0.01 }),
  },
};

/** The entry of a model, whichever it is. */
export function entryOf(type: ModelType): ModelEntry<ModelType> {
  return MODELS[type] as unknown as ModelEntry<ModelType>;
}

export function modelSentence(model: ModelSpec): string {
  return entryOf(model.type).sentence(model);
}

export function modelsOfGroup(group: ModelGroup): readonly ModelType[] {
  return (Object.keys(MODELS) as ModelType[]).filter((type) => MODELS[type].group === group);
}

/** t-closeness asks for a hierarchy only when distances follow one. */
export function fieldsOf(model: ModelSpec): readonly Field[] {
  const { fields } = entryOf(model.type);
  const usesHierarchy = model.type === 't-closeness' && model.distance === 'hierarchical';
  return usesHierarchy ? fields : fields.filter((field) => field.kind !== 'hierarchy');
}
