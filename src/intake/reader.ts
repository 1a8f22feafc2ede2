import type { Value } from './profile-value.js';
import type { Row } from './row.js';

/** A value of a profile, ready to be read from rows. */

export type Part = string | number | boolean | undefined;
/** What a value is in a row; undefined is unknown, and so is a member of a list that is. */
export type Read = Part | readonly Part[];

export interface Reader {
  (row: Row): Read;
  /** The columns it may read, the first of which is named where it is wrong. */
  readonly columns: readonly string[];
}

/** The profile's own maps, by name. */
export interface Maps {
  readonly [name: string]: { readonly [text: string]: Value };
}
