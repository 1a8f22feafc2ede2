/** How a rulebook went live: the first of a database, by somebody, by a saved file, or again after it had been live. */
export const PUBLICATION_KINDS = ['initial', 'publish', 'automatic', 'rollback'] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

/** A rulebook went live. */
export interface Publication {
  /** From 1, without a gap. */
  readonly number: number;
  readonly hash: string;
  /** What was live before; absent for the first. */
  readonly previous?: string;
  readonly kind: PublicationKind;
  readonly who: string;
  readonly why: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The folder of rule files it came from, where it came from one. */
  readonly folder?: string;
}
