import type { Path } from '../authored/diagnostic.js';
import type { Incident } from '../domain/incident.js';

/** What the inspection of an agreement found: a rule that loads, and that an author hardly meant so. */

/** Every code, in the order of docs/findings.md. */
export const FINDING_CODES = [
  'never-breached',
  'swallows-term',
  'never-holds',
  'never-matters',
  'contradiction',
  'always-true',
  'subsumed',
  'gap',
  'role-of-nobody',
  'window-of-nobody',
  'same-readings',
  'presumption-never-counts',
  'doubt-never-counts',
  'term-without-case',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

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
}

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
