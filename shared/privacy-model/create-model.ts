/** The models that a recipe names, made for one table. */
import type { ModelSpec } from '../deidentification/recipe.ts';
import { alphaKAnonymity } from './alpha-k-anonymity.ts';
import { averageRisk } from './average-risk.ts';
import { betaLikeness } from './beta-likeness.ts';
import { deltaDisclosure } from './delta-disclosure.ts';
import { deltaPresence } from './delta-presence.ts';
import { distinctLDiversity } from './distinct-l-diversity.ts';
import { entropyLDiversity } from './entropy-l-diversity.ts';
import { equalDistance } from './equal-distance.ts';
import { hierarchicalDistance } from './hierarchical-distance.ts';
import { kAnonymity } from './k-anonymity.ts';
import { kMap } from './k-map.ts';
import { orderedDistance } from './ordered-distance.ts';
import type { ModelContext, PrivacyModel } from './privacy-model.ts';
import { recursiveCLDiversity } from './recursive-c-l-diversity.ts';
import type { ReleaseModel } from './release-model.ts';
import { sampleUniqueness } from './sample-uniqueness.ts';
import { type Distance, tCloseness } from './t-closeness.ts';
import { valueOrder } from './value-order.ts';

/** A model of the whole release. */
export type ReleaseModelSpec = Extract<ModelSpec, { type: 'average-risk' | 'sample-uniqueness' }>;
/** k^m-anonymity: reached by suppressing items of a set-valued column, not by the search. */
export type SetModelSpec = Extract<ModelSpec, { type: 'k-m-anonymity' }>;
/** A model of equivalence classes. */
export type ClassModelSpec = Exclude<ModelSpec, ReleaseModelSpec | SetModelSpec>;

export function isReleaseModel(spec: ModelSpec): spec is ReleaseModelSpec {
  return spec.type === 'average-risk' || spec.type === 'sample-uniqueness';
}

export function isSetModel(spec: ModelSpec): spec is SetModelSpec {
  return spec.type === 'k-m-anonymity';
}

export function isClassModel(spec: ModelSpec): spec is ClassModelSpec {
  return !isReleaseModel(spec) && !isSetModel(spec);
}

export function createModel(spec: ClassModelSpec, context: ModelContext): PrivacyModel {
  switch (spec.type) {
    case 'k-anonymity':
      return kAnonymity(spec.k);
    case 'k-map':
      return kMap(spec.k);
    case 'alpha-k-anonymity':
      return alphaKAnonymity(spec.alpha, spec.k, spec.sensitive);
    case 'distinct-l-diversity':
      return distinctLDiversity(spec.l, spec.sensitive);
    case 'entropy-l-diversity':
      return entropyLDiversity(spec.l, spec.sensitive);
    case 'recursive-c-l-diversity':
      return recursiveCLDiversity(spec.c, spec.l, spec.sensitive);
    case 't-closeness':
      return tCloseness(spec.t, spec.distance, spec.sensitive, distanceOf(spec, context));
    case 'beta-likeness':
      return betaLikeness(spec.beta, spec.enhanced, spec.sensitive, context.overall(spec.sensitive));
    case 'delta-disclosure':
      return deltaDisclosure(spec.delta, spec.sensitive, context.overall(spec.sensitive));
    case 'delta-presence':
      return deltaPresence(spec.min, spec.max);
  }
}

export function createReleaseModel(spec: ReleaseModelSpec): ReleaseModel {
  return spec.type === 'average-risk' ? averageRisk(spec.threshold) : sampleUniqueness(spec.threshold);
}

function distanceOf(spec: Extract<ModelSpec, { type: 't-closeness' }>, context: ModelContext): Distance {
  const overall = context.overall(spec.sensitive);
  const levels = () => context.hierarchy(spec.sensitive, spec.hierarchy ?? { type: 'automatic' });
  switch (spec.distance) {
    case 'equal':
      return equalDistance(overall);
    case 'ordered':
      return orderedDistance(
        overall,
        valueOrder(context.values(spec.sensitive), overall, spec.hierarchy ? levels() : null),
      );
    case 'hierarchical':
      return hierarchicalDistance(overall, levels());
  }
}
