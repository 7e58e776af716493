/** What was found in the released file, in words: a column and a count, never a value. */
import type { LintCode, LintFinding, LintReport } from '@shared/risk/lint/lint-report.ts';
import { formatPlural } from '../../../ui/format.ts';

const LINT: Readonly<Record<LintCode, string>> = {
  'row-index': 'counts the rows, so a row can be matched by its number',
  'original-row-number': 'gives away where a row stood in the original',
  'original-order': 'The rows stand in their original order',
  'unselected-column': 'is in the release though nobody chose it',
  'ragged-row': 'Rows have more or fewer cells than the header',
  'name-header': 'is called like a name',
  'address-header': 'is called like an address',
  'contact-header': 'is called like a telephone number or e-mail address',
  'number-header': 'is called like a number that belongs to one person',
  'biometric-header': 'is called like a biometric record',
  'e-mail': 'holds e-mail addresses',
  phone: 'holds telephone numbers',
  iban: 'holds bank account numbers',
  'card-number': 'holds payment card numbers',
  'national-number': 'holds national numbers with a valid check digit',
  url: 'holds web addresses',
  'ip-address': 'holds network addresses',
  'device-number': 'holds device numbers',
  'vehicle-number': 'holds vehicle numbers',
  'day-date': 'holds dates to the day',
  'age-above-89': 'holds ages above 89',
  'postal-code': 'holds postal codes of more than three digits',
  coordinates: 'holds coordinates',
  'free-text': 'holds long texts, in which anything can stand',
  'nearly-unique': 'has a different value in nearly every row',
};

export function lintWords({ code, column, count, item }: LintFinding): string {
  const words = LINT[code];
  const where = column === null ? words : `"${column}" ${words}`;
  const cells = column === null ? formatPlural(count, 'row') : formatPlural(count, 'cell');
  return `${where} (${cells}${item === null ? '' : `; HIPAA Safe Harbor item ${item}`}).`;
}

export function lintSentence({ findings, rows, columns, isPartial }: LintReport): string {
  const looked = `${formatPlural(rows, 'row')} and ${formatPlural(columns, 'column')} of the file were looked through, as they would be written.`;
  const partial = isPartial ? ' Very long cells were looked at in part.' : '';
  if (findings.length === 0)
    return `${looked} Nothing was found that should not be there. What a rule does not know it cannot find.${partial}`;
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return `${looked} ${errors === 0 ? '' : `${formatPlural(errors, 'finding')} must be looked at first. `}${formatPlural(findings.length - errors, 'hint')} in all.${partial}`.replace(
    /0 hints in all\./,
    '',
  );
}
