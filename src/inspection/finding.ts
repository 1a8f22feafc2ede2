import { FINDING_CODES as CODES } from '../authored/codes-of-findings.js';
import type { Path } from '../authored/diagnostic.js';
import type { Incident } from '../domain/incident.js';
import type { Formula } from './search.js';

/** What the inspection of an agreement found: a rule that loads, and that an author hardly meant so. */

export type FindingCode = keyof typeof CODES;

/** Every code, in the order in which findings are told. */
export const FINDING_CODES = Object.keys(CODES) as readonly FindingCode[];

/** An incident that fits the contract and that the engine judged, with what it shows. */
export interface Example {
  readonly incident: Incident;
  readonly shows: string;
}

export interface Finding {
  readonly code: FindingCode;
  /** Where in agreement.yaml. */
  readonly path: Path;
  readonly at?: 'key' | 'value';
  readonly message: string;
  /** What would mend it. */
  readonly help: string;
  readonly example?: Example | undefined;
  /** What is claimed never to happen, so that incidents can be held against it. */
  readonly claim?: Claim;
}

/** What no incident does, in some readings; with `lasting`, none but one that lasts across several times. */
export type Claim =
  | { readonly unbreached: string; readonly readings: readonly string[]; readonly lasting: boolean }
  | { readonly unheld: string; readonly readings: readonly string[]; readonly lasting: boolean }
  | { readonly undecisive: string; readonly readings: readonly string[]; readonly lasting: boolean }
  | { readonly unparted: readonly [string, string] }
  | { readonly untrue: Formula };

/** What could not be settled within the number of choices that one inspection may try. Nothing is claimed of it. */
export interface Undecided {
  readonly code: FindingCode;
  readonly path: Path;
  readonly what: string;
}

/** Ids as they stand in a sentence: `a`, `b` and `c`. */
export function listed(ids: readonly string[]): string {
  const quoted = ids.map((id) => `\`${id}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
