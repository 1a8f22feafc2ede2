import { TRUE } from '../domain/truth.js';
import type { Judgement } from '../domain/verdict.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import type { Evaluated, Evaluator, WhatIf } from './evaluate.js';
import { type Fact, UNKNOWN_VALUE } from './fact-value.js';
import type { PartyName } from './outlook.js';
import type { ReadingPlan } from './plan.js';
import type { Party, Situation } from './situation.js';
import { type Slot, View } from './view.js';

/**
 * What the lifting of a term rests on (docs/decisions/0012-ledger.md), the weakest first.
 * `presumed`: without what the reading presumes, the term would not surely be lifted by it.
 * `asserted`: it rests on no presumption, but would not surely be lifted if what somebody only asserts were not known.
 * `established`: it is lifted by what the report gives as found.
 */
const BASES = ['presumed', 'asserted', 'established'] as const;
export type Basis = (typeof BASES)[number];

/** An exception that lifted a term of a voting candidate in a reading, with the weakest basis over that candidate's terms. */
export interface Lifting {
  readonly reading: string;
  readonly candidate: number;
  readonly exception: string;
  readonly basis: Basis;
}

/**
 * Every lifting of a judgement, in the order of its readings and candidates. A term is lifted by an exception where the
 * term counts as lifted and the exception holds.
 *
 * The basis is found by taking away and asking again, with the functions that judged: first without presumptions, then
 * also with every claim, every co-location that carries `assertedBy` and the parties of every candidate that carries it
 * not known. Reasons alone would not show it: they tell neither of a limit that was presumed not to hold, nor of a
 * presumption that changed no outcome because a second exception lifted the term as well.
 * @param judgement of this incident and agreement.
 * @param evaluator of the incident as it was judged, made when first asked for: most judgements lift nothing.
 */
export function liftingsOf(judgement: Judgement, evaluator: () => Evaluator): Lifting[] {
  const found: Lifting[] = [];
  let asking: Asking | undefined;
  for (const [reading, { candidates }] of Object.entries(judgement.readings))
    candidates.forEach(({ votes, terms }, candidate) => {
      const weakest = new Map<string, Basis>();
      for (const term of votes ? terms : [])
        for (const { id, holds } of term.state === 'lifted' ? term.lifting : []) {
          if (holds !== 'true') continue;
          asking ??= new Asking(evaluator());
          weakest.set(id, weaker(weakest.get(id), asking.basis(reading, candidate, term.id, id)));
        }
      for (const [exception, basis] of weakest) found.push({ reading, candidate, exception, basis });
    });
  return found;
}

/** The weaker of two bases; the second where there is no first. */
export const weaker = (a: Basis | undefined, b: Basis): Basis =>
  a !== undefined && BASES.indexOf(a) < BASES.indexOf(b) ? a : b;

/**
 * For each reading, each exception that lifted something, with the weakest basis over all candidates that vote: an incident
 * counts as established only where nothing that its outcome may rest on is less. A reading in which nothing was lifted has
 * no entry.
 */
export function basesOf(liftings: readonly Lifting[]): Map<string, Map<string, Basis>> {
  const found = new Map<string, Map<string, Basis>>();
  for (const { reading, exception, basis } of liftings) {
    const known = found.get(reading) ?? new Map<string, Basis>();
    found.set(reading, known.set(exception, weaker(known.get(exception), basis)));
  }
  return found;
}

/** One incident under one agreement, evaluated again with something taken away; each way at most once. */
class Asking {
  readonly #agreement: CompiledAgreement;
  readonly #evaluator: Evaluator;
  readonly #evaluated = new Map<string, Evaluated>();

  constructor(evaluator: Evaluator) {
    this.#agreement = evaluator.agreement;
    this.#evaluator = evaluator;
  }

  basis(reading: string, candidate: number, term: string, exception: string): Basis {
    const plan = this.#agreement.readings.find(({ id }) => id === reading)?.plan;
    if (plan === undefined) throw new RangeError(`${this.#agreement.definition.id} has no reading ${reading}`);
    const termAt = this.#agreement.terms.findIndex(({ definition }) => definition.id === term);
    const exceptionAt = this.#agreement.exceptions.findIndex(({ definition }) => definition.id === exception);
    const lifts = ({ folded }: Evaluated) =>
      folded.terms.some(({ index, covered }) => index === termAt && covered === TRUE) &&
      folded.holding.truth(exceptionAt) === TRUE;
    const once = (key: string, evaluate: () => Evaluated) => {
      const known = this.#evaluated.get(`${key} ${candidate} ${reading}`) ?? evaluate();
      this.#evaluated.set(`${key} ${candidate} ${reading}`, known);
      return known;
    };
    const bare = { withoutPresumptions: true };
    if (!lifts(once('bare', () => this.#evaluator.evaluate(plan, candidate, bare)))) return 'presumed';
    const { situation } = this.#evaluator;
    if (!holdsAssertions(situation, candidate)) return 'established';
    const found = once('found', () => {
      const whatIf = { ...bare, ...withoutAssertions(this.#agreement, situation, plan, candidate) };
      return this.#evaluator.of(withoutSharedGround(situation)).evaluate(plan, candidate, whatIf);
    });
    return lifts(found) ? 'established' : 'asserted';
  }
}

const isAsserted = ({ assertedBy }: { assertedBy?: readonly string[] | null | undefined }) =>
  (assertedBy ?? []).length > 0;

/** Whether the report holds anything for this candidate that somebody only asserts or denies. */
const holdsAssertions = ({ claims, coLocation, candidates }: Situation, candidate: number): boolean =>
  claims.length > 0 ||
  (coLocation ?? []).some(({ entry }) => isAsserted(entry) || (entry.deniedBy ?? []).length > 0) ||
  isAsserted(candidates[candidate]?.reported ?? {});

/** The report with the nature and the distance of every asserted co-location not known. */
const withoutSharedGround = (situation: Situation): Situation => ({
  ...situation,
  coLocation: situation.coLocation?.map(({ entry, group }) => ({
    entry: isAsserted(entry) ? { ...entry, nature: null, distanceKm: null } : entry,
    group,
  })),
});

const NOBODY: Party = { id: undefined, actsFor: [], principalsOpen: false, asWritten: undefined };

/** Facts that a party's word alone makes so, as not known; and the parties of a candidate that somebody asserts. */
function withoutAssertions(
  agreement: CompiledAgreement,
  situation: Situation,
  plan: ReadingPlan,
  candidate: number,
): WhatIf {
  const view = new View(situation, candidate, agreement, { roles: plan.roles });
  const slots = new Map<number, Fact>();
  for (const slot of agreement.slots) {
    const fact = withoutWord(slot, slot.read(view), situation);
    if (fact !== undefined) slots.set(slot.index, fact);
  }
  const asserted = isAsserted(situation.candidates[candidate]?.reported ?? {});
  const parties: Partial<Record<PartyName, Party>> = asserted ? { actor: NOBODY, target: NOBODY } : {};
  return { slots, parties };
}

/** A fact of claims or of what is said of co-location, as it would be if the word for it were not known to be given. */
function withoutWord(slot: Slot, fact: Fact, { coLocation, registry }: Situation): Fact | undefined {
  if (slot.name.startsWith('claims.') && fact.value.is === 'set')
    return { ...fact, value: { ...fact.value, certain: new Set() } };
  const said = fact.value.is === 'value' && fact.value.value === true;
  if (slot.name === 'coLocation.denied' && said) return { ...fact, value: UNKNOWN_VALUE };
  const about = slot.params?.group;
  const speaking = (coLocation ?? []).filter(
    ({ group }) => about === undefined || (group !== undefined && registry.everPartOf(group, String(about))),
  );
  if (slot.name === 'coLocation.reported' && said && speaking.every(({ entry }) => isAsserted(entry)))
    return { ...fact, value: UNKNOWN_VALUE };
  return undefined;
}
