import type { Incident } from '../domain/incident.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { surelyOutside } from '../engine/judge.js';
import type { Rulebook } from '../engine/rulebook.js';
import { type Situation, situationOf } from '../engine/situation.js';
import { FACTS } from '../engine/vocabulary.js';
import { readersOf } from './readers.js';
import type { RuleEdit } from './rule-edits.js';
import { groupTest, rolesTest, type Sides, sightingsTest, zoneTest } from './touch-tests.js';

/** Which incidents an edit can touch: found by what it is about, without judging. Says yes where it cannot be sure. */

type Test = (sides: Sides) => boolean;
const ALWAYS: Test = () => true;

/** How long a list of alternatives `missing` still tries in every combination (engine/questions.ts). */
const MOST_COMBINED = 3;

/** What edits can touch of one agreement. */
export class Touching {
  readonly #before: Rulebook;
  readonly #after: Rulebook;
  readonly #agreement: string;
  readonly #tests = new Map<string, Test>();
  readonly #edits: readonly RuleEdit[];
  readonly #crossTalk: boolean;
  /** Whether the groups are the same on both sides, so that a report is read once. */
  readonly #sameGroups: boolean;
  #last: { incident: Incident; sides: Sides } | undefined;

  constructor(before: Rulebook, after: Rulebook, agreement: string, edits: readonly RuleEdit[]) {
    this.#before = before;
    this.#after = after;
    this.#agreement = agreement;
    this.#sameGroups = edits.every((edit) => edit.agreement !== undefined);
    this.#edits = edits.filter(
      (edit) => edit.effect !== 'nothing' && (edit.agreement === undefined || edit.agreement === agreement),
    );
    const sides = [before.agreements.get(agreement), after.agreements.get(agreement)];
    const both = sides.filter((each) => each !== undefined);
    const readers = readersOf(both);
    for (const edit of this.#edits) this.#tests.set(edit.id, both.length < 2 ? ALWAYS : testOf(edit, both, readers));
    this.#crossTalk = both.length === 2 && this.#edits.length > 0 && talkAcross(both);
  }

  /** Whether any edit may alter what a verdict on the incident says. */
  any(incident: Incident): boolean {
    if (this.#edits.length === 0) return false;
    const sides = this.sidesOf(incident);
    if (sides.outside.before && sides.outside.after) return false;
    if (sides.outside.before !== sides.outside.after || this.#crossTalk) return true;
    return this.#edits.some((edit) => this.#tests.get(edit.id)?.(sides));
  }

  /** Whether the edit may alter what is possible of the incident. */
  by(incident: Incident, edit: RuleEdit): boolean {
    const sides = this.sidesOf(incident);
    if (sides.outside.before !== sides.outside.after) return true;
    return this.#tests.get(edit.id)?.(sides) ?? true;
  }

  /** The incident as each rulebook sees it; the last one is remembered. */
  sidesOf(incident: Incident): Sides {
    if (this.#last?.incident === incident) return this.#last.sides;
    const situation = situationOf(incident, this.#before.registry);
    const later = this.#sameGroups ? situation : situationOf(incident, this.#after.registry);
    const before = { situation, agreement: this.#before.agreements.get(this.#agreement) };
    const after = { situation: later, agreement: this.#after.agreements.get(this.#agreement) };
    const outside = ({ situation, agreement }: { situation: Situation; agreement: CompiledAgreement | undefined }) =>
      agreement === undefined || surelyOutside(situation, agreement) !== undefined;
    const sides: Sides = {
      before: before.situation,
      after: after.situation,
      outside: { before: outside(before), after: outside(after) },
      forbidding: forbidding([before, after]),
    };
    this.#last = { incident, sides };
    return sides;
  }
}

/** The terms that may forbid the act, before or after. */
function forbidding(
  sides: readonly { situation: Situation; agreement: CompiledAgreement | undefined }[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { situation, agreement } of sides)
    for (const kind of situation.kinds)
      for (const index of agreement?.forbidding.get(kind) ?? []) {
        const id = agreement?.terms[index]?.definition.id;
        if (id !== undefined) found.add(id);
      }
  return found;
}

function testOf(edit: RuleEdit, both: readonly CompiledAgreement[], readers: ReturnType<typeof readersOf>): Test {
  const { before, after } = edit;
  const unit = after ?? before;
  if (unit === undefined) return ALWAYS;
  const oneOf = (terms: ReadonlySet<string> | 'any'): Test =>
    terms === 'any' || readers.kindInDoubt ? ALWAYS : ({ forbidding }) => [...terms].some((id) => forbidding.has(id));
  switch (unit.kind) {
    case 'term': {
      const bound = (value: unknown) => {
        const { binds, from, until } = value as Record<string, unknown>;
        return JSON.stringify([binds, from, until]);
      };
      if (before === undefined || after === undefined || bound(before.value) !== bound(after.value)) return ALWAYS;
      return oneOf(new Set([unit.name]));
    }
    case 'exception':
    case 'reading-exception':
      return oneOf(readers.termsOf(unit.name));
    case 'presumption':
      return readers.isException(unit.name) ? oneOf(readers.termsOf(unit.name)) : ALWAYS;
    case 'condition':
      return oneOf(readers.termsReading(unit.name));
    case 'role':
    case 'role-entry':
    case 'reading-role':
      return rolesTest(edit, both);
    case 'group':
      return groupTest(unit.name, both);
    case 'zone':
      return zoneTest(unit.name, both);
    case 'presence':
    case 'sightings':
      return sightingsTest(both);
    default:
      return ALWAYS;
  }
}

/**
 * Which answers `missing` tries of a set hangs on every value that any rule of the agreement mentions of it, as soon as
 * there are many: then a rule that has nothing to do with an incident can still alter what its verdict lists as missing.
 */
function talkAcross(both: readonly CompiledAgreement[]): boolean {
  const mentioned = both.map((agreement) => {
    const bySlot = new Map<string, Set<string>>();
    for (const [slot, leaves] of agreement.leavesOn) {
      const { name, params } = agreement.slots[slot] ?? { name: '', params: undefined };
      if ((FACTS.get(name)?.type ?? agreement.factTypes(name)) === 'set')
        bySlot.set(JSON.stringify([name, params]), new Set(leaves.flatMap(({ value }) => [value].flat().map(String))));
    }
    return bySlot;
  });
  const [before, after] = mentioned as [Map<string, Set<string>>, Map<string, Set<string>>];
  return [...new Set([...before.keys(), ...after.keys()])].some((slot) => {
    const [was, is] = [before.get(slot) ?? new Set(), after.get(slot) ?? new Set()];
    const alike = was.size === is.size && [...was].every((each) => is.has(each));
    return !alike && Math.max(was.size, is.size) > MOST_COMBINED;
  });
}
