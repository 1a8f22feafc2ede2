import { type Added, withAdded } from '../domain/added.js';
import type { Incident } from '../domain/incident.js';
import type { LookedUp } from '../domain/look-up-place.js';
import { type Fault, Problem } from '../domain/problem.js';
import type { Judgement, Warning } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import { judgeAll } from '../engine/judge.js';
import type { Rulebook } from '../engine/rulebook.js';
import { faultsOf, warningsOf } from '../engine/warnings.js';

/** An incident on its way through the pure middle: facts, judgement, reasons. */
export interface Prepared {
  /** The content hash of the report as it was sent: by it a report is known again. */
  readonly hash: string;
  /** What was judged: the report, with what Truce added to it. */
  readonly judged: Incident;
  /** What Truce added, such as coordinates; absent = nothing. */
  readonly added?: Added | undefined;
  readonly verdicts: readonly Judgement[];
  readonly untouched: readonly { readonly agreement: string; readonly why: string }[];
  readonly warnings: readonly Warning[];
}

/** What only the rulebook can tell to be wrong with a report, such as swapped coordinates. */
export function incidentFaults(incident: Incident, rulebook: Rulebook): readonly Fault[] {
  return faultsOf(incident, rulebook);
}

/**
 * Judges without storing. Pure; the four entrances (submit, correct, dry run, import) meet here.
 * @param only the agreements to judge under; all that the incident may touch when absent
 * @param lookedUp what the gazetteer says of the place: with what it adds the report is judged
 */
export function judged(report: Incident, rulebook: Rulebook, only?: readonly string[], lookedUp?: LookedUp): Prepared {
  const added = lookedUp?.added;
  const incident = withAdded(report, added);
  const hash = hashOf(report);
  // A verdict bears the hash of what was judged, so that it follows from that alone (S19).
  const { verdicts, untouched } = judgeAll(incident, added === undefined ? hash : hashOf(incident), rulebook, only);
  const warnings = [...warningsOf(incident, rulebook), ...(lookedUp?.warnings ?? [])];
  return { hash, judged: incident, added, verdicts, untouched, warnings };
}

/** The problem of a report that the rulebook refuses. */
export const badIncident = (faults: readonly Fault[]): Problem =>
  new Problem('bad-incident', 'The report was not stored: it contradicts itself or what the rulebook knows.', {
    faults,
  });
