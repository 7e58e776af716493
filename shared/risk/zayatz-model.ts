/**
 * Zayatz (1991): the population's class sizes are distributed as the sample's, so Bayes gives
 *   P(F=1 | f=1) = u_1 H(1) / sum over x of u_x H(x),
 * u_x the share of sample classes of size x and H(x) the hypergeometric chance that a class of x people sends exactly one
 * into the sample. Unique people = uniques of the sample / pi * that chance.
 */
import { classesOfSize, type SizeCount, totals } from './class-size-counts.ts';

/** Unique people in a population of `people`, at least as many as there are records. Zero records give zero. */
export function zayatzUniques(counts: readonly SizeCount[], people: number): number {
  const { records } = totals(counts);
  const uniques = classesOfSize(counts, 1);
  if (uniques === 0) return 0;
  // H(x) = x * records/people * product over i < x-1 of (people - records - i) / (people - 1 - i), grown from size to size.
  let product = 1;
  let done = 0;
  let sum = 0;
  for (const { size, classes } of counts) {
    for (; done < size - 1 && product > 0; done++)
      product *= Math.max(0, people - records - done) / (people - 1 - done);
    sum += classes * size * product;
  }
  return (uniques * people * uniques) / (records * sum);
}
