/** What figures cannot answer: the duties of California's privacy act, and the Five Safes. */
import type { ChecklistItem, ChecklistSection, ItemState } from './checklist.ts';
import { countOf, item, question, shareOf, textOf } from './evidence.ts';
import type { ReleaseFacts } from './release-facts.ts';

export function ccpa(wp29: ChecklistSection): ChecklistSection {
  return {
    id: 'ccpa',
    title: 'CCPA: deidentified',
    source: 'California Civil Code 1798.140(m)',
    about:
      'Information that cannot reasonably be used to infer information about, or be linked to, a particular consumer, held by a business that takes measures, commits itself in public, and binds every recipient. The figures speak of the first part only.',
    items: [
      derived('ccpa.infer', 'Cannot reasonably be used to infer information about a consumer', wp29, 'wp29.inference'),
      derived('ccpa.link', 'Cannot reasonably be linked to a consumer', wp29, 'wp29.linkability', 'wp29.singling-out'),
      question(
        'ccpa.measures',
        '(1) Reasonable measures against association with a consumer',
        'Sealing the release for named recipients and logging every use are such measures; which ones are in force is not in these figures.',
      ),
      question(
        'ccpa.commitment',
        '(2) Public commitment not to attempt to reidentify',
        'Where is it published that the information is kept and used in deidentified form only?',
      ),
      question(
        'ccpa.contract',
        '(3) Recipients are bound by contract',
        'A Bulla licence can prohibit re-identification. Whether it is a contract that also passes these duties on is for you to say.',
      ),
    ],
  };
}

/** The worst of the named items. `where` of evidence stays that of the items. */
function derived(id: string, title: string, { items }: ChecklistSection, ...prefixes: string[]): ChecklistItem {
  const parts = items.filter((part) => prefixes.some((prefix) => part.id.startsWith(prefix)));
  const has = (state: ItemState) => parts.some((part) => part.state === state);
  const findings = parts.filter((part) => part.state === 'finding');
  const state: ItemState = has('finding') ? 'finding' : 'open';
  return item(
    id,
    title,
    state,
    state === 'finding'
      ? `There are findings: ${findings.map((part) => part.title).join('; ')}.`
      : 'The tests above found nothing. "Reasonably" is for you to judge, with what else is known of these people.',
    parts.flatMap((part) => part.evidence.slice(0, 1)),
  );
}

export function fiveSafes({ report, assessment }: ReleaseFacts): ChecklistSection {
  const { after } = report.risk;
  return {
    id: 'five-safes',
    title: 'The Five Safes',
    source: 'Desai, Ritchie and Welpton (2016); UK Anonymisation Network, Anonymisation Decision-Making Framework',
    about: 'Data are one of five. The other four are answered by the licence, the contract and the people.',
    items: [
      question(
        'five-safes.projects',
        'Safe projects',
        'Is this use lawful, ethical, and of value? Name the purpose and who approved it.',
      ),
      question('five-safes.people', 'Safe people', 'Who will use the data, and what were they taught and bound to?'),
      question('five-safes.settings', 'Safe settings', 'Where will the data lie, and who else can reach that place?'),
      question(
        'five-safes.data',
        'Safe data',
        'What remains, in figures; whether it fits the other four is for you to say.',
        [
          shareOf('Highest risk (prosecutor)', after.prosecutor.highest, 'risk.after.prosecutor.highest'),
          countOf('Records alone in their group', after.uniques, 'risk.after.uniques'),
          countOf('Findings in the released cells', assessment.lint.findings.length, 'assessment.lint.findings.length'),
          ...report.models.map((model, at) =>
            textOf(model.label, model.holds ? 'holds' : 'does not hold', `models[${at}].holds`),
          ),
        ],
      ),
      question(
        'five-safes.outputs',
        'Safe outputs',
        'What may be published from the data, with which minimum cell size, and who looks at it first?',
      ),
    ],
  };
}
