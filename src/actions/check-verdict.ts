import { type Added, addedSchema, withAdded } from '../domain/added.js';
import { type Difference, differencesBetween } from '../domain/differences.js';
import { type Incident, incidentSchema } from '../domain/incident.js';
import { SEMANTICS } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import { differencesFromText, judgedAgain } from '../engine/replay.js';
import { type Asking, secondOpinion } from '../engine/second-opinion.js';
import type { Rebuilt } from '../rulebook/rebuild.js';
import type { StoredVerdict } from '../store/stored-verdicts.js';
import { checkRedacted, redactedDifferences } from './check-redacted.js';
import { rowDifferences } from './check-verdict-row.js';
import type { CheckedVerdict } from './checked-verdict.js';

/**
 * Judges a stored verdict again, by its own rulebook, from the report as it was sent, and holds everything that is stored
 * of it against what comes out: the judgement byte for byte, the columns and the marks it is found by, the hashes.
 * @param rebuilt its rulebook, built again from what is kept
 * @param asking how to ask json-rules-engine; not at all when absent
 */
export async function checkVerdict(stored: StoredVerdict, rebuilt: Rebuilt, asking?: Asking): Promise<CheckedVerdict> {
  const { row, id, text } = stored;
  const semantics = Number(row.semantics);
  const told = { verdictId: id, rulebook: String(row.rulebook), semantics };
  if (semantics !== SEMANTICS) return { ...told, notReplayed: otherSemantics(semantics), differences: [] };
  if (stored.version?.redactions.length) return checkRedacted(stored, stored.version, rebuilt, told);
  const { incident, added, differences } = judgedIncident(stored);
  const all = [...differences, ...rebuilt.differences];
  if (incident === undefined) return { ...told, notReplayed: 'its report cannot be read', differences: all };
  const { rulebook } = rebuilt;
  if (rulebook === undefined) return { ...told, notReplayed: 'its rulebook cannot be built again', differences: all };
  const { reportId } = incident;
  const known = { id: String(row.incident), version: Number(row.version), reportId, hash: hashOf(incident) };
  const judgement = judgedAgain(String(row.agreement), incident, known, rulebook);
  if (judgement === undefined)
    return { ...told, notReplayed: 'its rulebook does not hold its agreement', differences: all };
  all.push(
    ...differencesFromText(judgement, text),
    ...rowDifferences(stored, judgement, incident, rulebook, added?.area),
    ...redactedDifferences(stored),
  );
  const compiled = rulebook.agreements.get(judgement.agreement);
  if (asking === undefined || compiled === undefined) return { ...told, differences: all };
  return { ...told, differences: all, secondOpinion: await secondOpinion(incident, compiled, rulebook, asking) };
}

/** Why a verdict of other semantics cannot be judged again, and what could do it. */
export const otherSemantics = (semantics: number): string =>
  `it was judged by semantics ${semantics} and this Truce judges by ${SEMANTICS}; ` +
  `${semantics > SEMANTICS ? 'a newer' : 'an older'} Truce can judge it again`;

interface ReadIncident {
  /** What was judged; absent where it cannot be read. */
  readonly incident?: Incident;
  readonly added?: Added | null;
  readonly differences: Difference[];
}

/** The report as sent, with what was added to it; undefined where it is no report. */
function judgedIncident({ version, row }: StoredVerdict): ReadIncident {
  if (version === undefined) {
    const got = { incident: row.incident, version: row.version };
    return { differences: [{ pointer: '/incident', detail: 'is not in the record', got }] };
  }
  return readIncident(version.report, version.hash, version.added);
}

/**
 * What was judged, from a report that is not trusted to be what its hash says.
 * @param hash of the report as it was sent
 * @param added what Truce added before judging; null when nothing
 */
export function readIncident(report: unknown, hash: string, added: unknown): ReadIncident {
  const differences = differencesBetween(hashOf(report ?? null), hash, '/incident/hash').map((difference) => ({
    ...difference,
    detail: 'is not the hash of the report',
  }));
  if (!incidentSchema.safeParse(report).success)
    differences.push({ pointer: '/incident/report', detail: 'does not fit the contract of an incident', got: report });
  const addition = addedSchema.nullable().safeParse(added);
  if (!addition.success)
    differences.push({ pointer: '/incident/added', detail: 'is not what Truce adds to a report', got: added });
  const readable = !differences.some(({ pointer }) => pointer !== '/incident/hash');
  if (!readable || !addition.success) return { differences };
  return { incident: withAdded(report as Incident, addition.data), added: addition.data, differences };
}
