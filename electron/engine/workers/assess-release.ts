/**
 * The kernels behind the assessment: what a table says by itself, and what a release says against its original. Two, so that both
 * cores of a small machine work.
 */
import {
  type AsTheyAre,
  type AssessedPair,
  assessData,
  assessReleased,
  type AssessedTable,
  attackData,
  compareWithOriginal,
} from '@shared/report/assess.ts';
import type { Assessment, RiskAssessment } from '@shared/risk/assessment.ts';
import type { Table } from '@shared/table/table.ts';
import type { KernelPort } from './kernel-port.ts';

export function assessTable(input: AssessedTable, port: KernelPort): RiskAssessment {
  return assessData(input, port);
}

export function attackTable(input: Pick<AssessedTable, 'table' | 'recipe'>, port: KernelPort): AsTheyAre {
  return attackData(input, port);
}

export interface AssessRisksInput extends AssessedPair {
  readonly population: { readonly original: Table; readonly released: Table } | null;
}

export function assessRisks(input: AssessRisksInput, port: KernelPort): Pick<Assessment, 'before' | 'after'> {
  const { original, recipe, population } = input;
  const before = assessData({ table: original, recipe, population: population?.original ?? null }, port);
  return { before, after: assessReleased(input, population?.released ?? null, port) };
}

export function compareRelease(input: AssessedPair, port: KernelPort): ReturnType<typeof compareWithOriginal> {
  return compareWithOriginal(input, port);
}
