import type { Checklist, ItemState } from './checklist.ts';
import { ccpa, fiveSafes } from './context-questions.ts';
import type { ReleaseFacts } from './release-facts.ts';
import { ema, expertDetermination } from './risk-limits.ts';
import { safeHarbor } from './safe-harbor.ts';
import { techniqueOutcomes } from './technique-outcomes.ts';
import { wp29 } from './wp29.ts';

const STATES: readonly ItemState[] = ['met', 'finding', 'open', 'not-applicable', 'not-measured'];

/** Every verdict with its evidence, from figures alone. */
export function buildChecklist(facts: ReleaseFacts): Checklist {
  const opinion = wp29(facts);
  const sections = [
    opinion,
    safeHarbor(facts),
    expertDetermination(facts),
    ema(facts),
    ccpa(opinion),
    fiveSafes(facts),
  ];
  const items = sections.flatMap((section) => section.items);
  const counts = Object.fromEntries(
    STATES.map((state) => [state, items.filter((entry) => entry.state === state).length]),
  ) as Record<ItemState, number>;
  return { sections, techniques: techniqueOutcomes(facts.recipe, facts.columns, facts.report.suppressedRows), counts };
}
