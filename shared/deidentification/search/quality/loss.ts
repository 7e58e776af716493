/** The quality `loss`; its formula and source are in ../loss.ts. */
import { type AttributeLoss, combineLosses, lossOfLevels, normalisedLoss } from '../loss.ts';
import { propagateUp } from './propagate.ts';
import type { Position, Quality } from './quality.ts';

/**
 * The generalization of a column loses at least what it loses without suppression, and that only rises with the level. A row
 * that fails loses everything: beyond its own share exactly where its class is known, elsewhere at least 1 - the greatest share.
 */
export function lossQuality(position: Position): Quality {
  const { axes, levels, rowCount } = position;
  const depths = axes.length;
  const losses = axes.map((axis) => lossOfLevels(axis.levels, axis.leaves));
  const greatestWeight = Math.max(...axes.map((axis) => axis.weight));
  const weights = axes.map((axis) => axis.weight / greatestWeight);
  const isUniform = weights.every((weight) => weight === 1);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  /** By depth and axis: what the rows that fail there lose beyond their shares. */
  const extras = axes.map(() => new Float64Array(depths));
  const known = new Float64Array(depths);

  /** `lossOf` by axis -> x of the formula. */
  function combine(sumOf: (at: number, loss: AttributeLoss) => number): number {
    let product = 1;
    for (let at = 0; at < depths; at++) {
      const loss = losses[at]!;
      const factor = 1 + normalisedLoss(sumOf(at, loss), rowCount, loss.leaves);
      product *= isUniform ? factor : factor ** weights[at]!;
    }
    return combineLosses(product, weightSum);
  }

  function boundByLevels(depth: number, level: number, failing: number): number {
    const extra = depth > 0 ? extras[depth - 1]! : null;
    const counted = depth > 0 ? known[depth - 1]! : 0;
    return combine((at, loss) => {
      const chosen = at < depth ? levels[at]! : at === depth ? level : 0;
      const least = 1 - loss.greatestShare[chosen]!;
      const lost = at < depth ? extra![at]! + (failing - counted) * least : failing * least;
      return loss.sums[chosen]! + lost;
    });
  }

  return {
    scale: 1,
    boundByLevels,
    observe(depth, failing) {
      known[depth] = failing;
      propagateUp(position, depth, (at, { classes, classGroup, weight }) => {
        const { shares } = axes[at]!.levels[levels[at]!]!;
        let sum = 0;
        for (let index = 0; index < classes; index++) {
          const lost = weight[index]!;
          if (lost !== 0) sum += lost * (1 - shares[classGroup[index]!]!);
        }
        extras[depth]![at] = sum;
      });
    },
    boundByClasses: (depth) => boundByLevels(depth + 1, 0, known[depth]!),
    boundByEntries: () => 0,
    score: () => combine((at, loss) => loss.sums[levels[at]!]! + extras[depths - 1]![at]!),
    estimate(chosen, _classes, failing) {
      const kept = rowCount === 0 ? 1 : 1 - failing / rowCount;
      return combine((at, loss) => loss.sums[chosen[at]!]! * kept + failing);
    },
  };
}
