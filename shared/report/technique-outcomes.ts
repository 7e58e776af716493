/**
 * What each technique and model of a recipe does about singling out, linkability and inference. The techniques describe themselves
 * (ISO/IEC 20889:2018); here are the models, and the answers of table 6 of Opinion 05/2014 of the Article 29 Working Party.
 */
import type { ModelSpec, Recipe } from '../deidentification/recipe.ts';
import { TECHNIQUE_DESCRIPTIONS, type TechniqueName } from '../deidentification/technique/catalogue.ts';
import type { TechniqueOutcome } from './checklist.ts';
import type { ReleaseColumn } from './release-facts.ts';

type Table6 = TechniqueOutcome['table6'];
type Outcome = Omit<TechniqueOutcome, 'technique' | 'columns' | 'table6'>;

const PSEUDONYMS: Table6 = { technique: 'pseudonymisation', answers: ['yes', 'yes', 'yes'] };
const NOISE: Table6 = { technique: 'noise addition', answers: ['yes', 'may not', 'may not'] };
const SUBSTITUTION: Table6 = { technique: 'substitution', answers: ['yes', 'yes', 'may not'] };
const AGGREGATION: Table6 = { technique: 'aggregation or k-anonymity', answers: ['no', 'yes', 'yes'] };
const DIVERSITY: Table6 = { technique: 'l-diversity', answers: ['no', 'yes', 'may not'] };

/** The nearest technique of table 6; those that it does not know are not here. */
const TABLE_6: Readonly<Record<string, Table6>> = {
  pseudonymization: PSEUDONYMS,
  noise: NOISE,
  'correlated-noise': NOISE,
  'rank-swapping': SUBSTITUTION,
  pram: SUBSTITUTION,
  generalization: AGGREGATION,
  'date-truncation': AGGREGATION,
  age: AGGREGATION,
  'postal-code': AGGREGATION,
  rounding: AGGREGATION,
  microaggregation: AGGREGATION,
  aggregation: AGGREGATION,
  'local-recoding': AGGREGATION,
  'k-anonymity': AGGREGATION,
  'k-map': AGGREGATION,
  'k-m-anonymity': AGGREGATION,
  'alpha-k-anonymity': DIVERSITY,
  'distinct-l-diversity': DIVERSITY,
  'entropy-l-diversity': DIVERSITY,
  'recursive-c-l-diversity': DIVERSITY,
  't-closeness': DIVERSITY,
  'beta-likeness': DIVERSITY,
  'delta-disclosure': DIVERSITY,
};

function outcome(
  name: string,
  risks: readonly [singlingOut: string, linkability: string, inference: string],
  pitfall: string,
): Outcome {
  return { name, singlingOut: risks[0], linkability: risks[1], inference: risks[2], pitfall };
}

/** What a search does to whole records or to single cells. */
const OF_THE_SEARCH = {
  'record-suppression': outcome(
    'record suppression',
    ['reduces', 'partly', 'little'],
    'The records that are left out are the rare ones: what is released is biased.',
  ),
  'local-suppression': outcome(
    'local suppression of cells',
    ['reduces', 'partly', 'little'],
    'Counted with missing cells that match everything, a release can look better than it is: look at the strict figures.',
  ),
  'local-recoding': outcome(
    'local generalization',
    ['reduces', 'partly', 'partly'],
    'One column holds values of several levels, so not every analysis can use it.',
  ),
} as const;

const MODELS: Readonly<Record<ModelSpec['type'], Outcome>> = {
  'k-anonymity': outcome(
    'k-anonymity',
    ['removes (strict)', 'remains', 'remains (groups of one value)'],
    'It protects against the quasi-identifiers that were named, no others; several releases can be intersected.',
  ),
  'k-map': outcome('k-map', ['reduces', 'remains', 'remains'], 'It is as good as the population table.'),
  'alpha-k-anonymity': diversity('(alpha, k)-anonymity'),
  'distinct-l-diversity': diversity('distinct l-diversity'),
  'entropy-l-diversity': diversity('entropy l-diversity'),
  'recursive-c-l-diversity': diversity('recursive (c, l)-diversity'),
  't-closeness': diversity('t-closeness'),
  'beta-likeness': diversity('beta-likeness'),
  'delta-disclosure': diversity('delta-disclosure privacy'),
  'delta-presence': outcome(
    'delta-presence',
    ['reduces', 'reduces', 'remains'],
    'It is as good as the population table.',
  ),
  'k-m-anonymity': outcome(
    'k^m-anonymity',
    ['limits what m items tell', 'partly', 'partly'],
    'Somebody who knows m + 1 items is not held off.',
  ),
  'average-risk': outcome(
    'threshold on the average risk',
    ['reduces on average', 'remains', 'remains'],
    'Single records can still be found.',
  ),
  'sample-uniqueness': outcome(
    'threshold on sample uniqueness',
    ['reduces', 'remains', 'remains'],
    'Records in groups of two can still be found by one another.',
  ),
};

function diversity(name: string): Outcome {
  return outcome(
    name,
    ['removes (with k)', 'remains', 'reduces'],
    'Values that are different in letters can mean the same; rare values make a small l.',
  );
}

/** The techniques of the released and removed columns, what was done to whole records, and the models: each once. */
export function techniqueOutcomes(
  recipe: Recipe,
  columns: readonly ReleaseColumn[],
  suppressedRows: number,
): TechniqueOutcome[] {
  const used = new Map<TechniqueName, string[]>();
  const use = (technique: TechniqueName, column?: string) => {
    const at = used.get(technique) ?? [];
    used.set(technique, column === undefined || at.includes(column) ? at : [...at, column]);
  };
  for (const { label, technique } of columns) if (technique.type !== 'none') use(technique.type, label);
  if (recipe.table?.sampling) use('sampling');
  if (recipe.table?.aggregation) use('aggregation');
  use('shuffling'); // every release is
  const ofTheSearch = [
    ...(suppressedRows > 0 ? (['record-suppression'] as const) : []),
    ...(recipe.search.type === 'optimal' ? [] : [recipe.search.type]),
  ];
  return [
    ...[...used].map(([technique, names]) => {
      const { iso, effect, pitfalls } = TECHNIQUE_DESCRIPTIONS[technique];
      return { technique, columns: names, name: iso, ...effect, pitfall: pitfalls[0] ?? '' };
    }),
    ...ofTheSearch.map((technique) => ({ technique, columns: [], ...OF_THE_SEARCH[technique] })),
    ...recipe.models.map((model) => ({
      technique: model.type,
      columns: 'sensitive' in model ? [model.sensitive] : [],
      ...MODELS[model.type],
    })),
  ].map((entry) => ({ ...entry, table6: TABLE_6[entry.technique] ?? null }));
}
