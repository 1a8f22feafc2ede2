import { OUTCOMES, type Outcome, type OutcomeOrOpen } from '../domain/words.js';
import { bitOf, isFirm, type OutcomeMask, outcomesOf } from '../engine/fold.js';

/** Counts of flips by what they are: never a list of all of them, so that a comparison of any length has one size. */

/** What is made of an incident under one reading: what is possible, or that there is no verdict, or no such reading. */
export type State = OutcomeMask | 'untouched' | 'absent';
export type OutcomeOrNone = OutcomeOrOpen | 'untouched' | 'absent';

/** A change of outcome, or of what is possible alone. */
export const FLIP_KINDS = ['outcome', 'possible'] as const;
export type FlipKind = (typeof FLIP_KINDS)[number];

/** Flips of one reading that are alike. */
export interface Flips {
  readonly agreement: string;
  readonly reading: string;
  readonly of: FlipKind;
  readonly from: OutcomeOrNone;
  readonly to: OutcomeOrNone;
  /** Of flips of what is possible alone: what was, and what is. */
  readonly possible?: { readonly from: readonly Outcome[]; readonly to: readonly Outcome[] };
  /** The ids of the changes that bring it about, without the agreement's own name, joined by commas. */
  readonly because: string;
  count: number;
  /** How many of them were undetermined with a violation possible, and how many are. */
  readonly mayBeViolation: { before: number; after: number };
  /** Ids of a few incidents. */
  readonly examples: string[];
}

/** Verdicts that flipped in some reading: in an outcome, or in what is possible alone. */
export interface FlippedOf {
  outcome: number;
  possible: number;
}
export type ByTerm = { readonly agreement: string; readonly term: string } & FlippedOf;
export type ByParty = { readonly party: string; acted: number; struck: number };
export type ByMonth = { readonly month: string } & FlippedOf;

/** One reading of one verdict that flipped. */
export interface Flip {
  readonly reading: string;
  readonly before: State;
  readonly after: State;
  readonly because: string;
}

/** A verdict that flipped in some reading. */
export interface FlippedVerdict {
  readonly incident: string;
  readonly agreement: string;
  readonly flips: readonly Flip[];
  readonly terms: readonly string[];
  readonly actors: readonly string[];
  readonly targets: readonly string[];
  readonly month: string;
}

const MOST_EXAMPLES = 3;
/** Above so many kinds of flips, parties or months the rest is counted together, under one name. */
const MOST_KINDS = 5_000;
export const THE_REST = '(others)';

export const outcomeOfState = (state: State): OutcomeOrNone => {
  if (typeof state === 'string') return state;
  return isFirm(state) ? (OUTCOMES.find((outcome) => bitOf(outcome) === state) as Outcome) : 'undetermined';
};
const mayBeViolation = (state: State) =>
  typeof state === 'number' && !isFirm(state) && (state & bitOf('violation')) !== 0;

/** Whether two states differ, and in what; undefined where they are the same. */
export function flipKind(before: State, after: State): FlipKind | undefined {
  if (before === after) return undefined;
  return outcomeOfState(before) === outcomeOfState(after) ? 'possible' : 'outcome';
}

export class FlipTally {
  readonly flipped: FlippedOf = { outcome: 0, possible: 0 };
  readonly #flips = new Map<string, Flips>();
  readonly #byTerm = new Map<string, ByTerm>();
  readonly #byParty = new Map<string, ByParty>();
  readonly #byMonth = new Map<string, ByMonth>();

  add(verdict: FlippedVerdict): void {
    const { agreement, terms, actors, targets, month } = verdict;
    const kinds = verdict.flips.map(({ before, after }) => flipKind(before, after));
    const kind: FlipKind = kinds.includes('outcome') ? 'outcome' : 'possible';
    this.flipped[kind] += 1;
    for (const flip of verdict.flips) this.#addFlip(verdict, flip);
    for (const term of terms)
      held(this.#byTerm, `${agreement} ${term}`, () => ({ agreement, term, outcome: 0, possible: 0 }))[kind] += 1;
    const ofMonth = (name: string): ByMonth => ({ month: name, outcome: 0, possible: 0 });
    bounded(this.#byMonth, month, ofMonth)[kind] += 1;
    const ofParty = (party: string): ByParty => ({ party, acted: 0, struck: 0 });
    for (const party of new Set(actors)) bounded(this.#byParty, party, ofParty).acted += 1;
    for (const party of new Set(targets)) bounded(this.#byParty, party, ofParty).struck += 1;
  }

  #addFlip({ incident, agreement }: FlippedVerdict, { reading, before, after, because }: Flip): void {
    const of = flipKind(before, after) ?? 'possible';
    const [from, to] = [outcomeOfState(before), outcomeOfState(after)];
    const possible =
      of === 'possible' && typeof before === 'number' && typeof after === 'number'
        ? { from: outcomesOf(before), to: outcomesOf(after) }
        : undefined;
    const make = (why: string): Flips => ({
      ...{ agreement, reading, of, from, to },
      ...(possible === undefined ? {} : { possible }),
      because: why,
      count: 0,
      mayBeViolation: { before: 0, after: 0 },
      examples: [],
    });
    const keyOf = (why: string) => JSON.stringify([agreement, reading, of, from, to, possible, why]);
    const full = this.#flips.size >= MOST_KINDS && !this.#flips.has(keyOf(because));
    const why = full ? THE_REST : because;
    const row = held(this.#flips, keyOf(why), () => make(why));
    row.count += 1;
    row.mayBeViolation.before += mayBeViolation(before) ? 1 : 0;
    row.mayBeViolation.after += mayBeViolation(after) ? 1 : 0;
    if (row.examples.length < MOST_EXAMPLES) row.examples.push(incident);
  }

  /** By agreement and reading, the most frequent first. */
  get flips(): readonly Flips[] {
    const place = (each: Flips) => JSON.stringify([each.agreement, each.reading]);
    return [...this.#flips.values()].sort(
      (a, b) => compare(place(a), place(b)) || b.count - a.count || compare(JSON.stringify(a), JSON.stringify(b)),
    );
  }

  get byTerm(): readonly ByTerm[] {
    return [...this.#byTerm.values()].sort((a, b) => total(b) - total(a) || compare(a.term, b.term));
  }

  get byParty(): readonly ByParty[] {
    const sum = ({ acted, struck }: ByParty) => acted + struck;
    return [...this.#byParty.values()].sort((a, b) => sum(b) - sum(a) || compare(a.party, b.party));
  }

  get byMonth(): readonly ByMonth[] {
    return [...this.#byMonth.values()].sort((a, b) => compare(a.month, b.month));
  }
}

const total = ({ outcome, possible }: FlippedOf) => outcome + possible;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function held<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** As `held`, with everything past a number of keys under one name. */
const bounded = <Value>(map: Map<string, Value>, name: string, make: (name: string) => Value): Value => {
  const key = map.has(name) || map.size < MOST_KINDS ? name : THE_REST;
  return held(map, key, () => make(key));
};
