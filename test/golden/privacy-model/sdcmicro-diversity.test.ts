import { describe, expect, it } from 'vitest';
import { distinctLDiversity } from '@shared/privacy-model/distinct-l-diversity.ts';
import { entropyLDiversity } from '@shared/privacy-model/entropy-l-diversity.ts';
import { recursiveCLDiversity } from '@shared/privacy-model/recursive-c-l-diversity.ts';
import { columnOf } from '@shared/table/table.ts';
import { hasReferenceData, referenceCsv, referenceJson } from '../../support/golden.ts';
import { histogramOf, judged } from '../../support/privacy-models.ts';

interface Expected {
  readonly keyVars: readonly string[];
  readonly sensitive: string | readonly string[];
  readonly l_recurs_c: number;
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

describe.skipIf(!hasReferenceData)('sdcMicro 5.8, l-diversity of every record', () => {
  const expected = hasReferenceData ? referenceJson<Record<string, Expected>>('golden/expected/ldiversity.json') : {};

  it.each(Object.entries(expected))('%s', (name, { keyVars, sensitive, l_recurs_c: c, columns }) => {
    const table = referenceCsv(`golden/inputs/${name === 'ldiv_na' ? 'ldiv_na' : 'testdata'}.csv`);
    const { classOf, sizes } = judged(table, keyVars, []);
    const rows = Array.from(sizes, (): number[] => []);
    classOf.forEach((index, row) => {
      rows[index]!.push(row);
    });
    for (const column of [sensitive].flat()) {
      const { codes } = columnOf(table, column)!;
      const measured = rows.map((own) => {
        const histogram = histogramOf(own.map((row) => codes[row]!));
        const distinct = distinctLDiversity(1, column).measure(own.length, histogram, null);
        const entropy = entropyLDiversity(1, column).measure(own.length, histogram, null);
        // its figure is the greatest l for which the class is recursive (c, l)-diverse
        let recursive = 1;
        while (recursiveCLDiversity(c, recursive + 1, column).passes(own.length, histogram, null)) recursive++;
        return { distinct, entropy, recursive };
      });
      const of = (kind: string) => columns[`${column}_${kind}_Ldiversity`]!;
      let furthest = 0;
      classOf.forEach((index, row) => {
        const { distinct, entropy, recursive } = measured[index]!;
        furthest = Math.max(
          furthest,
          Math.abs(distinct - of('Distinct')[row]!),
          Math.abs(entropy - of('Entropy')[row]!),
          Math.abs(recursive - of('Recursive')[row]!),
        );
      });
      expect(furthest).toBeLessThan(1e-6);
    }
  });
});
