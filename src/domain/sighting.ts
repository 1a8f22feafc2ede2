import type { NameKeys } from './name-skeleton.js';
import type { Point } from './place.js';

/** What a report is compared by. */
export interface Sighting {
  /** In milliseconds. */
  readonly occurred: { readonly from: number; readonly to: number };
  readonly point: Point | undefined;
  /** Absent: nobody said how sure the point is. */
  readonly radiusKm: number | undefined;
  readonly names: readonly SpelledName[];
  readonly pcode: string | undefined;
  /** The first-level area it is said to lie in, such as SY05. */
  readonly area: string | undefined;
  readonly kinds: readonly string[];
  /** One for each candidate. */
  readonly sides: readonly Sides[];
}

export interface SpelledName extends NameKeys {
  readonly text: string;
}

/** Ids of registered groups; empty when nobody knows who it was. */
export interface Sides {
  readonly actor: readonly string[];
  readonly target: readonly string[];
}

/** One thing in which two reports are near each other. */
export interface Nearness {
  readonly of: 'time' | 'place' | 'name' | 'pcode' | 'kind' | 'actor';
  /** For a reader. */
  readonly detail: string;
  /** Between the two windows; 0 where they overlap. */
  readonly minutes?: number;
  /** Between the two points. */
  readonly km?: number;
}
