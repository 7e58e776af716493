/** What a package says of the table in it: columns, what was done to them, and the protection that was measured. */
import type { Recipe } from '@shared/deidentification/recipe.ts';
import { DESCRIPTOR_PROFILE, type Descriptor, type DescriptorField } from '@shared/package-format/descriptor.ts';
import type { ProtectionReport } from '@shared/project/protection-report.ts';
import type { Json } from '@shared/std/canonical-json.ts';
import { profileColumn } from '@shared/table/profile.ts';
import type { Table } from '@shared/table/table.ts';
import type { Release } from '../context.ts';

export const TABLE_NAME = 'data';
export const TABLE_PATH = 'data.csv';

export interface DescriptorInput {
  readonly packageId: string;
  readonly title: string;
  readonly created: string;
  readonly issuer: string;
  readonly tool: string;
  /** Hexadecimal HMAC of the canonical recipe. */
  readonly recipeMac: string;
  readonly release: Pick<Release, 'recipe' | 'table' | 'report'>;
  readonly csv: { readonly bytes: number; readonly hash: string };
}

export function describeRelease({ release, csv, ...about }: DescriptorInput): Descriptor {
  const { table, recipe, report } = release;
  return {
    $schema: DESCRIPTOR_PROFILE,
    id: about.packageId,
    name: TABLE_NAME,
    title: about.title,
    created: about.created,
    licenses: [{ name: 'LicenseRef-Bulla', title: 'The licence that is part of this package' }],
    contributors: [{ title: about.issuer, roles: ['rightsHolder'] }],
    resources: [
      {
        name: TABLE_NAME,
        path: TABLE_PATH,
        type: 'table',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: csv.bytes,
        hash: csv.hash,
        dialect: { delimiter: ',', header: true },
        schema: { fields: table.columns.map((column) => fieldOf(column, recipe, report)), missingValues: [''] },
        'bulla:rows': table.rowCount,
      },
    ],
    'bulla:anonymization': {
      tool: about.tool,
      recipe: `hmac-sha256:${about.recipeMac}`,
      rowsIn: report.utility.rowsIn,
      rowsOut: report.utility.rowsOut,
      suppressed: report.suppressedRows,
      models: report.models.map(({ type, label, measured }) => ({ type, label, measured })),
    },
  };
}

/** Counts and probabilities only. Distributions stay with the issuer: some are of the data as they were. */
export function riskReportOf({
  levels,
  heights,
  score,
  suppressedRows,
  classes,
  models,
  risk,
}: ProtectionReport): Json {
  return JSON.parse(JSON.stringify({ levels, heights, score, suppressedRows, classes, models, risk })) as Json;
}

function fieldOf(column: Table['columns'][number], recipe: Recipe, report: ProtectionReport): DescriptorField {
  const { name } = column;
  const spec = recipe.columns[name];
  const technique = spec?.technique.type ?? 'none';
  const level = report.levels[name];
  const height = report.heights[name];
  const hasLevel = technique === 'generalization' && level !== undefined;
  return {
    name,
    type: profileColumn(column).type,
    'bulla:role': spec?.role ?? 'other',
    'bulla:transform': hasLevel
      ? `${technique}, level ${level}${height === undefined ? '' : ` of ${height - 1}`}`
      : technique,
  };
}
