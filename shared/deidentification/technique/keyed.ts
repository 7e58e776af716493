import type { Technique } from '../technique-spec.ts';

/** Whether the technique asks for the profile's key, and so for an unlocked identity. */
export function needsKey({ type }: Technique): boolean {
  return type === 'pseudonymization' || type === 'date-shift';
}
