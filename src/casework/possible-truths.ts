import type { Condition, Leaf } from '../domain/agreement.js';
import { and, FALSE, not, or, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import { KINDS } from '../domain/words.js';
import { boundariesOf } from '../engine/boundaries.js';
import type { FactValue } from '../engine/fact-value.js';
import { classesOfKinds } from '../engine/facts-report.js';
import { OPERATORS } from '../engine/operators.js';
import { situationOf } from '../engine/situation.js';
import { type Atom, View } from '../engine/view.js';
import { FACTS } from '../engine/vocabulary.js';
import { forceOf, probe } from './group-signature.js';
import type { Original } from './mutant.js';

/**
 * Which truths a leaf, and a condition made of leaves, can have in some report. Only what is sure is ruled out: leaves are
 * taken as free of each other, so that a condition is said to be able to have a truth rather than not.
 */

export type Truths = ReadonlySet<Truth>;
export const ANY_TRUTH: Truths = new Set([TRUE, FALSE, UNKNOWN]);

/** The truths that each atom of an agreement can have. */
export function truthsOfAtoms(original: Original): readonly Truths[] {
  const ofParties = truthsOfParties(original);
  return original.agreement.atoms.map((atom) => {
    const leaf = original.agreement.leafOf(atom.index);
    if (leaf === undefined) return truthsWithoutLeaf(original, atom);
    return ofParties.get(atom.index) ?? truthsOfLeaf(leaf);
  });
}

/** Windows, the territory, and what a reading leaves undecided. */
function truthsWithoutLeaf({ agreement, registry }: Original, atom: Atom): Truths {
  if (atom.ask === 'place') return ANY_TRUTH;
  if (atom.ask !== 'occurred') return new Set([UNKNOWN]);
  if (agreement.inForce.atoms.includes(atom.index)) return ANY_TRUTH;
  const { from, until } = forceOf(agreement);
  const instants = boundariesOf(agreement, registry).filter((each) => each >= from && each < until);
  const found = new Set<Truth>();
  for (const instant of [from, ...instants]) {
    const situation = situationOf(probe('nobody', instant, instant, 'within'), registry);
    found.add(new View(situation, 0, agreement, { roles: new Map() }).truth(atom.index));
  }
  // An act may reach across the dates, be it across the end of the time in force with them.
  return found.add(UNKNOWN);
}

function truthsOfLeaf(leaf: Leaf): Truths {
  const compare = OPERATORS.get(leaf.operator)?.compare;
  const known = FACTS.get(leaf.fact);
  if (compare === undefined) return ANY_TRUTH;
  const over = (values: readonly FactValue[]) => new Set(values.map((value) => compare(value, leaf.value)));
  if (leaf.fact === 'act.kind') return withUnknown(over([...KINDS.keys()].map((value) => ({ is: 'value', value }))));
  if (leaf.fact === 'act.classes') return withUnknown(over([...KINDS.keys()].map((kind) => classesOfKinds([kind]))));
  if (known?.neverUnknown === true && leaf.params === undefined && leaf.fact !== 'claims.targets')
    return new Set([TRUE, FALSE]);
  if (leaf.fact === 'coLocation.reported') return new Set([TRUE, FALSE]);
  if (known?.type === 'number' && leaf.fact !== 'time.hoursSinceStart') {
    const bounds = [leaf.value].flat().filter((each) => typeof each === 'number');
    const points = [0, ...bounds.flatMap((bound) => [bound - 1e-6, bound, bound + 1e-6])].filter((each) => each >= 0);
    const least = (max: number) => (leaf.fact === 'presence.distanceKm' ? 0 : max);
    const found = over([...points, 1e9].map((max) => ({ is: 'range', min: least(max), max })));
    return new Set([...found, UNKNOWN]);
  }
  return ANY_TRUTH;
}

/** A report may leave the kind open between any two; then what differs between them is unknown. */
const withUnknown = (found: Set<Truth>): Truths => (found.size > 1 ? new Set([...found, UNKNOWN]) : found);

const OF_A_PARTY = /^(actor|target)\.|^struck\.holder/;

/** What the registry allows: whether any group, at any time in force and in any reading, makes the leaf true, or false. */
function truthsOfParties({ agreement, registry }: Original): ReadonlyMap<number, Truths> {
  const atoms = agreement.atoms.filter((atom) => atom.slot !== undefined && OF_A_PARTY.test(atom.slot.name));
  const found = new Map(atoms.map((atom) => [atom.index, new Set<Truth>([UNKNOWN])]));
  const { from, until } = forceOf(agreement);
  const instants = [from, ...boundariesOf(agreement, registry)].filter((each) => each >= from && each < until);
  const configs = new Set(agreement.readings.map((reading) => reading.plan.roles));
  let open = atoms;
  for (const instant of new Set(instants)) {
    for (const group of registry.groups.keys()) {
      const situation = situationOf(probe(group, instant, instant, 'within'), registry);
      for (const roles of configs) {
        const view = new View(situation, 0, agreement, { roles });
        for (const atom of open) found.get(atom.index)?.add(view.truth(atom.index));
      }
    }
    open = open.filter((atom) => (found.get(atom.index)?.size ?? 0) < 3);
    if (open.length === 0) break;
  }
  return found;
}

/** The truths that all, or any, of some parts can come to together. */
export function truthsTogether(word: 'all' | 'any', parts: readonly Truths[]): Truths {
  let found: Truths = new Set([word === 'all' ? TRUE : FALSE]);
  for (const part of parts) {
    const both = new Set<Truth>();
    for (const one of found) for (const other of part) both.add(word === 'all' ? and(one, other) : or(one, other));
    found = both;
  }
  return found;
}

export const negated = (truths: Truths): Truths => new Set([...truths].map(not));

/** The truths that a condition can have. */
export function truthsOf(
  condition: Condition,
  named: Readonly<Record<string, Condition>>,
  ofLeaf: (leaf: Leaf) => Truths,
): Truths {
  if ('not' in condition) return negated(truthsOf(condition.not, named, ofLeaf));
  if ('condition' in condition) {
    const inner = named[condition.condition];
    return inner === undefined ? ANY_TRUTH : truthsOf(inner, named, ofLeaf);
  }
  if ('fact' in condition) return ofLeaf(condition);
  const [word, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  return truthsTogether(
    word,
    parts.map((part) => truthsOf(part, named, ofLeaf)),
  );
}
