/** What every technique says of itself, for the window, the command line and the report. */
import type { TableTechniques, Technique } from '../technique-spec.ts';
import { AGE } from './age.ts';
import { AGGREGATION } from './aggregation.ts';
import { CELL_SUPPRESSION } from './cell-suppression.ts';
import { CORRELATED_NOISE } from './correlated-noise.ts';
import { DATE_SHIFT } from './date-shift.ts';
import { DATE_TRUNCATION } from './date-truncation.ts';
import type { TechniqueDescription } from './description.ts';
import { GENERALIZATION } from './generalization.ts';
import { MASKING } from './masking.ts';
import { MICROAGGREGATION } from './microaggregation.ts';
import { NOISE } from './noise.ts';
import { NONE } from './none.ts';
import { POSTAL_CODE } from './postal-code.ts';
import { PRAM } from './pram.ts';
import { PSEUDONYMIZATION } from './pseudonymization.ts';
import { RANK_SWAPPING } from './rank-swapping.ts';
import { REDACTION } from './redaction.ts';
import { ROUNDING } from './rounding.ts';
import { SAMPLING } from './sampling.ts';
import { SHUFFLING } from './shuffling.ts';
import { SUPPRESSION } from './suppression.ts';
import { TOP_BOTTOM_CODING } from './top-bottom-coding.ts';

/** 'shuffling' is done to every release. */
export type TechniqueName = Technique['type'] | keyof TableTechniques | 'shuffling';

export const TECHNIQUE_DESCRIPTIONS: Readonly<Record<TechniqueName, TechniqueDescription>> = {
  none: NONE,
  suppression: SUPPRESSION,
  'cell-suppression': CELL_SUPPRESSION,
  masking: MASKING,
  redaction: REDACTION,
  pseudonymization: PSEUDONYMIZATION,
  generalization: GENERALIZATION,
  'top-bottom-coding': TOP_BOTTOM_CODING,
  rounding: ROUNDING,
  'date-truncation': DATE_TRUNCATION,
  age: AGE,
  'postal-code': POSTAL_CODE,
  'date-shift': DATE_SHIFT,
  noise: NOISE,
  'correlated-noise': CORRELATED_NOISE,
  'rank-swapping': RANK_SWAPPING,
  pram: PRAM,
  microaggregation: MICROAGGREGATION,
  sampling: SAMPLING,
  aggregation: AGGREGATION,
  shuffling: SHUFFLING,
};
