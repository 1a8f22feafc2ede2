import type { Leaf } from '../domain/agreement.js';
import type { Incident } from '../domain/incident.js';
import { OUTCOMES, type Outcome } from '../domain/words.js';
import { compileAgreement } from '../engine/compile.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { bitOf, isFirm, type OutcomeMask, outcomesOf } from '../engine/fold.js';
import { type Possibilities, possibilitiesOf } from '../engine/possibilities.js';
import type { Rulebook, RulebookSource } from '../engine/rulebook.js';
import { type Situation, situationOf } from '../engine/situation.js';
import { View } from '../engine/view.js';
import { makeComparison } from './comparison.js';
import { type RuleNumber, withNumber } from './rule-numbers.js';

/** What incidents come to as one number of an agreement runs over a range. */

/** Counts of verdicts under one reading. */
export interface CurveCounts {
  readonly byOutcome: Record<Outcome | 'undetermined', number>;
  /** How many of the undetermined may be a violation. */
  mayBeViolation: number;
  /** For how many verdicts each outcome is possible, firm ones among them. */
  readonly possible: Record<Outcome, number>;
}

export interface CurvePoint {
  readonly at: number;
  readonly readings: Readonly<Record<string, CurveCounts>>;
}

/** What is known already of the verdict under the rulebook as it is, by reading. */
type Known = ReadonlyMap<string, OutcomeMask>;

interface Variant {
  readonly at: number;
  readonly agreement: CompiledAgreement;
  readonly counts: ReadonlyMap<string, CurveCounts>;
  /** The leaf that holds the number at this value. */
  readonly atom: number | undefined;
}

export class Sweep {
  readonly #rulebook: Rulebook;
  readonly #agreement: CompiledAgreement;
  readonly #number: RuleNumber;
  readonly #variants: readonly Variant[];
  readonly #touches: (incident: Incident) => boolean;
  /** Whether what an incident comes to hangs on the leaf alone, so that equal truths of it come to the same. */
  readonly #byLeaf: boolean;
  /** What those incidents come to that do not hang on the number. */
  readonly #steady: ReadonlyMap<string, CurveCounts>;
  /** Incidents judged under the agreement, and those of them that hang on the number. */
  judged = 0;
  depending = 0;

  /** @param agreement one of the rulebook. @param points in order */
  constructor(rulebook: Rulebook, agreement: CompiledAgreement, number: RuleNumber, points: readonly number[]) {
    const id = agreement.definition.id;
    const source = rulebook.source.agreements.find(({ definition }) => definition.id === id);
    if (source === undefined) throw new RangeError(`the rulebook holds no agreement ${id}`);
    this.#rulebook = rulebook;
    this.#agreement = agreement;
    this.#number = number;
    const counts = () => new Map(agreement.readings.map((reading) => [reading.id, noCounts()]));
    this.#steady = counts();
    this.#variants = points.map((at) => {
      const varied = withNumber(source, number, at);
      const compiled = compileAgreement(varied, rulebook.registry);
      return { at, agreement: compiled, counts: counts(), atom: atomOf(compiled, number, varied.definition) };
    });
    const ends = [points[0], points.at(-1)].filter((each) => each !== undefined && each !== number.value) as number[];
    const comparisons = ends.map((at) => {
      const changed: RulebookSource = {
        groups: rulebook.source.groups,
        agreements: [withNumber(source, number, at)],
      };
      const base = { ...rulebook, source: { groups: rulebook.source.groups, agreements: [source] } };
      const variant = this.#variants.find((each) => each.at === at) as Variant;
      const after = {
        ...base,
        hash: `${rulebook.hash} at ${at}`,
        source: changed,
        agreements: new Map([[id, variant.agreement]]),
      };
      return makeComparison(base, after);
    });
    this.#touches = (incident) => comparisons.some((each) => each.mayTouch(incident, id));
    const held = agreement.definition.readings.flatMap(({ presumes = [], doubts = [] }) => [...presumes, ...doubts]);
    const replaced = held.some((each) => 'fact' in each && each.fact === number.fact?.name);
    this.#byLeaf = number.fact !== undefined && !replaced && this.#variants.every(({ atom }) => atom !== undefined);
  }

  add(incident: Incident, known: Known | undefined): void {
    const situation = situationOf(incident, this.#rulebook.registry);
    if (!this.#touches(incident)) {
      const found = known === undefined ? possibilitiesOf(situation, this.#agreement) : undefined;
      if (found?.untouched === true) return;
      this.judged += 1;
      count(this.#steady, (reading) => known?.get(reading) ?? found?.of(reading));
      return;
    }
    this.judged += 1;
    this.depending += 1;
    const alike = new Map<string, Possibilities>();
    for (const variant of this.#variants) {
      const key = this.#byLeaf ? truthsOf(situation, variant) : String(variant.at);
      const found = alike.get(key) ?? possibilitiesOf(situation, variant.agreement);
      alike.set(key, found);
      if (!found.untouched) count(variant.counts, (reading) => found.of(reading));
    }
  }

  get number(): RuleNumber {
    return this.#number;
  }

  points(): CurvePoint[] {
    return this.#variants.map(({ at, counts }) => ({
      at,
      readings: Object.fromEntries(
        [...counts].map(([reading, each]) => [reading, sum(each, this.#steady.get(reading))]),
      ),
    }));
  }
}

/**
 * What the leaf comes to for each candidate, in a view that nothing was changed in. Where its value makes it the same as
 * another leaf, the two are open together (S12), so the number of leaves counts too.
 */
const truthsOf = (situation: Situation, { agreement, atom }: Variant): string =>
  `${agreement.atoms.length} ${situation.candidates
    .map((_, candidate) => new View(situation, candidate, agreement, { roles: new Map() }).truth(atom as number))
    .join('')}`;

function atomOf(agreement: CompiledAgreement, { at, fact }: RuleNumber, definition: unknown): number | undefined {
  if (fact === undefined) return undefined;
  const steps = at.slice(0, fact.param === undefined ? -1 : -2);
  const leaf = steps.reduce<unknown>(
    (tree, key) => (tree as Record<string | number, unknown>)[key],
    definition,
  ) as Leaf;
  const same = (other: Leaf | undefined) =>
    other !== undefined &&
    other.fact === leaf.fact &&
    other.operator === leaf.operator &&
    other.value === leaf.value &&
    JSON.stringify(other.params ?? {}) === JSON.stringify(leaf.params ?? {});
  return agreement.atoms.find(({ index }) => same(agreement.leafOf(index)))?.index;
}

const zeroes = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
const noCounts = (): CurveCounts => ({
  byOutcome: zeroes([...OUTCOMES, 'undetermined']),
  mayBeViolation: 0,
  possible: zeroes(OUTCOMES),
});

function count(
  counts: ReadonlyMap<string, CurveCounts>,
  possibleOf: (reading: string) => OutcomeMask | undefined,
): void {
  for (const [reading, each] of counts) {
    const possible = possibleOf(reading);
    if (possible === undefined) continue;
    const outcomes = outcomesOf(possible);
    each.byOutcome[isFirm(possible) ? (outcomes[0] as Outcome) : 'undetermined'] += 1;
    if (!isFirm(possible) && (possible & bitOf('violation')) !== 0) each.mayBeViolation += 1;
    for (const outcome of outcomes) each.possible[outcome] += 1;
  }
}

function sum(a: CurveCounts, b: CurveCounts = noCounts()): CurveCounts {
  const added = <Key extends string>(one: Record<Key, number>, other: Record<Key, number>) =>
    Object.fromEntries(Object.keys(one).map((key) => [key, one[key as Key] + other[key as Key]])) as Record<
      Key,
      number
    >;
  return {
    byOutcome: added(a.byOutcome, b.byOutcome),
    mayBeViolation: a.mayBeViolation + b.mayBeViolation,
    possible: added(a.possible, b.possible),
  };
}
