import type { Layer } from '../layer.ts';
import type { Position } from './quality.ts';

/**
 * Visits the layers from `depth` up to the first with the failing rows of their classes as weights: those of layer `depth` are
 * given, each layer above gets the sums of its classes' parts.
 */
export function propagateUp(
  { layers }: Position,
  depth: number,
  visit: (axis: number, layer: Pick<Layer, 'classes' | 'classGroup' | 'weight'>) => void,
): void {
  for (let at = depth; at >= 0; at--) {
    const layer = layers[at]!;
    visit(at, layer);
    if (at === 0) return;
    const { classes, classParent, weight } = layer;
    const above = layers[at - 1]!;
    above.weight.fill(0, 0, above.classes);
    for (let index = 0; index < classes; index++) {
      const rows = weight[index]!;
      if (rows !== 0) above.weight[classParent[index]!]! += rows;
    }
  }
}
