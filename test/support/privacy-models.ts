/** Privacy models made for a table as it stands, without a recipe around them. */
import { compileHierarchy } from '@shared/deidentification/hierarchy.ts';
import { type ClassModelSpec, createModel } from '@shared/privacy-model/create-model.ts';
import type { Histogram, ModelContext, PrivacyModel } from '@shared/privacy-model/privacy-model.ts';
import { type ClassVerdicts, judgeClasses } from '@shared/project/class-verdicts.ts';
import { columnOf, type Table } from '@shared/table/table.ts';

export function contextOf(table: Table): ModelContext {
  const column = (name: string) => columnOf(table, name)!;
  return {
    overall: (name) => histogramOf([...column(name).codes]),
    values: (name) => column(name).values,
    hierarchy: (name, spec) => compileHierarchy(spec, column(name)).levels.map(({ groups }) => groups),
  };
}

export function histogramOf(codes: readonly number[]): Histogram {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return { length: counts.size, codes: [...counts.keys()], counts: [...counts.values()] };
}

/** One verdict a model, and the classes, of a table in which nothing was changed. */
export function judged(
  table: Table,
  quasiIdentifiers: readonly string[],
  specs: readonly ClassModelSpec[],
): ClassVerdicts & { readonly models: readonly PrivacyModel[] } {
  const models = specs.map((spec) => createModel(spec, contextOf(table)));
  const all = { classModels: models, releaseModels: [], inModelCodes: (column: Table['columns'][number]) => column };
  return { ...judgeClasses(table, quasiIdentifiers, all, null), models };
}
