import type { TechniqueDescription } from './description.ts';

/** How it is done: shared/project/aggregate-release.ts, with the withholding of shared/tabulation. */
export const AGGREGATION: TechniqueDescription = {
  title: 'Aggregate to a table',
  iso: 'statistical tool: aggregation',
  kind: 'any',
  scope: 'table',
  summary: 'Counts, sums and means of groups are released instead of records; small cells are withheld.',
  parameters: [
    { name: 'groupBy', meaning: 'one to four columns, as they would be released' },
    { name: 'measures', meaning: 'count, and the sum or mean of columns of numbers' },
    { name: 'minimumCellSize', meaning: 'cells with fewer records are withheld, and others that would give them away' },
    {
      name: 'differentialPrivacy',
      meaning: 'noise on the figures instead of withholding, under a budget (docs/privacy-models.md)',
      default: 'none',
    },
  ],
  pitfalls: [
    'Two tables that differ by one person tell of that person.',
    'A sum that one record makes up tells its value; such cells are withheld too.',
    'What several margins tell together is not looked at.',
  ],
  effect: { singlingOut: 'removes, down to the cell size', linkability: 'remains', inference: 'remains' },
  safeHarbor: 'A to R, as far as groupBy keeps none of them',
};
