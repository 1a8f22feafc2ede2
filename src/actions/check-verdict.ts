import { type Difference, differencesBetween } from '../domain/differences.js';
import { type Incident, incidentSchema } from '../domain/incident.js';
import { type Judgement, SEMANTICS } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import { replay } from '../engine/replay.js';
import type { Rulebook } from '../engine/rulebook.js';
import { type Asking, type SecondOpinion, secondOpinion } from '../engine/second-opinion.js';
import type { StoredVerdict } from '../store/stored-verdicts.js';
import { verdictColumns } from '../store/verdict-rows.js';
import type { KeptRulebooks } from './kept-rulebooks.js';
import { newVerdicts } from './new-verdict.js';

/** A stored verdict, judged again: what differs, and what a second engine says. */
export interface CheckedVerdict {
  readonly verdictId: string;
  readonly number: number;
  readonly rulebook: string;
  readonly semantics: number;
  /** Why it could not be judged again; absent where it was. */
  readonly notReplayed?: string;
  /** Nothing where all is as it was stored. */
  readonly differences: readonly Difference[];
  /** For each reading; absent when it was not asked for. */
  readonly secondOpinion?: readonly SecondOpinion[];
}

/**
 * Judges a stored verdict again, by its own rulebook, from the report as it was sent, and holds everything that is stored
 * of it against what comes out: the judgement byte for byte, the columns and the marks it is found by, the hashes.
 * @param asking how to ask json-rules-engine; not at all when absent
 */
export async function checkVerdict(
  stored: StoredVerdict,
  rulebooks: KeptRulebooks,
  asking?: Asking,
): Promise<CheckedVerdict> {
  const rulebookHash = String(stored.row.rulebook);
  const semantics = Number(stored.row.semantics);
  const told = { verdictId: stored.id, number: stored.number, rulebook: rulebookHash, semantics };
  if (semantics !== SEMANTICS) return { ...told, notReplayed: otherSemantics(semantics), differences: [] };
  const { incident, differences } = judgedIncident(stored);
  if (incident === undefined) return { ...told, notReplayed: 'its report cannot be read', differences };
  const rebuilt = await rulebooks.get(rulebookHash);
  if (rebuilt.rulebook === undefined)
    return {
      ...told,
      notReplayed: 'its rulebook cannot be built again',
      differences: [...differences, ...rebuilt.differences],
    };
  const { rulebook } = rebuilt;
  const again = replay(
    {
      agreement: String(stored.row.agreement),
      text: stored.text,
      incident,
      known: {
        id: String(stored.row.incident),
        version: Number(stored.row.version),
        reportId: incident.reportId,
        hash: hashOf(incident),
      },
    },
    rulebook,
  );
  const all = [...differences, ...rebuilt.differences, ...again.differences];
  if (again.judgement === undefined)
    return { ...told, notReplayed: 'its rulebook does not hold its agreement', differences: all };
  all.push(...rowDifferences(stored, again.judgement, incident, rulebook));
  const agreement = rulebook.agreements.get(again.judgement.agreement);
  if (asking === undefined || agreement === undefined) return { ...told, differences: all };
  return { ...told, differences: all, secondOpinion: await secondOpinion(incident, agreement, rulebook, asking) };
}

/** Why a verdict of other semantics cannot be judged again, and what could do it. */
export const otherSemantics = (semantics: number): string =>
  `it was judged by semantics ${semantics} and this Truce judges by ${SEMANTICS}; ` +
  `${semantics > SEMANTICS ? 'a newer' : 'an older'} Truce can judge it again`;

function judgedIncident({ version, row }: StoredVerdict): { incident?: Incident; differences: Difference[] } {
  if (version === undefined) {
    const got = { incident: row.incident, version: row.version };
    return { differences: [{ pointer: '/incident', detail: 'is not in the record', got }] };
  }
  const hash = hashOf(version.report ?? null);
  const differences = differencesBetween(hash, version.hash, '/incident/hash').map((difference) => ({
    ...difference,
    detail: 'is not the hash of the report',
  }));
  const fits = incidentSchema.safeParse(version.report);
  if (fits.success) return { incident: version.report as Incident, differences };
  const detail = 'does not fit the contract of an incident';
  return { differences: [...differences, { pointer: '/incident/report', detail, got: version.report }] };
}

/** What lists, counts and the feed read of a verdict beside its body: columns, summary and marks. */
function rowDifferences(
  { row, id, number, marks }: StoredVerdict,
  judgement: Judgement,
  incident: Incident,
  rulebook: Rulebook,
): Difference[] {
  const [made] = newVerdicts(incident, [judgement], [number], rulebook, Number(row.judged_at));
  if (made === undefined) throw new Error(`${id} was judged again and came to nothing`);
  const supersedes = row.supersedes === null ? {} : { supersedes: String(row.supersedes) };
  const { summary, ...columns } = verdictColumns({ ...made, id, ...supersedes });
  const expected = new Map(Object.entries<unknown>(columns));
  const stored = Object.fromEntries(
    [...expected].map(([name, value]) => [name, typeof value === 'number' ? Number(row[name]) : row[name]]),
  );
  return [
    ...differencesBetween(columns, stored, '/columns'),
    ...summaryDifferences(summary, String(row.summary)),
    ...differencesBetween(sortedMarks(made.marks), sortedMarks(marks), '/marks'),
  ];
}

function summaryDifferences(expected: string, got: string): Difference[] {
  if (expected === got) return [];
  try {
    const differences = differencesBetween(JSON.parse(expected), JSON.parse(got), '/summary');
    if (differences.length > 0) return differences;
  } catch {
    // What is stored is no JSON: it is told whole.
  }
  return [{ pointer: '/summary', detail: 'is stored in other bytes', expected, got }];
}

/** Marks by name, so that one that is missing or too many is told as such. */
const sortedMarks = (marks: StoredVerdict['marks']): Record<string, true> =>
  Object.fromEntries(marks.map(({ reading, kind, value }) => [[reading, kind, value].join(' ').trim(), true]));
