import type { Candidate } from '../domain/incident.js';
import type { Grade } from '../domain/words.js';
import type { UcdpRow } from './ucdp-row.js';

/** As many candidates as a report may have (contract/incident.md). */
const MOST = 50;

/**
 * Who may have done it to whom. UCDP names the two sides, not who attacked, and writes an alliance as a list. Every
 * member of the one side against every member of the other, both ways, are alternatives of one act. `oneOf` is also
 * sound where several of them acted together: what `each` leaves possible is never more than what `oneOf` does (S9).
 * @param grade how sure UCDP is of the event; one of several alternatives is never more than possible
 */
export function candidatesFromUcdp(row: UcdpRow, grade: Grade): Candidate[] {
  const one = sidesOf(row.side_a);
  if (row.type_of_violence === '3') return graded(withinBounds(one, ['civilians'], false), grade);
  return graded(withinBounds(one, sidesOf(row.side_b), true), grade);
}

/** The names of a side. A comma inside brackets belongs to a name; an empty side is not known. */
export function sidesOf(side: string): readonly (string | undefined)[] {
  const names = side
    .split(/,\s+(?![^()]*\))/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? [undefined] : [...new Set(names)];
}

type Pair = Pick<Candidate, 'actor' | 'target'>;
type Side = readonly (string | undefined)[];

/**
 * Every pair; where they are too many, every actor against an unknown target; where even these are, nobody is named.
 * Each step leaves more open than the one before, so no answer becomes firm by it.
 */
function withinBounds(one: Side, other: Side, bothWays: boolean): Pair[] {
  const pairs = one.flatMap((actor) => other.map((target) => ({ actor, target })));
  const all = bothWays ? [...pairs, ...pairs.map((pair) => ({ actor: pair.target, target: pair.actor }))] : pairs;
  if (all.length <= MOST) return all;
  const actors: Pair[] = (bothWays ? [...one, ...other] : one).map((actor) => ({ actor }));
  return actors.length <= MOST ? actors : [{}];
}

const graded = (pairs: readonly Pair[], grade: Grade): Candidate[] =>
  pairs.map(({ actor, target }) => ({
    ...(actor === undefined ? {} : { actor }),
    ...(target === undefined ? {} : { target }),
    grade: pairs.length > 1 ? 'possible' : grade,
  }));
