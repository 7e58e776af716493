/** Models, risk and utility of a release, measured on the release itself. */
import type { Recipe } from '../deidentification/recipe.ts';
import { isClassModel, isReleaseModel, type SetModelSpec } from '../privacy-model/create-model.ts';
import { smallestSupport } from '../privacy-model/k-m-anonymity.ts';
import { measureRisk } from '../risk/measure-risk.ts';
import type { RiskReport } from '../risk/risk-report.ts';
import type { Task } from '../std/task.ts';
import { columnOf, type Table } from '../table/table.ts';
import { measureUtility } from '../utility/measure-utility.ts';
import { type ClassVerdicts, homogeneousClasses, judgeClasses } from './class-verdicts.ts';
import type { MadeRelease } from './make-release.ts';
import type { PopulationTable } from './population.ts';
import type { ModelVerdict, ProtectionReport } from './protection-report.ts';
import type { RecipeModels } from './recipe-models.ts';
import { riskOptions } from './risk-options.ts';
import { warningsOf } from './warnings.ts';

export interface ReleaseMeasurement {
  readonly table: Table;
  readonly recipe: Recipe;
  readonly models: RecipeModels;
  readonly made: MadeRelease;
  /** The population as the release writes it. */
  readonly written: PopulationTable | null;
}

export function measureRelease(
  input: ReleaseMeasurement,
  task: Task,
): Pick<ProtectionReport, 'classes' | 'models' | 'homogeneity' | 'utility' | 'warnings'> & {
  readonly after: RiskReport;
} {
  const { table, recipe, models, made, written } = input;
  const { release, keptRows, cellLoss, keys } = made;
  const judged = judgeClasses(release, keys, models, written, task);
  const after = measureRisk(release, keys, riskOptions(recipe, written?.table ?? null), task);
  const utility = measureUtility(
    {
      before: table,
      after: release,
      keptRows,
      cellLoss,
      classSizes: judged.sizes,
      k: models.classModels.reduce(
        (k, model) => (model.type === 'k-anonymity' ? Math.max(k, model.minimumClassSize) : k),
        1,
      ),
    },
    task,
  );
  return {
    classes: judged.sizes.length,
    models: verdictsOf(recipe, judged, release, after, task),
    homogeneity: release.columns
      .filter(({ name }) => recipe.columns[name]?.role === 'sensitive')
      .map((column) => ({ column: column.name, ...homogeneousClasses(column, judged) })),
    after,
    utility,
    warnings: warningsOf(table, release, recipe),
  };
}

/** In the order of the recipe's models. */
function verdictsOf(
  recipe: Recipe,
  judged: ClassVerdicts,
  release: Table,
  risk: RiskReport,
  task: Task,
): ModelVerdict[] {
  const ofClasses = judged.classVerdicts.values();
  const ofRelease = judged.releaseVerdicts.values();
  return recipe.models.map((spec) => {
    if (isReleaseModel(spec)) return ofRelease.next().value!;
    if (!isClassModel(spec)) return setVerdict(spec, release, task);
    const verdict = ofClasses.next().value!;
    return spec.type === 'k-anonymity' && risk.wildcard
      ? { ...verdict, wildcard: risk.wildcard.smallestClass }
      : verdict;
  });
}

function setVerdict({ type, k, m, column, separator }: SetModelSpec, release: Table, task: Task): ModelVerdict {
  const measured = smallestSupport(columnOf(release, column)!, m, separator, task);
  return {
    type,
    label: `k^m-anonymity with k = ${k} and m = ${m} on ${column}`,
    holds: measured === null || measured >= k,
    measured,
  };
}
