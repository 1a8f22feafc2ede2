import type { Incident } from '../domain/incident.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Situation } from '../engine/situation.js';
import { Because } from './because.js';
import { Requirements } from './requirements.js';
import { changeOf, type RuleChange } from './rule-changes.js';
import { type RuleEdit, RuleEdits } from './rule-edits.js';
import { Touching } from './touching.js';

/** Two rulebooks side by side: what differs, which incidents that can touch, and which edits turned an outcome. */
export interface Comparison {
  readonly before: Rulebook;
  readonly after: Rulebook;
  /** In order of id; empty where the two say the same. */
  readonly changes: readonly RuleChange[];
  /** False only where no change can alter the judgement of that incident beyond its rulebook hash. */
  mayTouch(incident: Incident, agreement: string): boolean;
  /** The incident as each rulebook reads it. */
  situations(incident: Incident, agreement: string): { readonly before: Situation; readonly after: Situation };
  /**
   * An irreducible set of changes that, made in `before`, brings what `after` leaves possible: dropped in order of id, as
   * S11, each with those that cannot be made without it.
   * @param reading only of this one; of all readings together when absent
   * @yields between its steps, of which there are hundreds where the rules differ in much
   * @returns in order of id; empty where neither outcome nor what is possible differs
   */
  because(incident: Incident, agreement: string, reading?: string): Generator<void, readonly RuleChange[]>;
}

/** @param before and after are compiled from sources that have passed the checks of src/rulebook */
export function makeComparison(before: Rulebook, after: Rulebook): Comparison {
  const edits = new RuleEdits(before.source, after.source);
  const changes = new Map(edits.edits.map((edit) => [edit.id, changeOf(edit, edits)]));
  const requirements = new Requirements(edits.edits, edits.units);
  const touching = once((agreement) => new Touching(before, after, agreement, edits.edits));
  const because = once(
    (agreement) =>
      new Because(edits, requirements, agreement, before.registry, (incident: Incident, edit: RuleEdit) =>
        touching(agreement).by(incident, edit),
      ),
  );
  return {
    before,
    after,
    changes: [...changes.values()],
    mayTouch: (incident, agreement) => touching(agreement).any(incident),
    situations: (incident, agreement) => touching(agreement).sidesOf(incident),
    *because(incident, agreement, reading) {
      const edits = yield* because(agreement).find(incident, reading);
      return edits.map(({ id }) => changes.get(id) as RuleChange);
    },
  };
}

function once<Made>(make: (agreement: string) => Made): (agreement: string) => Made {
  const made = new Map<string, Made>();
  return (agreement) => {
    const known = made.get(agreement) ?? make(agreement);
    made.set(agreement, known);
    return known;
  };
}
