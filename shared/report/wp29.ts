/**
 * Opinion 05/2014 of the Article 29 Working Party: is it still possible to single out, to link, to infer? One finding is enough
 * to say that the criteria are not met; then the risk of re-identification has to be analysed.
 */
import type { AttackOutcome } from '../risk/attacks/attack-report.ts';
import type { LintCode } from '../risk/lint/lint-report.ts';
import { percent, whole } from '../risk/explanations.ts';
import type { ChecklistItem, ChecklistSection, Evidence } from './checklist.ts';
import { countOf, item, shareOf, textOf } from './evidence.ts';
import type { ReleaseFacts } from './release-facts.ts';

const ORDER_FINDINGS: readonly LintCode[] = ['row-index', 'original-row-number', 'original-order'];
const DIVERSITY = new Set([
  'alpha-k-anonymity',
  'distinct-l-diversity',
  'entropy-l-diversity',
  'recursive-c-l-diversity',
  't-closeness',
  'beta-likeness',
  'delta-disclosure',
]);

export function wp29(facts: ReleaseFacts): ChecklistSection {
  return {
    id: 'wp29',
    title: 'Singling out, linkability, inference',
    source: 'Article 29 Working Party, Opinion 05/2014 on anonymisation techniques (WP216)',
    about:
      'A finding under any of the three means that the criteria are not met and the risk of re-identification has to be analysed. Without a finding these tests found nothing: other knowledge and other attacks remain. The limit for attacks is the threshold of the recipe, held against the upper end of the 95 % interval.',
    items: [
      strictUniques(facts),
      specialUniques(facts),
      directIdentifiers(facts),
      singlingOutAttack(facts),
      pseudonyms(facts),
      recordOrder(facts),
      recordLinkage(facts),
      linkabilityAttack(facts),
      sensitiveModels(facts),
      homogeneous(facts),
      inferenceAttack(facts),
    ],
  };
}

function strictUniques({ report }: ReleaseFacts): ChecklistItem {
  const { uniques, smallestClass, wildcard, quasiIdentifiers, records } = report.risk.after;
  const evidence = [
    countOf('Records alone in their group', uniques, 'risk.after.uniques'),
    countOf('Smallest group', smallestClass, 'risk.after.smallestClass'),
    ...(wildcard
      ? [countOf('Alone when a missing cell may be anything', wildcard.uniques, 'risk.after.wildcard.uniques')]
      : []),
  ];
  const id = 'wp29.singling-out.uniques';
  const title = 'Singling out: nobody is alone with their quasi-identifiers';
  if (records === 0) return item(id, title, 'not-applicable', 'The release has no records.', evidence);
  if (quasiIdentifiers.length === 0)
    return item(id, title, 'open', 'No released column has the role of a quasi-identifier: is that right?', evidence);
  return uniques === 0
    ? item(id, title, 'met', 'A missing or suppressed cell counts as a value of its own (strict).', evidence)
    : item(id, title, 'finding', 'These records can be singled out by their quasi-identifiers.', evidence);
}

function specialUniques({ assessment }: ReleaseFacts): ChecklistItem {
  const { records, minimalSampleUniques, maximumSize, isComplete } = assessment.after.specialUniques;
  const evidence = [
    countOf('Records unique on few columns', records, 'assessment.after.specialUniques.records'),
    countOf('Minimal sample uniques', minimalSampleUniques, 'assessment.after.specialUniques.minimalSampleUniques'),
    countOf('Columns in one at most', maximumSize, 'assessment.after.specialUniques.maximumSize'),
  ];
  return item(
    'wp29.singling-out.special-uniques',
    'Singling out: no special uniques (SUDA2)',
    records === 0 ? 'met' : 'finding',
    records === 0
      ? `No record is unique on ${isComplete ? 'any of the quasi-identifiers' : `up to ${whole(maximumSize)} quasi-identifiers`}.`
      : 'These records are unique on a few columns already.',
    evidence,
  );
}

function directIdentifiers({ columns, assessment }: ReleaseFacts): ChecklistItem {
  const left = columns.filter(
    (column) =>
      column.role === 'direct-identifier' && column.isReleased && column.technique.type !== 'pseudonymization',
  );
  const errors = assessment.lint.findings.filter((finding) => finding.severity === 'error' && finding.item !== null);
  const cells = errors.reduce((sum, finding) => sum + finding.count, 0);
  const evidence = [
    countOf('Released direct identifiers', left.length, ''),
    ...errors.map((finding) =>
      countOf(
        `${finding.code}${finding.column === null ? '' : ` in ${finding.column}`}`,
        finding.count,
        `assessment.lint.findings[${assessment.lint.findings.indexOf(finding)}].count`,
      ),
    ),
  ];
  return item(
    'wp29.singling-out.direct-identifiers',
    'Singling out: no direct identifier is left',
    left.length + cells === 0 ? 'met' : 'finding',
    left.length + cells === 0
      ? 'No released column is a direct identifier, and no cell has the form of one.'
      : `${left.map((column) => column.name).join(', ') || 'Some cells'} can name people.`,
    evidence,
  );
}

function singlingOutAttack({ assessment, report }: ReleaseFacts): ChecklistItem {
  return attackItem(
    'wp29.singling-out.attack',
    'Singling out: the attack carried out',
    assessment.attacks.singlingOut.map((attack, at) => ({
      label: `${SINGLING_OUT[attack.predicates]}`,
      attack,
      where: `assessment.attacks.singlingOut[${at}]`,
    })),
    report.risk.after.threshold,
  );
}

const SINGLING_OUT = {
  univariate: 'One rare or extreme value',
  multivariate: 'Some columns of a record',
  'whole-record': 'All columns of a record',
} as const;

function pseudonyms({ columns }: ReleaseFacts): ChecklistItem {
  const kept = columns.filter((column) => column.isReleased && column.technique.type === 'pseudonymization');
  const linking = kept.filter(({ technique }) => !('scope' in technique) || technique.scope !== 'release');
  const evidence = kept.map(({ name }) => textOf('Pseudonyms', name, ''));
  const id = 'wp29.linkability.pseudonyms';
  const title = 'Linkability: no pseudonym is the same in another release';
  if (kept.length === 0) return item(id, title, 'met', 'No released column has pseudonyms.');
  return linking.length === 0
    ? item(
        id,
        title,
        'met',
        'The pseudonyms are made for this release alone. Within it they link the records of a person.',
        evidence,
      )
    : item(id, title, 'finding', 'The same person has the same code in every release made with this key.', evidence);
}

function recordOrder({ assessment }: ReleaseFacts): ChecklistItem {
  const { findings, rows } = assessment.lint;
  const found = findings.flatMap((finding, at) => (ORDER_FINDINGS.includes(finding.code) ? [{ finding, at }] : []));
  return item(
    'wp29.linkability.order',
    'Linkability: neither row numbers nor the original order',
    found.length === 0 ? 'met' : 'finding',
    found.length === 0
      ? 'No column counts the rows, and their order says nothing of the original order.'
      : 'A record can be found again in the original by its number or its place.',
    found.length === 0
      ? [countOf('Rows looked at', rows, 'assessment.lint.rows')]
      : found.map(({ finding, at }) =>
          countOf(
            finding.column === null ? finding.code : `${finding.code} in ${finding.column}`,
            finding.count,
            `assessment.lint.findings[${at}].count`,
          ),
        ),
  );
}

function recordLinkage({ assessment, report }: ReleaseFacts): ChecklistItem {
  const limit = report.risk.after.threshold;
  const tried = assessment.linkage.records.flatMap((record, at) => (record.targets > 0 ? [{ record, at }] : []));
  const evidence = tried.flatMap(({ record, at }) => [
    shareOf(
      `Linked by ${record.knowledge === 'all-columns' ? 'all columns' : 'the quasi-identifiers'}, upper end`,
      record.linked.high,
      `assessment.linkage.records[${at}].linked.high`,
    ),
    shareOf('At random', record.atRandom, `assessment.linkage.records[${at}].atRandom`),
  ]);
  const id = 'wp29.linkability.records';
  const title = 'Linkability: the nearest original is not the own one';
  if (tried.length === 0) return item(id, title, 'not-measured', 'There was nothing to compare.');
  const highest = Math.max(...tried.map(({ record }) => record.linked.high));
  return highest <= limit
    ? item(id, title, 'met', `The upper end is within ${percent(limit)}.`, evidence)
    : item(
        id,
        title,
        'finding',
        `Somebody who has the original's values links more than ${percent(limit)} of the records.`,
        evidence,
      );
}

function linkabilityAttack({ assessment, report }: ReleaseFacts): ChecklistItem {
  const { linkability } = assessment.attacks;
  return attackItem(
    'wp29.linkability.attack',
    'Linkability: the attack carried out',
    linkability
      ? [{ label: 'Two sources about one person', attack: linkability, where: 'assessment.attacks.linkability' }]
      : [],
    report.risk.after.threshold,
  );
}

function sensitiveModels({ columns, recipe, report }: ReleaseFacts): ChecklistItem {
  const sensitive = columns.filter((column) => column.role === 'sensitive' && column.isReleased);
  const id = 'wp29.inference.models';
  const title = 'Inference: each sensitive column has a model';
  if (sensitive.length === 0)
    return item(id, title, 'not-applicable', 'No released column has the role sensitive: is that right?');
  const models = recipe.models.flatMap((model, at) =>
    DIVERSITY.has(model.type) && 'sensitive' in model ? [{ sensitive: model.sensitive, at }] : [],
  );
  const evidence: Evidence[] = models.flatMap(({ at }) => {
    const verdict = report.models[at];
    return verdict ? [textOf(verdict.label, verdict.holds ? 'holds' : 'does not hold', `models[${at}].holds`)] : [];
  });
  const bare = sensitive.filter(
    ({ name }) => !models.some(({ sensitive: of, at }) => of === name && report.models[at]?.holds === true),
  );
  return bare.length === 0
    ? item(id, title, 'met', 'Each is held by a model that is checked on the release.', evidence)
    : item(
        id,
        title,
        'finding',
        `No model limits what a group tells about ${bare.map((column) => column.name).join(', ')}.`,
        evidence,
      );
}

function homogeneous({ report }: ReleaseFacts): ChecklistItem {
  const { homogeneity } = report;
  const evidence = homogeneity.map(({ column, records }, at) =>
    countOf(`Records in groups with one value of ${column}`, records, `homogeneity[${at}].records`),
  );
  const id = 'wp29.inference.homogeneous';
  const title = 'Inference: no group has one sensitive value only';
  if (homogeneity.length === 0) return item(id, title, 'not-applicable', 'No released column has the role sensitive.');
  return homogeneity.every(({ classes }) => classes === 0)
    ? item(id, title, 'met', 'Every group holds different values.', evidence)
    : item(
        id,
        title,
        'finding',
        'Whoever finds the group of a person knows the value without finding the person.',
        evidence,
      );
}

/** Without a control the success is also what the data say of everybody: then only a person can tell what it means. */
function inferenceAttack({ assessment, report }: ReleaseFacts): ChecklistItem {
  const found = attackItem(
    'wp29.inference.attack',
    'Inference: the attack carried out',
    assessment.attacks.inference.map((attack, at) => ({
      label: `Guessing ${attack.secret}`,
      attack,
      where: `assessment.attacks.inference[${at}]`,
    })),
    report.risk.after.threshold,
  );
  if (found.state !== 'finding' || assessment.attacks.control.isUsed) return found;
  const reason = `${found.reason} There is no control, so what the data say of everybody is in it: judge by what guessing gives.`;
  const guessing = assessment.attacks.inference.map((attack, at) =>
    shareOf(
      `Guessing ${attack.secret} without the release`,
      attack.baseline.rate,
      `assessment.attacks.inference[${at}].baseline.rate`,
    ),
  );
  return { ...found, state: 'open', reason, evidence: [...found.evidence, ...guessing] };
}

interface NamedAttack {
  readonly label: string;
  readonly attack: AttackOutcome;
  readonly where: string;
}

function attackItem(id: string, title: string, attacks: readonly NamedAttack[], limit: number): ChecklistItem {
  if (attacks.length === 0) return item(id, title, 'not-applicable', 'There were not enough columns for this attack.');
  const evidence = attacks.map(({ label, attack, where }) =>
    shareOf(
      `${label}, upper end${attack.verdict === 'inconclusive' ? ' (inconclusive)' : ''}`,
      attack.risk.high,
      `${where}.risk.high`,
    ),
  );
  const measured = attacks.filter(({ attack }) => attack.verdict === 'measured');
  if (measured.some(({ attack }) => attack.risk.high > limit))
    return item(id, title, 'finding', `The upper end of the 95 % interval is above ${percent(limit)}.`, evidence);
  if (measured.length < attacks.length)
    return item(
      id,
      title,
      'not-measured',
      'An attack was not better than guessing: it was too weak to say anything, which is not a proof of protection.',
      evidence,
    );
  return item(id, title, 'met', `The upper end of each 95 % interval is within ${percent(limit)}.`, evidence);
}
