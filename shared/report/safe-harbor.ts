/** HIPAA's Safe Harbor method: eighteen kinds of identifiers that must be gone, and no actual knowledge of what remains. */
import { headerMeaning, type HeaderMeaning } from '../deidentification/header-words.ts';
import type { SafeHarborItem } from '../risk/lint/lint-report.ts';
import type { ChecklistItem, ChecklistSection } from './checklist.ts';
import { countOf, item, question, textOf } from './evidence.ts';
import type { ReleaseColumn, ReleaseFacts } from './release-facts.ts';

interface Kind {
  readonly letter: SafeHarborItem;
  readonly title: string;
  /** What a column's name says when it holds this. */
  readonly meanings: readonly HeaderMeaning[];
}

const KINDS: readonly Kind[] = [
  { letter: 'A', title: 'Names', meanings: ['name'] },
  {
    letter: 'B',
    title: 'Geographic subdivisions smaller than a state',
    meanings: ['address', 'postal-code', 'place'],
  },
  {
    letter: 'C',
    title: 'Elements of dates except the year, and ages over 89',
    meanings: ['birth-date', 'event-date', 'age'],
  },
  { letter: 'D', title: 'Telephone numbers', meanings: ['phone'] },
  { letter: 'E', title: 'Fax numbers', meanings: [] },
  { letter: 'F', title: 'E-mail addresses', meanings: ['e-mail'] },
  { letter: 'G', title: 'Social security numbers', meanings: ['personal-number'] },
  { letter: 'H', title: 'Medical record numbers', meanings: ['record-number'] },
  { letter: 'I', title: 'Health plan beneficiary numbers', meanings: [] },
  { letter: 'J', title: 'Account numbers', meanings: [] },
  { letter: 'K', title: 'Certificate and licence numbers', meanings: [] },
  { letter: 'L', title: 'Vehicle identifiers and licence plates', meanings: [] },
  { letter: 'M', title: 'Device identifiers and serial numbers', meanings: [] },
  { letter: 'N', title: 'URLs', meanings: [] },
  { letter: 'O', title: 'IP addresses', meanings: [] },
  { letter: 'P', title: 'Biometric identifiers', meanings: [] },
  { letter: 'Q', title: 'Full-face photographs and comparable images', meanings: [] },
  { letter: 'R', title: 'Any other unique identifying number, characteristic or code', meanings: [] },
];

export function safeHarbor(facts: ReleaseFacts): ChecklistSection {
  return {
    id: 'safe-harbor',
    title: 'HIPAA Safe Harbor',
    source: '45 CFR 164.514(b)(2)',
    about:
      'Held against the names of columns, the forms of released cells and the recipe. A kind that has no form of its own, such as a health plan number, is only seen by the name of its column. "Not applicable" means that neither the original nor the release showed one.',
    items: [
      ...KINDS.map((kind) => kindItem(kind, facts)),
      question(
        'safe-harbor.knowledge',
        'No actual knowledge',
        'Does anybody of the data holder know that what remains could identify a person, alone or with other data?',
      ),
    ],
  };
}

function kindItem(kind: Kind, facts: ReleaseFacts): ChecklistItem {
  const { letter } = kind;
  const id = `safe-harbor.${letter}`;
  const title = `(${letter}) ${kind.title}`;
  const found = facts.assessment.lint.findings.flatMap((finding, at) =>
    finding.item === letter ? [{ finding, at }] : [],
  );
  const evidence = found.map(({ finding, at }) =>
    countOf(
      finding.column === null ? finding.code : `${finding.code} in ${finding.column}`,
      finding.count,
      `assessment.lint.findings[${at}].count`,
    ),
  );
  if (found.some(({ finding }) => finding.severity === 'error'))
    return item(id, title, 'finding', 'The release holds something of this kind.', evidence);
  if (letter === 'R') {
    const codes = pseudonymised(facts);
    if (codes.length > 0)
      return item(
        id,
        title,
        'finding',
        'Pseudonyms are derived from the value that they replace; 164.514(c) allows only codes that are not.',
        [...evidence, ...codes.map((column) => textOf('Pseudonyms', column.name, ''))],
      );
  }
  if (found.length > 0)
    return item(id, title, 'open', 'Something looks like this kind: look at it and decide.', evidence);
  const columns = facts.columns.filter(({ name }) => {
    const meaning = headerMeaning(name);
    return meaning !== null && kind.meanings.includes(meaning);
  });
  const untouched = columns.filter(({ isReleased, technique }) => isReleased && technique.type === 'none');
  const named = columns.map((column) => textOf(column.label, treatment(column), ''));
  // An age in years is no date; only the ages over 89, which the lint looks for, are named by the rule.
  const bare = untouched.filter(({ name }) => headerMeaning(name) !== 'age');
  if (bare.length > 0)
    return item(id, title, 'open', 'A released column that is left as it is has a name of this kind.', named);
  if (columns.length > 0)
    return item(
      id,
      title,
      'met',
      'Columns of this kind are removed or changed, and no released cell has this form.',
      named,
    );
  if (letter === 'P' || letter === 'Q')
    return question(id, title, 'No column has such a name. What an image or a recording shows is not looked at.');
  return item(id, title, 'not-applicable', 'No column has such a name and no released cell such a form.');
}

function pseudonymised({ columns }: ReleaseFacts): ReleaseColumn[] {
  return columns.filter(({ isReleased, technique }) => isReleased && technique.type === 'pseudonymization');
}

function treatment({ isReleased, technique }: ReleaseColumn): string {
  if (!isReleased) return 'not released';
  return technique.type === 'none' ? 'as it is' : technique.type.replaceAll('-', ' ');
}
