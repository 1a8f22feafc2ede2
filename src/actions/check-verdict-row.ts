import { type Difference, differencesBetween } from '../domain/differences.js';
import type { Incident } from '../domain/incident.js';
import type { Judgement } from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Change } from '../store/changes.js';
import type { StoredVerdict } from '../store/stored-verdicts.js';
import { verdictColumns } from '../store/verdict-rows.js';
import { newVerdicts } from './new-verdict.js';

/**
 * What lists, counts and the feed read of a verdict beside its body, held against what follows from the judgement.
 * @param judgement as it was made again
 * @param incident what was judged
 * @param area the first-level area that Truce added, where it did
 * @returns differences under /columns, /summary, /marks and /changes
 */
export function rowDifferences(
  stored: StoredVerdict,
  judgement: Judgement,
  incident: Incident,
  rulebook: Rulebook,
  area: string | undefined,
): Difference[] {
  const { row, id, number } = stored;
  const [made] = newVerdicts(incident, [judgement], [number], rulebook, Number(row.judged_at), area);
  if (made === undefined) throw new Error(`${id} was judged again and came to nothing`);
  const supersedes = row.supersedes === null ? {} : { supersedes: String(row.supersedes) };
  const { summary, ...columns } = verdictColumns({ ...made, id, ...supersedes });
  const found = Object.entries<unknown>(columns).map(([name, value]) => [name, alike(value, row[name])]);
  return [
    ...differencesBetween(columns, Object.fromEntries(found), '/columns'),
    ...summaryDifferences(summary, String(row.summary)),
    ...differencesBetween(byName(made.marks), byName(stored.marks), '/marks'),
    ...changeDifferences(stored),
  ];
}

/** A driver may give a whole number as text. */
const alike = (expected: unknown, got: unknown) =>
  typeof expected === 'number' && got !== null && got !== '' ? Number(got) : got;

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
const byName = (marks: StoredVerdict['marks']): Record<string, number> => {
  const names = marks.map(({ reading, kind, value }) => `${reading === '' ? kind : `${reading} ${kind}`}: ${value}`);
  return Object.fromEntries(names.map((name) => [name, names.filter((other) => other === name).length]));
};

/** The feed tells of the verdict, and of its end where it has one. */
function changeDifferences({ row, id, number, changes }: StoredVerdict): Difference[] {
  const expected: Change = {
    number,
    type: 'verdict',
    verdictId: id,
    incidentId: String(row.incident),
    ...(row.supersedes === null ? {} : { supersedes: String(row.supersedes) }),
    at: Number(row.judged_at),
  };
  const made = changes.find((change) => change.number === number);
  const differences = differencesBetween(expected, made, '/changes/made');
  if (row.ended === null) return differences;
  const end = changes.find((change) => change.number === Number(row.ended));
  const ends = end?.type === 'verdict' ? end.supersedes === id : end?.verdictId === id;
  if (ends) return differences;
  const detail = `is ended by change ${row.ended}, which does not end it`;
  return [...differences, { pointer: '/changes/ended', detail, ...(end === undefined ? {} : { got: end }) }];
}
