/** What the data are, what was done to them, and which models hold. */
import { explain } from '../risk/explanations.ts';
import { count, numberOrNone, share, words } from './figure.ts';
import type { ReleaseColumn, ReleaseFacts } from './release-facts.ts';
import type { Block, Chapter } from './release-report.ts';

export function dataChapter(facts: ReleaseFacts, isInternal: boolean): Chapter {
  const { columns, report, recipe, recipeHash } = facts;
  const released = columns.filter((column) => column.isReleased);
  const { utility } = report;
  const blocks: Block[] = [
    {
      type: 'table',
      title: 'Records and columns',
      columns: ['', 'original', 'release'],
      rows: [
        { label: 'Records', figures: [count(utility.rowsIn), count(utility.rowsOut)] },
        { label: 'Columns', figures: [count(columns.length), count(released.length)] },
      ],
    },
    {
      type: 'table',
      title: 'Columns',
      columns: ['Column', 'role', 'technique', 'level', 'detail lost'],
      rows: (isInternal ? columns : released).map((column) => columnRow(column, facts, isInternal)),
    },
    {
      type: 'table',
      title: 'Privacy models, checked on the release itself',
      columns: ['Model', 'verdict', 'measured'],
      rows: report.models.map(({ label, holds, measured }) => ({
        label,
        figures: [words(holds ? 'holds' : 'does not hold'), numberOrNone(measured)],
      })),
    },
  ];
  if (isInternal)
    blocks.push(
      {
        type: 'sentences',
        sentences: [
          explain('protection.levels', report).sentence,
          explain('protection.score', report).sentence,
          explain('protection.nodes', report).sentence,
          explain('utility.suppressedRows', utility).sentence,
        ],
      },
      {
        type: 'table',
        title: 'Recipe',
        columns: ['', ''],
        rows: [
          { label: 'SHA-256', figures: [words(recipeHash)] },
          { label: 'Way', figures: [words(recipe.search.type.replaceAll('-', ' '))] },
          ...(recipe.search.type === 'optimal'
            ? [
                { label: 'Quality', figures: [words(recipe.search.quality.replaceAll('-', ' '))] },
                { label: 'Suppression limit', figures: [share(recipe.search.suppressionLimit)] },
              ]
            : []),
          { label: 'Seed', figures: [words(String(recipe.seed))] },
        ],
      },
    );
  return { id: 'data', title: 'What was done', blocks };
}

function columnRow(column: ReleaseColumn, { report }: ReleaseFacts, isInternal: boolean) {
  const { name, role, technique, isReleased } = column;
  const { levels, heights, utility } = report;
  const level = Object.hasOwn(levels, name) ? levels[name]! : null;
  const of = Object.hasOwn(heights, name) ? ` of ${heights[name]! - 1}` : '';
  const lost = utility.columns.find((entry) => entry.column === name);
  return {
    label: name,
    figures: [
      words(role.replaceAll('-', ' ')),
      words(
        isReleased
          ? `${techniqueWords(technique.type)}${isInternal ? parameterWords(technique) : ''}`
          : `${techniqueWords(technique.type)}: not released`,
      ),
      words(level === null ? '' : `${level}${of}`),
      lost ? share(lost.loss) : words(''),
    ],
  };
}

function techniqueWords(type: string): string {
  return type === 'none' ? 'as it is' : type.replaceAll('-', ' ');
}

/** ' (scale 2, decimals 0)': the plain parameters, for the data holder's own files. Hierarchies are named by the recipe. */
function parameterWords(technique: ReleaseColumn['technique']): string {
  const plain = Object.entries(technique).filter(
    ([key, value]) => key !== 'type' && (typeof value === 'number' || typeof value === 'string' || value === true),
  );
  return plain.length === 0
    ? ''
    : ` (${plain.map(([key, value]) => (value === true ? key : `${key} ${value}`)).join(', ')})`;
}
