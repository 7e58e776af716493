/**
 * Slide negative binomial superpopulation (Chen and McNulty 1998): each of K classes has F = 1 + NB(alpha, p) people, and
 * every person is in the sample with probability pi. K, alpha and p are those that give the expected records, classes and
 * sample uniques that were seen; unique people = K p^alpha. Many tables have no such parameters: then null.
 */
import { bisect } from './bisect.ts';
import { classesOfSize, type SizeCount, totals } from './class-size-counts.ts';

const STEPS = 200;
/** ln alpha. */
const NARROW = -30;
const WIDE = 30;

export function snbUniques(counts: readonly SizeCount[], fraction: number): number | null {
  const { records, classes } = totals(counts);
  const uniques = classesOfSize(counts, 1);
  if (uniques === 0) return 0;
  if (classes === records || fraction >= 1) return null;
  const alphaOf = (p: number) => {
    const missed = (logAlpha: number) => {
      const { seen, mean } = expectations(Math.exp(logAlpha), p, fraction);
      return seen / mean - classes / records;
    };
    return Math.exp(bisect(missed, NARROW, WIDE));
  };
  const difference = (p: number) => {
    const { seen, once } = expectations(alphaOf(p), p, fraction);
    return once / seen - uniques / classes;
  };
  let p = Number.NaN;
  // The curve may turn, so its sign is looked for from step to step (in the odds of p).
  for (let step = 0; step < STEPS && Number.isNaN(p); step++) {
    const [from, to] = [oddsAt(step), oddsAt(step + 1)];
    p = bisect(difference, from, to);
  }
  if (Number.isNaN(p)) return null;
  const alpha = alphaOf(p);
  const allClasses = classes / expectations(alpha, p, fraction).seen;
  const found = allClasses * p ** alpha;
  // More classes than people, or fewer unique people than there must be.
  if (!Number.isFinite(found) || allClasses > records / fraction || allClasses < classes) return null;
  return found;
}

function oddsAt(step: number): number {
  return 1 / (1 + Math.exp(-15 + (30 * step) / STEPS));
}

/** Of one class: chance to be in the sample, chance to be there once, expected records there. */
function expectations(alpha: number, p: number, fraction: number): { seen: number; once: number; mean: number } {
  const q = 1 - p;
  const unseenBase = p / (p + q * fraction);
  const none = unseenBase ** alpha;
  const slope = (alpha * q * fraction) / (p + q * fraction);
  return {
    seen: 1 - (1 - fraction) * none,
    once: none * (fraction + (1 - fraction) * slope),
    mean: fraction * (1 + (alpha * q) / p),
  };
}
