/**
 * The DUO and HL7 codes that a licence's rules amount to. They are for catalogues and people; what counts are the rules, and
 * a licence whose codes say something else than its rules is refused.
 */
import type { Action, PurposeCode } from './terms.ts';

export interface UseTerms {
  readonly purposes: readonly PurposeCode[];
  readonly nonCommercialOnly: boolean;
  readonly prohibited: readonly Action[];
  readonly project: string;
}

export function dataUse(terms: UseTerms): { readonly duo: readonly string[]; readonly hl7: readonly string[] } {
  const forbids = (...actions: readonly Action[]) => actions.every((action) => terms.prohibited.includes(action));
  const duo: string[] = [...terms.purposes];
  if (terms.nonCommercialOnly) duo.push('DUO:0000046'); // NCU
  duo.push('DUO:0000025'); // TS: every licence ends
  duo.push('DUO:0000026'); // US: every licence names people
  if (terms.project !== '') duo.push('DUO:0000027'); // PS
  const hl7: string[] = [];
  if (forbids('bulla:combine')) hl7.push('NOINTEGRATE');
  if (forbids('bulla:reidentify', 'bulla:contactSubjects')) hl7.push('NORELINK');
  if (forbids('odrl:distribute')) hl7.push('NORDSCLCD');
  if (forbids('odrl:secondaryUse')) hl7.push('NOREUSE');
  return { duo: duo.sort(), hl7: hl7.sort() };
}
