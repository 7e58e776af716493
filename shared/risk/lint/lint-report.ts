/** What stands in the released bytes and should not. Findings carry counts, never a cell's value. */

/** 45 CFR 164.514(b)(2)(i): A names ... R any other unique number, characteristic or code. */
export type SafeHarborItem =
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | 'E'
  | 'F'
  | 'G'
  | 'H'
  | 'I'
  | 'J'
  | 'K'
  | 'L'
  | 'M'
  | 'N'
  | 'O'
  | 'P'
  | 'Q'
  | 'R';

export type LintCode =
  | 'row-index'
  | 'original-row-number'
  | 'original-order'
  | 'unselected-column'
  | 'ragged-row'
  | 'name-header'
  | 'address-header'
  | 'contact-header'
  | 'number-header'
  | 'biometric-header'
  | 'e-mail'
  | 'phone'
  | 'iban'
  | 'card-number'
  | 'national-number'
  | 'url'
  | 'ip-address'
  | 'device-number'
  | 'vehicle-number'
  | 'day-date'
  | 'age-above-89'
  | 'postal-code'
  | 'coordinates'
  | 'free-text'
  | 'nearly-unique';

export interface LintFinding {
  readonly code: LintCode;
  /** Null for a finding on the whole table. */
  readonly column: string | null;
  /** Cells (or rows, for a finding on the whole table) that it was found in. */
  readonly count: number;
  readonly item: SafeHarborItem | null;
  /** 'error': a person or a row can be read from it; 'warning': look at it. */
  readonly severity: 'error' | 'warning';
}

export interface LintReport {
  readonly rows: number;
  readonly columns: number;
  /** Errors first, then in the order of the columns. */
  readonly findings: readonly LintFinding[];
  /** Items of which something was found. What cannot be seen in a table (P, Q in pictures) is not judged by their absence. */
  readonly items: readonly SafeHarborItem[];
  /** Characters of long cells and distinct values beyond the bound were not looked at. */
  readonly isPartial: boolean;
}
