import type { QualityName } from '../search-problem.ts';
import { averageClassSizeQuality } from './average-class-size.ts';
import { discernibilityQuality } from './discernibility.ts';
import { entropyQuality } from './entropy.ts';
import { lossQuality } from './loss.ts';
import { precisionQuality } from './precision.ts';
import type { Position, Quality } from './quality.ts';

const QUALITIES: Readonly<Record<QualityName, (position: Position) => Quality>> = {
  loss: lossQuality,
  discernibility: discernibilityQuality,
  'average-class-size': averageClassSizeQuality,
  entropy: entropyQuality,
  precision: precisionQuality,
};

export function createQuality(name: QualityName, position: Position): Quality {
  return QUALITIES[name](position);
}
