/** Checklists that hold a figure of risk against a limit: HIPAA's Expert Determination and the EMA's Policy 0070. */
import { decimal, percent, whole } from '../risk/explanations.ts';
import type { ChecklistItem, ChecklistSection } from './checklist.ts';
import { countOf, item, numberOf, question, shareOf, textOf } from './evidence.ts';
import { labelOf, type ReleaseFacts } from './release-facts.ts';

export function expertDetermination(facts: ReleaseFacts): ChecklistSection {
  const { report, recipeHash } = facts;
  const { before, after } = report.risk;
  const limit = after.threshold;
  const hasRisk = after.journalist.highest > limit;
  return {
    id: 'expert-determination',
    title: 'HIPAA Expert Determination: the figures',
    source: '45 CFR 164.514(b)(1)',
    about:
      'A person with the knowledge determines that the risk is very small for the anticipated recipient, and documents methods and results. Here are the results; the determination is that person’s.',
    items: [
      item(
        'expert-determination.keys',
        'What an attacker is taken to know',
        after.quasiIdentifiers.length > 0 ? 'met' : 'open',
        after.quasiIdentifiers.length > 0
          ? `The risk is measured on ${listed(before.quasiIdentifiers.map((name) => labelOf(facts, name)))}.`
          : 'No column is a quasi-identifier, so the risk is measured on nothing.',
        [countOf('Quasi-identifiers', before.quasiIdentifiers.length, 'risk.before.quasiIdentifiers.length')],
      ),
      item(
        'expert-determination.risk',
        'The highest risk is within the threshold',
        hasRisk ? 'finding' : 'met',
        hasRisk ? `It is above ${percent(limit)}.` : `It is within ${percent(limit)}.`,
        [
          shareOf('Threshold', limit, 'risk.after.threshold'),
          shareOf('Prosecutor, highest, before', before.prosecutor.highest, 'risk.before.prosecutor.highest'),
          shareOf('Prosecutor, highest, after', after.prosecutor.highest, 'risk.after.prosecutor.highest'),
          shareOf('Journalist, highest, after', after.journalist.highest, 'risk.after.journalist.highest'),
          shareOf('Prosecutor, average, after', after.prosecutor.average, 'risk.after.prosecutor.average'),
          shareOf('Marketer, after', after.marketer, 'risk.after.marketer'),
        ],
      ),
      item(
        'expert-determination.method',
        'Methods and results are documented',
        'met',
        'This report names the techniques, the models and the figures before and after; the recipe repeats them.',
        recipeHash === '' ? [] : [textOf('Recipe (SHA-256)', recipeHash, 'recipeHash')],
      ),
      question(
        'expert-determination.very-small',
        'Is the threshold a very small risk?',
        'The law names no number. Say why this one fits these data.',
        [shareOf('Threshold', limit, 'risk.after.threshold')],
      ),
      question(
        'expert-determination.recipient',
        'Who is the anticipated recipient, and what else can they get?',
        'Describe the recipient, the data that are available to them, and why they could not identify a person.',
      ),
      question(
        'expert-determination.expert',
        'Who determines it?',
        'Name the expert, their knowledge, and until when it holds.',
      ),
    ],
  };
}

/** Each once: columns that are not named have one name. */
function listed(names: readonly string[]): string {
  return [...new Set(names)].join(', ');
}

const EMA_THRESHOLD = 0.09;
/** 1/11 is above 0.09, yet eleven is what is usually taken for it. */
const EMA_CONVENTION = 11;

export function ema({ report, recipe }: ReleaseFacts): ChecklistSection {
  const { smallestClass, prosecutor, quasiIdentifiers } = report.risk.after;
  const exact = smallestClass === 0 ? '0' : `1/${whole(smallestClass)} = ${prosecutor.highest}`;
  const evidence = [
    { label: 'Highest risk, exactly', text: exact, value: prosecutor.highest, where: 'risk.after.prosecutor.highest' },
    countOf('Smallest group', smallestClass, 'risk.after.smallestClass'),
  ];
  const limits = (id: string, title: string, holds: boolean, met: string, not: string): ChecklistItem =>
    quasiIdentifiers.length === 0
      ? item(id, title, 'open', 'No column is a quasi-identifier, so the risk is measured on nothing.', evidence)
      : item(id, title, holds ? 'met' : 'finding', holds ? met : not, evidence);
  const samples = recipe.risk.population;
  return {
    id: 'ema',
    title: 'EMA Policy 0070',
    source: 'EMA/90915/2016, external guidance on anonymisation of clinical reports; Health Canada PRCI',
    about:
      'Either the three criteria of Opinion 05/2014 hold, or a risk analysis shows a maximum risk of at most 0.09 for public release. One in eleven is 0.0909, a little more: eleven is the convention, twelve the strict reading.',
    items: [
      limits(
        'ema.convention',
        'Groups of at least eleven (convention)',
        smallestClass >= EMA_CONVENTION,
        'Nobody is in a group smaller than eleven.',
        'Somebody is in a group smaller than eleven.',
      ),
      limits(
        'ema.strict',
        'Highest risk at most 0.09 (strict, groups of at least twelve)',
        prosecutor.highest <= EMA_THRESHOLD,
        `${decimal(prosecutor.highest)} is at most 0.09.`,
        `${decimal(prosecutor.highest)} is above 0.09.`,
      ),
      question(
        'ema.population',
        'Which population is the risk measured on?',
        samples
          ? 'The recipe names a population; the guidance accepts one that is argued for.'
          : 'The figure takes the trial itself as the population. A larger one has to be argued for.',
        [numberOf('Journalist, highest', report.risk.after.journalist.highest, 'risk.after.journalist.highest')],
      ),
      question(
        'ema.utility',
        'Is the release still useful?',
        'The anonymisation report says how the techniques affect what can be done with the data.',
        [shareOf('Detail lost in the released columns', report.utility.loss, 'utility.loss')],
      ),
    ],
  };
}
