/** Makes evidence and items; the texts of numbers are those of every other face. */
import { decimal, percent, whole } from '../risk/explanations.ts';
import type { ChecklistItem, Evidence, ItemState } from './checklist.ts';

export const countOf = (label: string, value: number, where: string): Evidence => ({
  label,
  text: whole(value),
  value,
  where,
});

export const shareOf = (label: string, value: number, where: string): Evidence => ({
  label,
  text: percent(value),
  value,
  where,
});

export const numberOf = (label: string, value: number, where: string): Evidence => ({
  label,
  text: decimal(value),
  value,
  where,
});

export const textOf = (label: string, text: string, where: string): Evidence => ({ label, text, value: null, where });

export function item(
  id: string,
  title: string,
  state: ItemState,
  reason: string,
  evidence: readonly Evidence[] = [],
): ChecklistItem {
  return { id, title, state, reason, evidence };
}

/** What only a person can answer. */
export function question(id: string, title: string, reason: string, evidence: readonly Evidence[] = []): ChecklistItem {
  return item(id, title, 'open', reason, evidence);
}
