/** What one line of the usage log says. docs/usage-log.md is the specification. No cell value ever stands in it. */
export type UsageKind =
  | 'log.genesis'
  | 'log.certify'
  | 'log.anchor-lost'
  | 'identity.create'
  | 'identity.unlock'
  | 'identity.restore'
  | 'package.inspect'
  | 'package.seal'
  | 'package.open'
  | 'terms.accept'
  | 'rows.view'
  | 'tabulate'
  | 'export.results'
  | 'export.rows'
  | 'session.close'
  | 'log.view'
  | 'log.export'
  | 'clock.change'
  | 'trust.add'
  | 'trust.remove';

/** What a caller hands to the log; the log adds sequence, times and links. Values are short texts, integers, booleans. */
export interface UsageEvent {
  readonly kind: UsageKind;
  readonly outcome: 'allowed' | 'refused' | 'failed' | 'done';
  /** The stable slug of a refusal or failure, '' otherwise. */
  readonly reason: string;
  readonly package?: string;
  readonly licence?: string;
  readonly actor?: string;
  readonly session?: string;
  readonly purpose?: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** One line as it is stored, hashed and exported (canonical JSON). */
export interface UsageEntry extends UsageEvent {
  readonly v: 1;
  readonly seq: number;
  /** Leaf hash (SHA-256 of 0x00 and the bytes) of the entry before, hexadecimal; 64 zeros for the first. */
  readonly prev: string;
  /** Wall clock, ms UTC (claimed), and ms since this process started (monotonic). */
  readonly time: number;
  readonly mono: number;
  readonly boot: string;
}

export interface LogVerdict {
  readonly intact: boolean;
  readonly size: number;
  /** Merkle tree head (RFC 9162), hexadecimal. */
  readonly root: string;
  /** Twelve characters to read out or note down. */
  readonly headCode: string;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  }[];
  /** What is proven and what is not, as stable slugs that the face words. */
  readonly assurance: readonly string[];
}
