/**
 * Purposes in the terms of the Data Use Ontology (DUO), and which declared purpose a permitted one accepts.
 *
 * DUO orders its permissions: general research use (GRU) includes health, medical and biomedical research (HMB) and
 * population origins or ancestry research (POA); HMB includes disease-specific research (DS), but never POA.
 */
import { PURPOSES, type PurposeCode } from './terms.ts';

const ACCEPTS: Readonly<Record<PurposeCode, readonly PurposeCode[]>> = {
  'DUO:0000042': ['DUO:0000042', 'DUO:0000006', 'DUO:0000007', 'DUO:0000011'],
  'DUO:0000006': ['DUO:0000006', 'DUO:0000007'],
  'DUO:0000007': ['DUO:0000007'],
  'DUO:0000011': ['DUO:0000011'],
};

/** Commerciality is declared beside the kind of research, in terms of the Data Privacy Vocabulary (DPV). */
export const NON_COMMERCIAL_PURPOSES = ['dpv:AcademicResearch', 'dpv:NonCommercialResearch'] as const;

/** 'DUO:0000006' -> 'obo:DUO_0000006' */
export function purposeIri(code: PurposeCode): string {
  return `obo:${code.replace(':', '_')}`;
}

export function purposeOfIri(iri: string): PurposeCode | undefined {
  return PURPOSES.find((purpose) => purposeIri(purpose.code) === iri)?.code;
}

/** What a person types: 'DUO:0000042', '0000042' or 'GRU', in any case. */
export function parsePurpose(text: string): PurposeCode | undefined {
  const wanted = text.trim().toUpperCase();
  return PURPOSES.find(
    (purpose) => purpose.code === wanted || purpose.code.slice(4) === wanted || purpose.short === wanted,
  )?.code;
}

export function purposeLabel(code: PurposeCode): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.label ?? code;
}

/** What a session declares, as IRIs: the kind of research, and that it is not commercial. */
export function declaredPurposes(code: PurposeCode, nonCommercial: boolean): readonly string[] {
  return nonCommercial ? [purposeIri(code), 'dpv:NonCommercialResearch'] : [purposeIri(code)];
}

/** Every purpose that a session may declare under these permissions, in the order of `PURPOSES`. */
export function acceptedPurposes(permitted: readonly PurposeCode[]): readonly PurposeCode[] {
  const accepted = new Set(permitted.flatMap((code) => ACCEPTS[code]));
  return PURPOSES.map((purpose) => purpose.code).filter((code) => accepted.has(code));
}

/** May work declared as `declared` go under a permission for `permitted`? Both are IRIs. */
export function purposeAccepts(permitted: string, declared: string): boolean {
  const permittedCode = purposeOfIri(permitted);
  const declaredCode = purposeOfIri(declared);
  if (permittedCode === undefined || declaredCode === undefined) return permitted === declared;
  return ACCEPTS[permittedCode].includes(declaredCode);
}
