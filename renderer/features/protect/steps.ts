/** The five steps, and what the mark beside each says. */
import { formatPlural } from '../../ui/format.ts';
import { columnsWithRole, obstacles, undecided } from './recipe-edits.ts';
import { worstAttack } from './risk/assessment-words.ts';
import type { ProtectState } from './store/state.ts';

export const STEPS = ['data', 'columns', 'protection', 'risk', 'licence'] as const;
export type StepName = (typeof STEPS)[number];

export const STEP_TITLES: Readonly<Record<StepName, string>> = {
  data: 'Data',
  columns: 'Columns',
  protection: 'Protection',
  risk: 'Risk and utility',
  licence: 'Licence and seal',
};

export interface StepMark {
  readonly state: 'open' | 'busy' | 'attention' | 'done';
  /** A few words under the step's name. */
  readonly words: string;
}

type Marked = Pick<
  ProtectState,
  | 'dataset'
  | 'reading'
  | 'datasetError'
  | 'history'
  | 'preview'
  | 'running'
  | 'previewError'
  | 'sealed'
  | 'licenceReading'
  | 'assessed'
> & { readonly isStale: boolean };

export function stepMark(step: StepName, state: Marked): StepMark {
  switch (step) {
    case 'data':
      return dataMark(state);
    case 'columns':
      return columnsMark(state);
    case 'protection':
      return protectionMark(state);
    case 'risk':
      return riskMark(state);
    case 'licence':
      return licenceMark(state);
  }
}

function dataMark({ dataset, reading, datasetError }: Marked): StepMark {
  if (datasetError) return { state: 'attention', words: 'Could not be read' };
  if (reading) return { state: 'busy', words: 'Being read' };
  if (!dataset) return { state: 'open', words: 'No file yet' };
  return { state: 'done', words: formatPlural(dataset.rowCount, 'row') };
}

function columnsMark({ dataset, history }: Marked): StepMark {
  if (!dataset || !history) return { state: 'open', words: 'Not started' };
  const open = undecided(history.present.recipe, dataset.columns).length;
  if (open === dataset.columns.length) return { state: 'open', words: 'No roles yet' };
  if (open > 0) return { state: 'attention', words: `${open} without a role` };
  return { state: 'done', words: 'All have a role' };
}

function protectionMark({ dataset, history, preview, running, previewError, isStale }: Marked): StepMark {
  if (!dataset || !history || obstacles(history.present.recipe, dataset.columns).length > 0) {
    return { state: 'open', words: 'Needs the columns' };
  }
  if (running) return { state: 'busy', words: 'Calculating' };
  if (previewError) return { state: 'attention', words: 'Needs a change' };
  if (!preview || isStale) return { state: 'open', words: 'Not calculated yet' };
  const { models } = preview.report;
  if (models.length === 0) return { state: 'attention', words: 'No model chosen' };
  const broken = models.filter((model) => !model.holds).length;
  return broken > 0 ? { state: 'attention', words: 'Not reached' } : { state: 'done', words: 'Models hold' };
}

function riskMark({ preview, running, isStale, history, assessed }: Marked): StepMark {
  if (running) return { state: 'busy', words: 'Calculating' };
  if (!preview || isStale || !history) return { state: 'open', words: 'Not calculated yet' };
  if (columnsWithRole(history.present.recipe, 'quasi-identifier').length === 0) {
    return { state: 'attention', words: 'No quasi-identifier' };
  }
  const { uniques, prosecutor } = preview.report.risk.after;
  if (uniques > 0) return { state: 'attention', words: `${formatPlural(uniques, 'person', 'people')} unique` };
  if (prosecutor.recordsAtRisk > 0) return { state: 'attention', words: 'Above the limit' };
  const worst = assessed?.key === preview.key ? worstAttack(assessed.value.assessment.attacks) : null;
  if (worst !== null && worst.outcome.risk.low > preview.report.risk.after.threshold) {
    return { state: 'attention', words: 'Attacks succeed' };
  }
  return { state: 'done', words: 'Within limits' };
}

function licenceMark({ sealed, history, licenceReading }: Marked): StepMark {
  if (sealed) return { state: 'done', words: 'Sealed' };
  if (!history?.present.draft) return { state: 'open', words: 'No licence yet' };
  if (history.present.recipients.length === 0) return { state: 'open', words: 'No recipient yet' };
  if (licenceReading?.warnings.some((warning) => warning.severity === 'error') === true) {
    return { state: 'attention', words: 'Needs a change' };
  }
  return { state: 'open', words: 'Ready to seal' };
}
