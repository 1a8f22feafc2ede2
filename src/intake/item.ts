import type { Incident } from '../domain/incident.js';
import type { Fault } from '../domain/problem.js';

/**
 * What a reader of any format yields, one for each record of the input and in its order: an incident that fits the
 * contract, every fault of the record, or why the record is no incident at all. `line` counts from 1 and is the line of
 * the input on which the record begins.
 */
export type IntakeItem =
  | { readonly line: number; readonly incident: Incident }
  | { readonly line: number; readonly faults: readonly Fault[] }
  | { readonly line: number; readonly skipped: string };
