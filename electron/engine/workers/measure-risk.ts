/** The kernel behind the risk screen: the pure measures on a table that lies in shared memory. */
import type { Table } from '@shared/table/table.ts';
import { measureRisk as measure, type RiskOptions } from '@shared/risk/measure-risk.ts';
import type { RiskReport } from '@shared/risk/risk-report.ts';
import type { KernelPort } from './kernel-port.ts';

export interface MeasureRiskInput {
  readonly table: Table;
  readonly quasiIdentifiers: readonly string[];
  readonly options: RiskOptions;
}

export function measureRisk(input: MeasureRiskInput, port: KernelPort): RiskReport {
  const progress = { phase: 'risk.measure', total: 1, unit: 'steps' } as const;
  port.report({ ...progress, done: 0 });
  port.checkpoint();
  const report = measure(input.table, input.quasiIdentifiers, input.options, port);
  port.checkpoint();
  port.report({ ...progress, done: 1 });
  return report;
}
