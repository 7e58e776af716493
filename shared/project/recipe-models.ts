/** The privacy models of a recipe, made for the columns as they will be released. */
import { compileHierarchy } from '../deidentification/hierarchy.ts';
import type { Recipe } from '../deidentification/recipe.ts';
import { translate } from '../deidentification/technique/recode.ts';
import {
  createModel,
  createReleaseModel,
  isClassModel,
  isReleaseModel,
  isSetModel,
  type SetModelSpec,
} from '../privacy-model/create-model.ts';
import type { Histogram, ModelContext, PrivacyModel } from '../privacy-model/privacy-model.ts';
import type { ReleaseModel } from '../privacy-model/release-model.ts';
import { countCodes } from '../table/count-codes.ts';
import type { Column } from '../table/table.ts';
import { type PreparedColumns, releasedColumn } from './prepare-columns.ts';

export interface RecipeModels {
  readonly classModels: readonly PrivacyModel[];
  readonly releaseModels: readonly ReleaseModel[];
  readonly setModels: readonly SetModelSpec[];
  /** A sensitive column of the release in the codes that the models know: a release's dictionary has only what occurs in it. */
  inModelCodes(column: Column): Column;
}

/** The overall distributions are over all input rows. Throws what `compileHierarchy` throws (t-closeness). */
export function modelsOf(recipe: Recipe, prepared: PreparedColumns): RecipeModels {
  const context: ModelContext = {
    overall: (name) => histogramOf(releasedColumn(prepared, name)),
    values: (name) => releasedColumn(prepared, name).values,
    hierarchy: (name, spec) =>
      compileHierarchy(spec, releasedColumn(prepared, name)).levels.map((level) => level.groups),
  };
  return {
    classModels: recipe.models.filter(isClassModel).map((spec) => createModel(spec, context)),
    releaseModels: recipe.models.filter(isReleaseModel).map(createReleaseModel),
    setModels: recipe.models.filter(isSetModel),
    inModelCodes: (column) => inDictionary(column, releasedColumn(prepared, column.name).values),
  };
}

function inDictionary(column: Column, values: readonly string[]): Column {
  if (column.values === values) return column;
  const codeOf = new Map(values.map((value, code) => [value, code] as const).slice(1));
  const newCode = Uint32Array.from(column.values, (value, code) => (code === 0 ? 0 : codeOf.get(value)!));
  return { name: column.name, codes: translate(column.codes, newCode), values };
}

function histogramOf({ codes, values }: Column): Histogram {
  const counts = countCodes(codes, values.length);
  return { length: counts.length, codes: counts.map((_, code) => code), counts };
}
