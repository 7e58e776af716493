/** What happens to a column, in a few words with its parameters: for lists of columns. */
import type { HierarchySpec, Technique } from '@shared/deidentification/recipe.ts';
import { formatCount, formatNumber, formatShare } from '../../../ui/format.ts';

const ALONG: { readonly [Type in HierarchySpec['type']]: string } = {
  automatic: 'automatically',
  intervals: 'by intervals',
  bounds: 'by chosen bounds',
  quantiles: 'by groups of equal size',
  masking: 'by masking',
  dates: 'by dates',
  categories: 'by categories',
  order: 'along an order',
  table: 'by a file',
  file: 'by a file',
};

export function techniqueWords(technique: Technique): string {
  switch (technique.type) {
    case 'none':
      return 'Kept as it is';
    case 'suppression':
      return 'Removed';
    case 'cell-suppression':
      return technique.rarerThan === undefined
        ? 'Listed values emptied'
        : `Values rarer than ${formatCount(technique.rarerThan)} rows emptied`;
    case 'masking':
      return technique.pattern === undefined
        ? `Masked, keeps ${keepWords(technique.keepStart, technique.keepEnd)}`
        : `Masked by ${technique.pattern}`;
    case 'redaction':
      return 'Redacted in the text';
    case 'pseudonymization':
      return `Pseudonym of ${technique.length} characters`;
    case 'generalization': {
      const along = ALONG[technique.hierarchy.type];
      return technique.level === undefined
        ? `Generalized ${along}`
        : `Generalized to level ${technique.level}, ${along}`;
    }
    case 'top-bottom-coding':
      return limitWords(technique.bottom, technique.top);
    case 'rounding':
      return `Rounded to ${formatNumber(technique.base, 6)}`;
    case 'date-truncation':
      return `Dates shortened to ${technique.level.replace('-', ' ')}`;
    case 'age':
      return `Age on ${technique.on}`;
    case 'postal-code':
      return `Postal codes shortened to ${technique.digits} digits`;
    case 'date-shift':
      return `Dates shifted by up to ${formatCount(technique.days)} days`;
    case 'noise':
      return `Noise, ${technique.distribution === 'gaussian' ? 'standard deviation' : 'scale'} ${formatNumber(technique.scale, 6)}`;
    case 'correlated-noise':
      return `Noise that keeps relations, ${formatShare(technique.level)}`;
    case 'rank-swapping':
      return `Swapped within ${formatShare(technique.percent / 100)} of the ranks`;
    case 'pram':
      return `Exchanged by chance, ${formatShare(technique.retain)} stay`;
    case 'microaggregation':
      return `Averaged in groups of ${formatCount(technique.k)}`;
  }
}

function keepWords(start: number, end: number): string {
  if (start === 0 && end === 0) return 'nothing';
  if (end === 0) return `the first ${start}`;
  if (start === 0) return `the last ${end}`;
  return `the first ${start} and the last ${end}`;
}

function limitWords(bottom: number | undefined, top: number | undefined): string {
  if (bottom === undefined && top === undefined) return 'No limit set';
  if (bottom === undefined) return `At most ${formatNumber(top ?? 0, 6)}`;
  if (top === undefined) return `At least ${formatNumber(bottom, 6)}`;
  return `Between ${formatNumber(bottom, 6)} and ${formatNumber(top, 6)}`;
}
