import type { Reading } from '../../../src/domain/agreement.js';
import { TRUE } from '../../../src/domain/truth.js';
import type { Outcome } from '../../../src/domain/words.js';
import { Evaluator } from '../../../src/engine/evaluate.js';
import { situationOf } from '../../../src/engine/situation.js';
import { gravest, Oracle } from '../../helpers/engine-oracle.js';
import type { Pair, Property } from '../support/pair.js';
import { aloneWith, counts, worldsOf } from '../support/worlds.js';

const SAMPLES = 10;
const EXHAUSTIVE = 48;

/**
 * S12: what every world comes to is among what the engine left possible, for each candidate under each reading; and a
 * firm outcome is the only one. Counts how often every world agreed though the engine left more possible.
 */
export const soundness: Property = (pair, count) => {
  const { agreement, incident, verdict } = pair;
  for (const reading of agreement.definition.readings) {
    const found = verdict.readings[reading.id];
    const seen: Outcome[][] = [];
    let exhaustive = true;
    for (const candidate of incident.candidates.keys()) {
      const held = heldExceptions(pair, reading, candidate);
      if (typeof held === 'string') return held;
      const possible = found?.candidates[candidate]?.possible ?? [];
      const outcomes = worldOutcomes(pair, reading, candidate, held, possible);
      if (typeof outcomes === 'string') return outcomes;
      seen.push(outcomes.seen);
      exhaustive &&= outcomes.exhaustive;
      count('worlds', outcomes.worlds);
    }
    const combined = combinations(pair, seen);
    const outside = combined.filter((outcome) => !found?.possible.includes(outcome));
    if (outside.length > 0)
      return `${reading.id}: ${outside.join(', ')} can come of it, possible says ${found?.possible.join(', ')}`;
    if (found?.outcome !== 'undetermined') count('firm');
    else {
      count('undetermined');
      if (exhaustive) count('undetermined, every world tried');
      if (exhaustive && combined.length === 1) count('undetermined, though every world tried came to one outcome');
    }
  }
  return undefined;
};

/** Which exceptions the engine took from a presumption; only those whose presumption counts may be. */
function heldExceptions(
  { agreement, rulebook, incident }: Pair,
  reading: Reading,
  candidate: number,
): Map<string, boolean> | string {
  const plan = agreement.readings.find((each) => each.id === reading.id)?.plan;
  if (plan === undefined) return `${reading.id} was not compiled`;
  const { folded } = new Evaluator(agreement, situationOf(incident, rulebook.registry)).evaluate(plan, candidate);
  const held = new Map<string, boolean>();
  for (const [index, truth] of folded.holding.filled) {
    const id = agreement.definition.exceptions?.[index]?.id ?? '';
    const presumption = reading.presumes?.find((each) => 'exception' in each && each.exception === id);
    if (presumption === undefined || !counts(presumption, aloneWith(incident, candidate)))
      return `${reading.id}: ${id} was presumed without ground`;
    held.set(id, truth === TRUE);
  }
  return held;
}

function worldOutcomes(
  { book, agreement, rulebook, incident, chance }: Pair,
  reading: Reading,
  candidate: number,
  held: ReadonlyMap<string, boolean>,
  possible: readonly Outcome[],
): { seen: Outcome[]; exhaustive: boolean; worlds: number } | string {
  const oracle = new Oracle(agreement.definition, rulebook.registry);
  const worlds = worldsOf(incident, candidate, reading, book, rulebook.registry, agreement.ground.zones);
  const exhaustive = worlds.count <= EXHAUSTIVE;
  const seen = new Set<Outcome>();
  const tries = exhaustive ? worlds.count : SAMPLES;
  for (let index = 0; index < tries; index++) {
    const world = worlds.at(exhaustive ? index : Math.floor(chance.next() * worlds.count), chance);
    const outcome = oracle.outcome(world, 0, reading, held);
    if (!possible.includes(outcome))
      return `${reading.id}, candidate ${candidate}: ${outcome} in a world where possible says ${possible.join(', ')}: ${JSON.stringify({ ...world.incident, zones: [...world.zones], distances: [...world.distances], undecided: [...world.undecided], held: [...held] })}`;
    seen.add(outcome);
  }
  return { seen: [...seen], exhaustive: exhaustive && worlds.settledGround, worlds: tries };
}

/** S9, by going through every choice of one outcome from each voting candidate. */
export function combinations({ incident }: Pick<Pair, 'incident'>, seen: readonly (readonly Outcome[])[]): Outcome[] {
  const grades = incident.candidates.map((each) => each.grade);
  const allUnlikely = grades.every((grade) => grade === 'unlikely');
  const voting = seen.filter((_, index) => allUnlikely || grades[index] !== 'unlikely');
  if (incident.attribution !== 'each') return [...new Set(voting.flat())];
  const choices = voting.reduce<Outcome[][]>(
    (made, outcomes) => made.flatMap((each) => outcomes.map((outcome) => [...each, outcome])),
    [[]],
  );
  return [...new Set(choices.map(gravest))];
}

/** S9 on the engine's own candidates: the incident is exactly what its candidates allow. */
export const attribution: Property = ({ incident, verdict }) => {
  for (const [id, reading] of Object.entries(verdict.readings)) {
    const expected = combinations(
      { incident },
      reading.candidates.map((each) => each.possible),
    ).sort();
    if (expected.join() !== [...reading.possible].sort().join())
      return `${id}: ${reading.possible.join()} instead of ${expected.join()}`;
    const outcome = reading.possible.length === 1 ? reading.possible[0] : 'undetermined';
    if (reading.outcome !== outcome) return `${id}: outcome ${reading.outcome}, possible ${reading.possible.join()}`;
  }
  return undefined;
};
