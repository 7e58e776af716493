/**
 * What guidance and law ask of a release, held against the numbers. A checklist never says that data are anonymous: it says what was
 * measured, what was found, and which questions only a person can answer.
 */

/**
 * met: the figure is within the limit. finding: it is not, or something was found that should not be there. open: needs a
 * person's judgement. not-applicable: there is nothing in the data that it is about. not-measured: no figure, or an inconclusive one.
 */
export type ItemState = 'met' | 'finding' | 'open' | 'not-applicable' | 'not-measured';

/** One figure, as it is shown, and where it stands in the release report. */
export interface Evidence {
  /** 'Records that are alone in their group' */
  readonly label: string;
  /** '0 of 28,816', as every face shows it. */
  readonly text: string;
  /** Null where the evidence is not a number. */
  readonly value: number | null;
  /** Path in the JSON of the command line: 'risk.after.uniques'. */
  readonly where: string;
}

export interface ChecklistItem {
  /** 'wp29.singling-out.uniques' */
  readonly id: string;
  readonly title: string;
  readonly state: ItemState;
  /** Why it is so, in a sentence. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

export interface ChecklistSection {
  readonly id: ChecklistId;
  readonly title: string;
  /** The text that the section follows, with its reference. */
  readonly source: string;
  /** What a section that is met means, and what it does not. */
  readonly about: string;
  readonly items: readonly ChecklistItem[];
}

export type ChecklistId =
  | 'wp29'
  | 'safe-harbor'
  | 'expert-determination'
  | 'ema'
  | 'ccpa'
  | 'five-safes'
  | 'techniques';

/** What one technique or model of the recipe does about the three risks of Opinion 05/2014, and what to look out for. */
export interface TechniqueOutcome {
  /** 'generalization' */
  readonly technique: string;
  /** In the words of ISO/IEC 20889:2018. */
  readonly name: string;
  /** Where the recipe uses it; empty for what concerns whole records. */
  readonly columns: readonly string[];
  readonly singlingOut: string;
  readonly linkability: string;
  readonly inference: string;
  /** "Is it still a risk?" for the nearest technique of the Opinion's table 6, in the order above; null where it has none. */
  readonly table6: { readonly technique: string; readonly answers: readonly [string, string, string] } | null;
  readonly pitfall: string;
}

export interface Checklist {
  readonly sections: readonly ChecklistSection[];
  readonly techniques: readonly TechniqueOutcome[];
  /** Items of each state, over all sections. */
  readonly counts: Readonly<Record<ItemState, number>>;
}
