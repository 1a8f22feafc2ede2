import type { Zone } from '../domain/place.js';
import type { Truth } from '../domain/truth.js';
import type { LiftingReason, Reason } from '../domain/verdict.js';
import { type Dependents, differing } from './differing.js';
import { type Fact, shown } from './fact-value.js';
import type { Outlook, PartyName } from './outlook.js';
import type { Presence } from './presence.js';
import type { Party, Situation } from './situation.js';

/** What an agreement brings to the reading of facts. */
export interface Ground {
  readonly zones: ReadonlyMap<string, Zone>;
  readonly presence: Presence | undefined;
  /** The first instant the agreement was in force. */
  readonly start: number;
  readonly ownFacts: ReadonlyMap<string, { type: string; values?: readonly string[] | undefined; least: number }>;
  readonly roleNames: readonly string[];
}

/** One distinct fact, with its parameters, that an agreement reads. */
export interface Slot {
  readonly index: number;
  readonly name: string;
  readonly params: Readonly<Record<string, string | number>> | undefined;
  /** The base fact that a monitor would have to tell (S15). */
  readonly ask: string;
  readonly read: (view: View) => Fact;
}

/** One comparison; equal leaves of an agreement are one atom. `test` is asked at most once per view. */
export interface Atom {
  readonly index: number;
  /** The slot it reads; windows, the territory and undecided exceptions read none. */
  readonly slot: Slot | undefined;
  readonly ask: string;
  readonly test: (view: View) => Truth;
  readonly describe: (view: View, truth: Truth) => import('../domain/verdict.js').LeafReason;
}

/** Where truths are read from: a view, or a view with some atoms supposed otherwise. */
export interface TruthSource {
  truth(atom: number): Truth;
  /** The truth of a whole expression, by its index: the one remembered, or else the one that `find` finds. */
  whole(expression: number, find: (source: TruthSource) => Truth): Truth;
}

/** What of its agreement a view needs. */
export interface Viewed {
  readonly ground: Ground;
  readonly atoms: readonly Atom[];
  readonly dependents: Dependents;
}

/**
 * One candidate seen in one outlook. Facts, atoms and expressions are evaluated when first asked for, and once. A view may
 * lean on another of the same situation: what the two cannot see differently is then read from that one.
 */
export class View implements TruthSource {
  readonly situation: Situation;
  readonly candidate: number;
  readonly ground: Ground;
  readonly outlook: Outlook;
  readonly atoms: readonly Atom[];
  /** What is said of exceptions, by their index, that a reading does not accept. */
  readonly refused: (LiftingReason | undefined)[] = [];
  /** What is said of who is bound, by the terms that count. */
  readonly bound = new Map<ReadonlySet<number>, readonly Reason[]>();
  readonly #dependents: Dependents;
  readonly #base: View | undefined;
  /** The places at which it may differ from its base. */
  readonly #differs: Uint8Array | undefined;
  /** Truths found of atoms and expressions, by their place. */
  readonly #truths: (Truth | undefined)[];
  readonly #facts: (Fact | undefined)[] = [];
  readonly #shown: unknown[] = [];
  readonly #reasons: (Reason | undefined)[] = [];

  constructor(situation: Situation, candidate: number, agreement: Viewed, outlook: Outlook, base?: View) {
    this.situation = situation;
    this.candidate = candidate;
    this.ground = agreement.ground;
    this.outlook = outlook;
    this.atoms = agreement.atoms;
    this.#dependents = agreement.dependents;
    this.#base = base;
    this.#differs = base === undefined ? undefined : differing(agreement.dependents, { candidate, outlook }, base);
    this.#truths = new Array(agreement.dependents.slotsAt);
  }

  /** The view it leans on, for what stands at a place where the two cannot differ. */
  #leansOn(place: number): View | undefined {
    return this.#differs?.[place] === 0 ? this.#base : undefined;
  }

  truth(atom: number): Truth {
    const known = this.#truths[atom];
    if (known !== undefined) return known;
    const truth =
      this.#leansOn(atom)?.truth(atom) ?? this.outlook.atoms?.get(atom) ?? (this.atoms[atom] as Atom).test(this);
    this.#truths[atom] = truth;
    return truth;
  }

  whole(expression: number, find: (source: TruthSource) => Truth): Truth {
    const place = this.#dependents.expressionsAt + expression;
    const known = this.#truths[place];
    if (known !== undefined) return known;
    const truth = this.#leansOn(place)?.whole(expression, find) ?? find(this);
    this.#truths[place] = truth;
    return truth;
  }

  /** The reason of an expression, by its index, written once and shared by all who ask. */
  reason(expression: number, write: (view: View) => Reason): Reason {
    const known = this.#reasons[expression];
    if (known !== undefined) return known;
    const place = this.#dependents.expressionsAt + expression;
    const reason = this.#leansOn(place)?.reason(expression, write) ?? write(this);
    this.#reasons[expression] = reason;
    return reason;
  }

  fact(slot: Slot): Fact {
    const known = this.#facts[slot.index];
    if (known !== undefined) return known;
    const fact =
      this.#leansOn(this.#dependents.slotsAt + slot.index)?.fact(slot) ??
      this.outlook.slots?.get(slot.index) ??
      slot.read(this);
    this.#facts[slot.index] = fact;
    return fact;
  }

  /** The value of a fact as reasons show it; written once and shared by all leaves on the fact. */
  shown(slot: Slot): unknown {
    const known = this.#shown[slot.index];
    if (known !== undefined) return known;
    const value = shown(this.fact(slot).value);
    this.#shown[slot.index] = value;
    return value;
  }

  party(name: PartyName): Party {
    const replaced = this.outlook.parties?.[name];
    if (replaced !== undefined) return replaced;
    if (name === 'holder') return this.situation.holder;
    const candidate = this.situation.candidates[this.candidate];
    if (candidate === undefined) throw new RangeError(`no candidate ${this.candidate}`);
    return candidate[name];
  }

  /** The candidate as it was reported. */
  get reported() {
    return this.situation.incident.candidates[this.candidate];
  }
}
