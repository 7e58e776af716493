import type { Licence } from './licence.ts';

/** Of several licences in a package the one that names this person, and of those the latest renewal; null when none does. */
export function selectLicence(licences: readonly Licence[], member: string): Licence | null {
  const mine = licences.filter((licence) => licence.members.some((known) => known.id === member));
  return mine.reduce<Licence | null>(
    (latest, licence) => (latest === null || licence.serial > latest.serial ? licence : latest),
    null,
  );
}

/** Whom the licences of a package name, for a refusal that says whom to ask. */
export function memberNames(licences: readonly Licence[]): string {
  return licences.flatMap(({ members }) => members.map(({ name }) => name)).join(', ');
}
