/**
 * The parameters of techniques and models as data: what a field is called, what it accepts, and what it means. The values go
 * through the recipe's own schema, so the window never accepts what the engine refuses.
 */
import * as v from 'valibot';

interface Common {
  /** The property of the technique or model. */
  readonly key: string;
  readonly label: string;
  readonly description?: string;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
}

export type Field = Common &
  (
    | {
        readonly kind: 'number';
        readonly unit?: string;
        readonly min?: number;
        readonly max?: number;
        readonly step?: number;
        /** Decimals that may be written; 0 for whole numbers. */
        readonly decimals: number;
        /** Shown in percent, kept as a share. */
        readonly isPercent?: boolean;
        /** Empty leaves the property out. */
        readonly isOptional?: boolean;
      }
    | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
    | { readonly kind: 'check' }
    /** Several of a few. */
    | { readonly kind: 'checks'; readonly choices: readonly Choice[] }
    | { readonly kind: 'column'; readonly of: 'sensitive' | 'other' | 'any'; readonly isOptional?: boolean }
    | {
        readonly kind: 'text';
        readonly placeholder?: string;
        readonly isOptional?: boolean;
        /** What to say of a text that has not the form. */
        readonly invalid?: string;
      }
    /** One entry a line. */
    | { readonly kind: 'lines'; readonly isOptional?: boolean }
    | { readonly kind: 'population' }
    /** How many people live behind a postal code. */
    | { readonly kind: 'areas' }
    | { readonly kind: 'hierarchy' }
  );

export type Values = Readonly<Record<string, unknown>>;

/** The values with one property set; undefined leaves it out. */
export function withValue(values: Values, key: string, value: unknown): Values {
  const { [key]: _, ...others } = values;
  return value === undefined ? others : { ...others, [key]: value };
}

/** What is wrong with one property of the values, in words; '' when nothing is. `invalid` is said of a wrong form. */
export function problemOf(schema: v.GenericSchema, values: Values, key: string, invalid = ''): string {
  const result = v.safeParse(schema, values);
  if (result.success) return '';
  const issue = result.issues.find((found) => found.path?.[0]?.key === key) ?? null;
  if (issue === null) return '';
  return issue.type === 'regex' && invalid !== '' ? invalid : issueWords(issue);
}

export function isValid(schema: v.GenericSchema, values: Values): boolean {
  return v.safeParse(schema, values).success;
}

/** One sentence for what a schema objects to. */
export function issueWords({ type, requirement }: Pick<v.BaseIssue<unknown>, 'type' | 'requirement'>): string {
  const limit = typeof requirement === 'number' ? requirement.toLocaleString('en-GB') : '';
  switch (type) {
    case 'min_value':
      return `At least ${limit}.`;
    case 'max_value':
      return `At most ${limit}.`;
    case 'gt_value':
      return `More than ${limit}.`;
    case 'integer':
      return 'A whole number.';
    case 'max_length':
      return `Too long: at most ${limit}.`;
    case 'min_length':
      return 'This is needed.';
    default:
      return 'This cannot be used here.';
  }
}
