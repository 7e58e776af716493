/** What a builder knows: the leaves and what each is called at each level. `label(leaf, level)` for 1 <= level < height. */
export interface HierarchyDomain {
  readonly leaves: readonly string[];
  readonly height: number;
  label(leaf: number, level: number): string;
}
