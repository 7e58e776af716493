/** What the window, the command line and the report say of a technique, in words of ISO/IEC 20889:2018. */

export interface TechniqueParameter {
  readonly name: string;
  readonly meaning: string;
  /** How it is left out; absent for one that has to be given. */
  readonly default?: string;
}

export interface TechniqueDescription {
  readonly title: string;
  /** Class of ISO/IEC 20889:2018 and the technique's name in it. */
  readonly iso: string;
  /** The cells that it can work on. */
  readonly kind: 'any' | 'number' | 'date' | 'number-or-date' | 'text';
  /** 'columns': those with the same `group` are transformed together. */
  readonly scope: 'column' | 'columns' | 'table';
  readonly summary: string;
  readonly parameters: readonly TechniqueParameter[];
  /** What it does not do, or how it is often got wrong. */
  readonly pitfalls: readonly string[];
  /** What it does to the risks of Opinion 05/2014 of the Article 29 Working Party. */
  readonly effect: { readonly singlingOut: string; readonly linkability: string; readonly inference: string };
  /** Items of 45 CFR 164.514(b)(2) that it can serve, by letter; '' for none. */
  readonly safeHarbor: string;
}
