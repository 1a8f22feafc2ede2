import type { Candidate } from '../domain/incident.js';
import { GRADES, type Grade } from '../domain/words.js';

/** Candidates of an act of which it is open who did it, or to whom. */

/** As many candidates as a report may have (contract/incident.md). */
const MOST = 50;

export type Side = readonly (string | undefined)[];
interface Pair {
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
}

/**
 * Two sides of which nobody says who attacked. Every member of the one side against every member of the other, both
 * ways, are alternatives of one act. `oneOf` is also sound where several of them acted together: what `each` leaves
 * possible is never more than what `oneOf` does (S9).
 * @param neverActs groups that can only be targets; a pair in which one of them acts is left out
 */
export function twoSides(one: Side, other: Side, neverActs: ReadonlySet<string>): Pair[] {
  const mayAct = (actor: Pair['actor']) => actor == null || !neverActs.has(actor);
  const [first, second] = [known(one), known(other)];
  const pairs = [...crossed(first, second), ...crossed(first, second).map(turned)].filter(({ actor }) => mayAct(actor));
  if (pairs.length === 0) return withinBounds(crossed([undefined], [...first, ...second]), [undefined]);
  return withinBounds(pairs, [...first, ...second].filter(mayAct));
}

/** Several who may have done it, each against each who may have been struck. */
export const suspects = (actors: Side, targets: Side): Pair[] =>
  withinBounds(crossed(known(actors), known(targets)), known(actors));

/** A side of which nobody is named has one member who is not known. */
const known = (side: Side): Side => (side.length === 0 ? [undefined] : [...new Set(side)]);
const crossed = (actors: Side, targets: Side): Pair[] =>
  actors.flatMap((actor) => targets.map((target) => ({ actor, target })));
const turned = ({ actor, target }: Pair): Pair => ({ actor: target, target: actor });

/**
 * Where the pairs are too many, every actor against an unknown target; where even these are, nobody is named. Each step
 * leaves more open than the one before, so no answer becomes firm by it.
 */
function withinBounds(pairs: readonly Pair[], actors: Side): Pair[] {
  if (pairs.length <= MOST) return [...pairs];
  return actors.length <= MOST ? actors.map((actor) => ({ actor })) : [{}];
}

/**
 * The pairs as candidates.
 * @param grade how sure the source is; one of several alternatives is never more than possible
 */
export function graded(pairs: readonly Pair[], grade: Grade | undefined): Candidate[] {
  const weaker = grade !== undefined && pairs.length > 1 && isOver(grade, 'possible') ? 'possible' : grade;
  return pairs.map(({ actor, target }) => ({
    ...(actor === undefined ? {} : { actor }),
    ...(target === undefined ? {} : { target }),
    ...(weaker === undefined ? {} : { grade: weaker }),
  }));
}

const isOver = (grade: Grade, limit: Grade): boolean => GRADES.indexOf(grade) > GRADES.indexOf(limit);
