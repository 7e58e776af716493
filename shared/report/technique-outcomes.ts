/**
 * What each technique does about singling out, linkability and inference, and its usual pitfall: ISO/IEC 20889:2018 (names and
 * classes), Opinion 05/2014 of the Article 29 Working Party (table 6 and the text on each technique).
 */
import type { ModelSpec, Recipe } from '../deidentification/recipe.ts';
import type { TechniqueOutcome } from './checklist.ts';
import type { ReleaseColumn } from './release-facts.ts';

type Outcome = Omit<TechniqueOutcome, 'technique' | 'columns'>;

function outcome(
  name: string,
  risks: readonly [singlingOut: string, linkability: string, inference: string],
  table6: TechniqueOutcome['table6'],
  pitfall: string,
): Outcome {
  return { name, singlingOut: risks[0], linkability: risks[1], inference: risks[2], table6, pitfall };
}

const PSEUDONYMS = { technique: 'pseudonymisation', answers: ['yes', 'yes', 'yes'] } as const;
const NOISE = { technique: 'noise addition', answers: ['yes', 'may not', 'may not'] } as const;
const SUBSTITUTION = { technique: 'substitution', answers: ['yes', 'yes', 'may not'] } as const;
const AGGREGATION = { technique: 'aggregation or k-anonymity', answers: ['no', 'yes', 'yes'] } as const;
const DIVERSITY = { technique: 'l-diversity', answers: ['no', 'yes', 'may not'] } as const;

const TECHNIQUES: Readonly<Record<string, Outcome>> = {
  suppression: outcome(
    'suppression of a column',
    ['little', 'little', 'none'],
    null,
    'Quasi-identifiers remain, and names can stand in free text or in the name of the file.',
  ),
  'cell-suppression': outcome(
    'local suppression of cells',
    ['reduces', 'partly', 'little'],
    null,
    'That a cell is missing says something; which values are suppressed can be guessed.',
  ),
  'record-suppression': outcome(
    'record suppression',
    ['reduces', 'partly', 'little'],
    null,
    'The records that are left out are the rare ones: what is released is biased.',
  ),
  'local-suppression': outcome(
    'local suppression of cells',
    ['reduces', 'partly', 'little'],
    null,
    'Counted with missing cells that match everything, a release can look better than it is: look at the strict figures.',
  ),
  'local-recoding': outcome(
    'local generalization',
    ['reduces', 'partly', 'partly'],
    AGGREGATION,
    'One column holds values of several levels, so not every analysis can use it.',
  ),
  masking: outcome(
    'masking of characters',
    ['little', 'little', 'none'],
    null,
    'The last characters with another column can be unique; the length of a masked value can tell it.',
  ),
  generalization: outcome(
    'generalization (global recoding)',
    ['reduces', 'partly', 'partly'],
    AGGREGATION,
    'Groups are uneven, and open ends hold the rare people.',
  ),
  'date-truncation': outcome(
    'generalization of dates',
    ['reduces', 'partly', 'partly'],
    AGGREGATION,
    'The order of events and the time between them remain.',
  ),
  age: outcome(
    'generalization: age from a date of birth',
    ['reduces', 'partly', 'partly'],
    AGGREGATION,
    'A great age is rare: code the top.',
  ),
  'postal-code': outcome(
    'generalization of postal codes',
    ['reduces', 'partly', 'little'],
    AGGREGATION,
    'Small areas, and a hospital or a school that stands for a place.',
  ),
  'top-bottom-coding': outcome(
    'top and bottom coding',
    ['reduces (tails)', 'partly', 'little'],
    null,
    'People who are rare by several columns together remain.',
  ),
  rounding: outcome(
    'rounding',
    ['little', 'partly', 'none'],
    AGGREGATION,
    'Rounded values can still be matched with what others know.',
  ),
  'date-shift': outcome(
    'shift of dates per person',
    ['little', 'intervals can be linked', 'none'],
    null,
    'Holidays, epidemics and the sequence of intervals show the shift. Safe Harbor is not satisfied by shifting.',
  ),
  pseudonymization: outcome(
    'pseudonymization',
    ['none', 'none', 'none'],
    PSEUDONYMS,
    'The same key links releases; the data stay personal data.',
  ),
  noise: outcome(
    'randomization: noise addition',
    ['not alone', 'may reduce', 'may reduce'],
    NOISE,
    'Zeros, signs and outliers show through, and repeated releases can be averaged.',
  ),
  'correlated-noise': outcome(
    'randomization: correlated noise',
    ['not alone', 'may reduce', 'may reduce'],
    NOISE,
    'Outliers show through, and repeated releases can be averaged.',
  ),
  'rank-swapping': outcome(
    'randomization: permutation by rank',
    ['confuses', 'reduces', 'partly'],
    SUBSTITUTION,
    'Every value is still there: extreme ones too. What goes together is broken.',
  ),
  pram: outcome(
    'randomization: PRAM',
    ['plausible deniability', 'reduces', 'partly'],
    SUBSTITUTION,
    'With little change most values are the true ones.',
  ),
  microaggregation: outcome(
    'randomization: microaggregation',
    ['reduces (k)', 'reduces', 'little'],
    AGGREGATION,
    'One column alone keeps its order; the mean of a group with an outlier shows the outlier.',
  ),
  redaction: outcome(
    'suppression in free text',
    ['little', 'little', 'none'],
    null,
    'Rules find what has a form; a person described in words is not found.',
  ),
  sampling: outcome(
    'sampling',
    ['reduces', 'partly', 'little'],
    null,
    'A sample alone says only that somebody may not be in it.',
  ),
  aggregation: outcome(
    'aggregation',
    ['removes (small cells)', 'partly', 'partly'],
    AGGREGATION,
    'Several tables of the same people can be subtracted from one another.',
  ),
  shuffling: outcome(
    'record order shuffled',
    ['none', 'removes the order', 'none'],
    null,
    'Only the order is gone: values are as they were.',
  ),
};

const MODELS: Readonly<Record<ModelSpec['type'], Outcome>> = {
  'k-anonymity': outcome(
    'k-anonymity',
    ['removes (strict)', 'remains', 'remains (groups of one value)'],
    AGGREGATION,
    'It protects against the quasi-identifiers that were named, no others; several releases can be intersected.',
  ),
  'k-map': outcome('k-map', ['reduces', 'remains', 'remains'], AGGREGATION, 'It is as good as the population table.'),
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
    null,
    'It is as good as the population table.',
  ),
  'k-m-anonymity': outcome(
    'k^m-anonymity',
    ['limits what m items tell', 'partly', 'partly'],
    AGGREGATION,
    'Somebody who knows m + 1 items is not held off.',
  ),
  'average-risk': outcome(
    'threshold on the average risk',
    ['reduces on average', 'remains', 'remains'],
    null,
    'Single records can still be found.',
  ),
  'sample-uniqueness': outcome(
    'threshold on sample uniqueness',
    ['reduces', 'remains', 'remains'],
    null,
    'Records in groups of two can still be found by one another.',
  ),
};

function diversity(name: string): Outcome {
  return outcome(
    name,
    ['removes (with k)', 'remains', 'reduces'],
    DIVERSITY,
    'Values that are different in letters can mean the same; rare values make a small l.',
  );
}

/** The techniques of the released and removed columns, what was done to whole records, and the models: each once. */
export function techniqueOutcomes(
  recipe: Recipe,
  columns: readonly ReleaseColumn[],
  suppressedRows: number,
): TechniqueOutcome[] {
  const used = new Map<string, string[]>();
  const use = (technique: string, column?: string) => {
    const at = used.get(technique) ?? [];
    used.set(technique, column === undefined || at.includes(column) ? at : [...at, column]);
  };
  for (const { label, technique } of columns) if (technique.type !== 'none') use(technique.type, label);
  if (recipe.table?.sampling) use('sampling');
  if (recipe.table?.aggregation) use('aggregation');
  use('shuffling'); // every release is
  if (suppressedRows > 0) use('record-suppression');
  if (recipe.search.type !== 'optimal') use(recipe.search.type);
  return [
    ...[...used].flatMap(([technique, names]) => {
      const found = TECHNIQUES[technique];
      return found ? [{ technique, columns: names, ...found }] : [];
    }),
    ...recipe.models.map((model) => ({
      technique: model.type,
      columns: 'sensitive' in model ? [model.sensitive] : [],
      ...MODELS[model.type],
    })),
  ];
}

/** Techniques that have an outcome: a test holds them against the recipe's. */
export const KNOWN_TECHNIQUES: readonly string[] = Object.keys(TECHNIQUES);
