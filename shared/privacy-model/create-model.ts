import type { ModelSpec } from '../deidentification/recipe.ts';
import { distinctLDiversity } from './distinct-l-diversity.ts';
import { kAnonymity } from './k-anonymity.ts';
import type { ModelContext, PrivacyModel } from './privacy-model.ts';

export function createModel(spec: ModelSpec, _context: ModelContext): PrivacyModel {
  switch (spec.type) {
    case 'k-anonymity':
      return kAnonymity(spec.k);
    case 'distinct-l-diversity':
      return distinctLDiversity(spec.l, spec.sensitive);
  }
}
