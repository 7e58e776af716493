/** Which of several licences applies: it names me, and its serial is the highest. */
import type { Licence } from '../license/licence.ts';
import { AppError } from '../std/app-error.ts';

/** Throws `licence.missing` (L01), `licence.not-for-you` (L03). */
export function selectLicence(licences: readonly Licence[], member: string): Licence {
  if (licences.length === 0) throw new AppError('licence', 'licence.missing', { reference: 'L01' });
  const mine = licences.filter((licence) => licence.members.some(({ id }) => id === member));
  if (mine.length === 0)
    throw new AppError('licence', 'licence.not-for-you', { names: licensedNames(licences).join(', '), reference: 'L03' });
  return mine.reduce((newest, licence) => (licence.serial > newest.serial ? licence : newest));
}

export function licensedNames(licences: readonly Licence[]): string[] {
  return [...new Set(licences.flatMap(({ members }) => members.map(({ name }) => name)))];
}
