/** Changes of a licence draft as plain functions. */
import { ACTIONS, type Action, type LicenceDraft } from '@shared/license/terms.ts';

export type Permission = 'permitted' | 'prohibited' | 'unsaid';

export function permissionOf(draft: LicenceDraft, action: Action): Permission {
  if (draft.prohibited.includes(action)) return 'prohibited';
  return draft.permitted.includes(action) ? 'permitted' : 'unsaid';
}

/** Never both permitted and prohibited; the order is that of the vocabulary, so that equal licences are equal. */
export function setPermission(draft: LicenceDraft, action: Action, permission: Permission): LicenceDraft {
  const decide = (other: Action) => (other === action ? permission : permissionOf(draft, other));
  return {
    ...draft,
    permitted: ACTIONS.filter((other) => decide(other) === 'permitted'),
    prohibited: ACTIONS.filter((other) => decide(other) === 'prohibited'),
  };
}

/** Adds or removes, keeping the order of the vocabulary. */
export function toggle<Item>(
  all: readonly Item[],
  chosen: readonly Item[],
  item: Item,
  isOn: boolean,
): readonly Item[] {
  return all.filter((other) => (other === item ? isOn : chosen.includes(other)));
}

/** '2026-03-01T00:00:00Z' -> '2026-03-01' */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

/** A licence starts with its first day and ends with its last second, UTC. Null when the text is no day from 2020 to 2099. */
export function startOfDay(day: string): string | null {
  return isDay(day) ? `${day}T00:00:00Z` : null;
}

export function endOfDay(day: string): string | null {
  return isDay(day) ? `${day}T23:59:59Z` : null;
}

function isDay(day: string): boolean {
  if (!/^20[2-9]\d-\d\d-\d\d$/.test(day)) return false;
  const time = Date.parse(`${day}T00:00:00Z`);
  // 2026-02-30 would roll over into March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
