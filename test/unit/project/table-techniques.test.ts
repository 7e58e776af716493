import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '@shared/deidentification/read-recipe.ts';
import { type ProtectTools, protect } from '@shared/project/protect.ts';
import { tradeOff } from '@shared/project/trade-off.ts';
import { utf8 } from '@shared/std/bytes.ts';
import { QUIET_TASK } from '@shared/std/task.ts';
import { columnOf, type Table } from '@shared/table/table.ts';
import { cells, table } from '../../support/deid-columns.ts';

const TOOLS: ProtectTools = {
  crypto: { hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest() },
  pseudonymKey: new Uint8Array(32).fill(9),
  now: () => 0,
};
const VISITS = table({
  person: Array.from({ length: 40 }, (_, at) => `p${at % 20}`),
  ward: Array.from({ length: 40 }, (_, at) => (at < 24 ? 'north' : at < 38 ? 'south' : 'tower')),
  sex: Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 'f' : 'm')),
  cost: Array.from({ length: 40 }, (_, at) => String(100 + at)),
});
const COLUMNS = {
  person: { role: 'direct-identifier', technique: { type: 'suppression' } },
  ward: { role: 'quasi-identifier' },
  sex: { role: 'quasi-identifier' },
  cost: { role: 'other' },
};

const run = (recipe: object, data: Table = VISITS) =>
  protect(
    data,
    parseRecipe(utf8(JSON.stringify({ bulla: 'recipe/1', columns: COLUMNS, ...recipe }))),
    TOOLS,
    QUIET_TASK,
  );
const rowsOf = (release: Table) => {
  const columns = release.columns.map(cells);
  return Array.from({ length: release.rowCount }, (_, row) => columns.map((column) => column[row]!));
};
const codeOf = (work: () => unknown) => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('sampling', () => {
  it('releases as many records, and says of each which it is', () => {
    const { release, keptRows, report } = run({ table: { sampling: { fraction: 0.3 } }, seed: 5 });
    expect(release.rowCount).toBe(12);
    const cost = cells(columnOf(VISITS, 'cost')!);
    expect(cells(columnOf(release, 'cost')!)).toEqual([...keptRows].map((row) => cost[row]));
    expect(report.suppressedRows).toBe(0);
    expect(report.warnings.map(({ code }) => code)).toContain('protection.guessable-seed');
  });
});

describe('aggregation', () => {
  const aggregation = {
    groupBy: ['ward', 'sex'],
    measures: [{ type: 'count' }, { type: 'sum', column: 'cost' }, { type: 'mean', column: 'cost' }],
    minimumCellSize: 5,
  };

  it('releases counts, sums and means, and nothing of small groups', () => {
    const { release, keptRows } = run({ table: { aggregation } });
    expect(release.columns.map(({ name }) => name)).toEqual(['ward', 'sex', 'count', 'sum of cost', 'mean of cost']);
    expect(rowsOf(release)).toEqual([
      ['north', 'f', '12', '1332', '111'],
      ['north', 'm', '12', '1344', '112'],
      // the two records of the tower would follow from the total and these
      ['south', 'f', null, null, null],
      ['south', 'm', null, null, null],
    ]);
    expect(keptRows).toHaveLength(0);
  });

  it('is measured by the records behind its cells', () => {
    const { report } = run({ table: { aggregation } });
    expect(report.risk.after.quasiIdentifiers).toEqual(['ward', 'sex']);
    expect(report.risk.after.prosecutor.highest).toBeCloseTo(1 / 12, 12);
    expect(report.classes).toBe(2);
  });

  it('is of columns as they would be released', () => {
    const columns = { ...COLUMNS, ward: { role: 'quasi-identifier', technique: { type: 'masking', keepStart: 1 } } };
    const { release } = run({ columns, table: { aggregation: { ...aggregation, groupBy: ['ward'] } } });
    expect(new Set(cells(columnOf(release, 'ward')!))).toEqual(new Set(['n****', 's****']));
    expect(codeOf(() => run({ table: { aggregation: { ...aggregation, groupBy: ['person'] } } }))).toBe(
      'recipe.table-column',
    );
    expect(codeOf(() => run({ table: { aggregation: { ...aggregation, groupBy: ['none'] } } }))).toBe(
      'recipe.table-column',
    );
  });
});

describe('columns of one group', () => {
  const numbers = table({ a: ['1', '2', '30', '31'], b: ['1', '2', '90', '92'] });
  const averaged = (k: number) => ({
    role: 'other',
    technique: { type: 'microaggregation', k, method: 'mdav', group: 'g' },
  });

  it('are averaged over the same records', () => {
    const { release, keptRows } = run({ columns: { a: averaged(2), b: averaged(2) } }, numbers);
    const rows = rowsOf(release);
    const inOrder = [0, 1, 2, 3].map((row) => rows[keptRows.indexOf(row)]);
    expect(inOrder).toEqual([
      ['1.50', '1.50'],
      ['1.50', '1.50'],
      ['30.50', '91.00'],
      ['30.50', '91.00'],
    ]);
  });

  it('have the same parameters', () => {
    expect(codeOf(() => run({ columns: { a: averaged(2), b: averaged(3) } }, numbers))).toBe('recipe.group-differs');
  });
});

describe('the trade-off', () => {
  it('knows the other columns that a quasi-identifier is transformed with', () => {
    const data = table({
      who: ['a', 'b', 'a', 'b'],
      seen: ['2024-01-01', '2024-01-02', '2024-02-01', '2024-02-02'],
      a: ['1', '2', '30', '31'],
      b: ['1', '2', '90', '92'],
    });
    const averaged = { type: 'microaggregation', k: 2, group: 'g' };
    const columns = {
      who: { role: 'direct-identifier', technique: { type: 'suppression' } },
      seen: { role: 'quasi-identifier', technique: { type: 'date-shift', days: 9, person: 'who' } },
      a: { role: 'quasi-identifier', technique: averaged },
      b: { role: 'other', technique: averaged },
    };
    const recipe = parseRecipe(utf8(JSON.stringify({ bulla: 'recipe/1', columns })));
    expect(tradeOff(data, recipe, TOOLS, QUIET_TASK).rowCount).toBe(4);
  });
});

describe('pseudonyms of one release', () => {
  const columns = {
    ...COLUMNS,
    person: { role: 'direct-identifier', technique: { type: 'pseudonymization', scope: 'release' } },
  };
  const codes = (data: Table, rest: object = {}) =>
    new Set(cells(columnOf(run({ columns, ...rest }, data).release, 'person')!));

  it('come again in the same release, and in no other', () => {
    const first = codes(VISITS);
    expect(first.size).toBe(20);
    expect(codes(VISITS)).toEqual(first);
    const grown = table({
      person: [...cells(VISITS.columns[0]!), 'p0'],
      ward: [...cells(VISITS.columns[1]!), 'north'],
      sex: [...cells(VISITS.columns[2]!), 'f'],
      cost: [...cells(VISITS.columns[3]!), '1'],
    });
    expect([...codes(grown)].filter((code) => first.has(code))).toEqual([]);
    expect([...codes(VISITS, { seed: 2 })].filter((code) => first.has(code))).toEqual([]);
  });
});

describe('the order of the release', () => {
  it('does not tell the order of the data', () => {
    const rows = cells(columnOf(run({}).release, 'cost')!);
    expect(rows).not.toEqual(cells(columnOf(VISITS, 'cost')!));
    const backwards: Table = {
      rowCount: VISITS.rowCount,
      columns: VISITS.columns.map((column) => ({ ...column, codes: Uint32Array.from(column.codes).reverse() })),
    };
    expect(rowsOf(run({}, backwards).release)).toEqual(rowsOf(run({}).release));
  });

  it('leaves nothing of the order in the codes behind the cells', () => {
    for (const { codes } of run({}).release.columns) {
      let seen = 0;
      for (const code of codes) {
        expect(code).toBeLessThanOrEqual(seen + 1);
        seen = Math.max(seen, code);
      }
    }
  });
});
