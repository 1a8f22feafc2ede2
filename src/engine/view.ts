import type { Zone } from '../domain/place.js';
import type { Truth } from '../domain/truth.js';
import type { Fact } from './fact-value.js';
import type { Presence } from './presence.js';
import type { RoleConfig } from './roles.js';
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

export type PartyName = 'actor' | 'target' | 'holder';

/** How a reading, or a what-if, sees the report: its role lists, and what it puts in the place of reported facts. */
export interface Outlook {
  readonly roles: RoleConfig;
  readonly parties?: Partial<Record<PartyName, Party>> | undefined;
  readonly slots?: ReadonlyMap<number, Fact> | undefined;
  /** Atoms that are supposed, whatever the facts say. */
  readonly atoms?: ReadonlyMap<number, Truth> | undefined;
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

/** Where truths of atoms are read from: a view, or a view with some atoms supposed otherwise. */
export interface TruthSource {
  truth(atom: number): Truth;
}

const UNSET = 3;

/** One candidate seen in one outlook. Facts and atoms are evaluated when first asked for, and once. */
export class View implements TruthSource {
  readonly situation: Situation;
  readonly candidate: number;
  readonly ground: Ground;
  readonly outlook: Outlook;
  readonly atoms: readonly Atom[];
  /** Reasons already written for this view, by the expression or atom they are of. */
  readonly written = new Map<unknown, unknown>();
  readonly #truths: Uint8Array;
  readonly #facts: (Fact | undefined)[] = [];

  constructor(situation: Situation, candidate: number, ground: Ground, outlook: Outlook, atoms: readonly Atom[]) {
    this.situation = situation;
    this.candidate = candidate;
    this.ground = ground;
    this.outlook = outlook;
    this.atoms = atoms;
    this.#truths = new Uint8Array(atoms.length).fill(UNSET);
  }

  truth(atom: number): Truth {
    const known = this.#truths[atom];
    if (known !== UNSET) return known as Truth;
    const truth = this.outlook.atoms?.get(atom) ?? (this.atoms[atom] as Atom).test(this);
    this.#truths[atom] = truth;
    return truth;
  }

  fact(slot: Slot): Fact {
    const known = this.#facts[slot.index];
    if (known !== undefined) return known;
    const fact = this.outlook.slots?.get(slot.index) ?? slot.read(this);
    this.#facts[slot.index] = fact;
    return fact;
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
