/** Holds the privacy models against one cluster of a local recoding. */
import type { PrivacyModel } from '../../privacy-model/privacy-model.ts';
import type { SensitiveColumn } from '../search/search-problem.ts';
import type { RowGroups } from './group-rows.ts';

/** `next` links the units of a cluster (see clusters.ts). */
export type ClusterCheck = (cluster: number, size: number, next: Int32Array) => boolean;

export function clusterCheck(
  models: readonly PrivacyModel[],
  sensitive: readonly SensitiveColumn[],
  units: RowGroups,
): ClusterCheck {
  const minimumClassSize = models.reduce((least, model) => Math.max(least, model.minimumClassSize), 1);
  const bySize = models.filter((model) => model.sensitive === null);
  const groups = sensitive.map((column) => ({
    codes: column.codes,
    models: models.filter((model) => model.sensitive === column.name),
    byCode: new Uint32Array(column.valueCount),
    histogram: {
      length: 0,
      codes: new Uint32Array(column.valueCount),
      counts: new Uint32Array(column.valueCount),
    },
  }));

  return (cluster, size, next) => {
    if (size < minimumClassSize) return false;
    for (const model of bySize) if (!model.passes(size, null, null)) return false;
    for (const { codes, models: ofColumn, byCode, histogram } of groups) {
      let length = 0;
      for (let unit = cluster; unit >= 0; unit = next[unit]!)
        for (let at = units.starts[unit]!; at < units.starts[unit + 1]!; at++) {
          const code = codes[units.rows[at]!]!;
          if (byCode[code] === 0) histogram.codes[length++] = code;
          byCode[code]!++;
        }
      histogram.length = length;
      for (let at = 0; at < length; at++) {
        const code = histogram.codes[at]!;
        histogram.counts[at] = byCode[code]!;
        byCode[code] = 0;
      }
      for (const model of ofColumn) if (!model.passes(size, histogram, null)) return false;
    }
    return true;
  };
}
