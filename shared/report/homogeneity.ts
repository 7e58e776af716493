/** Classes whose members all have one sensitive value: who is found in one has that value without being told apart. */
import { classesOf } from '../risk/equivalence-classes.ts';
import { coded32 } from '../risk/measure-risk.ts';
import { columnOf, type Table } from '../table/table.ts';

export interface Homogeneity {
  /** A released column with the role 'sensitive'. */
  readonly column: string;
  /** Classes of at least two records with one value only; a missing value is a value. */
  readonly classes: number;
  readonly records: number;
}

/** `quasiIdentifiers` and `sensitive` are columns of the release. */
export function homogeneousClasses(
  release: Table,
  quasiIdentifiers: readonly string[],
  sensitive: readonly string[],
): Homogeneity[] {
  const keys = quasiIdentifiers.map((name) => coded32(columnOf(release, name)!));
  const { classOf, sizes } = classesOf(keys, release.rowCount);
  return sensitive.map((name) => {
    const { codes } = columnOf(release, name)!;
    const first = new Int32Array(sizes.length).fill(-1);
    const isMixed = new Uint8Array(sizes.length);
    for (let row = 0; row < release.rowCount; row++) {
      const group = classOf[row]!;
      if (first[group]! < 0) first[group] = codes[row]!;
      else if (first[group] !== codes[row]) isMixed[group] = 1;
    }
    let classes = 0;
    let records = 0;
    for (let group = 0; group < sizes.length; group++)
      if (isMixed[group] === 0 && sizes[group]! > 1) {
        classes++;
        records += sizes[group]!;
      }
    return { column: name, classes, records };
  });
}
