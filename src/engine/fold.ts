import { and, FALSE, not, or, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import { OUTCOMES, type Outcome } from '../domain/words.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import { type Expression, LiveAtoms } from './expression.js';
import type { ReadingPlan } from './plan.js';
import type { TruthSource } from './view.js';

/** S7 and S8 for one candidate under one reading: truths of atoms in, the outcomes that are not false out. */

/** Outcomes as a set of bits, bit n for OUTCOMES[n]. */
export type OutcomeMask = number;
export const bitOf = (outcome: Outcome): OutcomeMask => 1 << OUTCOMES.indexOf(outcome);
const sets: readonly (readonly Outcome[])[] = Array.from({ length: 1 << OUTCOMES.length }, (_, mask) =>
  OUTCOMES.filter((_outcome, index) => mask & (1 << index)),
);
export const outcomesOf = (mask: OutcomeMask): Outcome[] => sets[mask]?.slice() ?? [];
/** A mask with exactly one outcome. */
export const isFirm = (mask: OutcomeMask): boolean => mask !== 0 && (mask & (mask - 1)) === 0;

const [VIOLATION, EXEMPT, NO_VIOLATION, OUT_OF_SCOPE, NOT_IN_FORCE] = OUTCOMES.map(bitOf) as [
  number,
  number,
  number,
  number,
  number,
];

export interface FoldedTerm {
  readonly index: number;
  readonly covered: Truth;
  readonly guarded: Truth;
  readonly lifted: Truth;
  readonly breached: Truth;
}

export interface Folded {
  readonly mask: OutcomeMask;
  readonly inForce: Truth;
  readonly territory: Truth;
  readonly anyBound: Truth;
  /** Every term that may forbid the act; those that surely do not are left out. */
  readonly terms: readonly FoldedTerm[];
  readonly holding: Holding;
}

/** What is not read from the atoms: presumptions about exceptions, and what-ifs. */
export interface Control {
  /** Per exception: the truth presumed where it would be unknown. */
  readonly presumed?: ReadonlyMap<number, Truth> | undefined;
  /** Per exception: the truth it is held at, whatever the atoms say. */
  readonly fixed?: ReadonlyMap<number, Truth> | undefined;
  /** An exception that the reading is supposed to refuse. */
  readonly refused?: number | undefined;
  /** Per exception: a truth already found, where more knowledge cannot change it. */
  readonly settled?: readonly (Truth | undefined)[] | undefined;
}

/** Which exceptions hold, worked out when asked for, and once (S7, S10). */
export class Holding {
  /** The exceptions whose truth was unknown and taken from a presumption. */
  readonly filled = new Map<number, Truth>();
  #folding = true;
  /** Those asked for only when the fold was done. */
  readonly #afterwards = new Set<number>();
  readonly #truths: (Truth | undefined)[];
  readonly #agreement: CompiledAgreement;
  readonly #plan: ReadingPlan;
  readonly #source: TruthSource;
  readonly #control: Control;

  constructor(agreement: CompiledAgreement, plan: ReadingPlan, source: TruthSource, control: Control) {
    this.#agreement = agreement;
    this.#plan = plan;
    this.#source = source;
    this.#control = control;
    this.#truths = control.settled?.slice() ?? [];
  }

  truth(exception: number): Truth {
    const known = this.#truths[exception];
    if (known !== undefined) return known;
    const truth = this.#find(exception);
    this.#truths[exception] = truth;
    if (!this.#folding) this.#afterwards.add(exception);
    return truth;
  }

  /** Whether the fold asked for it. */
  askedFor(exception: number): boolean {
    return this.#truths[exception] !== undefined && !this.#afterwards.has(exception);
  }

  /** Whether the fold asked for it and did not find it false: otherwise refusing it changes nothing. */
  mattered(exception: number): boolean {
    return this.askedFor(exception) && this.#truths[exception] !== FALSE;
  }

  /** The fold is done: what is asked from now on does not count as used. */
  folded(): this {
    this.#folding = false;
    return this;
  }

  /** The truths found that are not unknown. Asked right after the fold: then no supposition can change them. */
  settled(): readonly (Truth | undefined)[] {
    return this.#truths.map((truth) => (truth === UNKNOWN ? undefined : truth));
  }

  /** Whether the reading accepts the exception, under the condition it may put on that. */
  accepted(exception: number): Truth {
    if (this.#control.refused === exception) return FALSE;
    const acceptance = this.#plan.acceptance.get(exception);
    if (acceptance === undefined) return FALSE;
    if (acceptance.kind === 'always') return TRUE;
    if (acceptance.kind === 'when') return acceptance.when.truth(this.#source);
    return (this.#agreement.exceptions[exception]?.undecided.truth(this.#source) ?? UNKNOWN) as Truth;
  }

  #find(exception: number): Truth {
    if (this.#control.refused === exception) return FALSE;
    const fixed = this.#control.fixed?.get(exception);
    if (fixed !== undefined) return fixed;
    const compiled = this.#agreement.exceptions[exception];
    if (compiled === undefined) throw new RangeError(`no exception ${exception}`);
    let truth = this.accepted(exception);
    if (truth !== FALSE) truth = and(truth, compiled.when.truth(this.#source));
    // Every limit is asked, so that which presumptions were needed does not hang on the order of the exceptions.
    for (const limit of compiled.defeatedBy) truth = and(truth, not(this.truth(limit)));
    const presumed = truth === UNKNOWN ? this.#control.presumed?.get(exception) : undefined;
    if (presumed === undefined) return truth;
    if (this.#folding) this.filled.set(exception, presumed);
    return presumed;
  }
}

const boundsOfTerms = new WeakMap<ReadonlySet<number>, readonly Expression[]>();

/** The different ways in which the counted terms bind; found once for each set of terms. */
function boundsOf(agreement: CompiledAgreement, { terms }: ReadingPlan): readonly Expression[] {
  const known = boundsOfTerms.get(terms);
  if (known !== undefined) return known;
  const bounds = new Set([...terms].map((index) => agreement.terms[index]?.bound).filter((each) => each !== undefined));
  const found = [...bounds];
  boundsOfTerms.set(terms, found);
  return found;
}

/**
 * Folds one candidate.
 *
 * S8's six formulas, written so that a part is not asked twice with opposite signs where that can be helped: with
 * c covered, p protected, l lifted, b bound, z in the territory, f in force of each term,
 * violation = f ∧ ∃(c∧p∧¬l); exempt = f ∧ ∀¬(c∧p∧¬l) ∧ ∃(c∧l);
 * out_of_scope = f ∧ (∀¬b ∨ ¬z ∨ (∀(¬c ∨ (¬p∧¬l)) ∧ ∃(c∧¬p∧¬l))); no_violation = f ∧ z ∧ ∃b ∧ ∀¬c; not_in_force = ¬f.
 * @param terms the counted terms that may forbid the act.
 */
export function fold(
  agreement: CompiledAgreement,
  plan: ReadingPlan,
  source: TruthSource,
  terms: readonly number[],
  disproved: boolean,
  control: Control,
): Folded {
  const holding = new Holding(agreement, plan, source, control);
  const inForce = agreement.inForce.truth(source);
  if (disproved || inForce === FALSE) {
    const mask = disproved ? NO_VIOLATION : NOT_IN_FORCE;
    return { mask, inForce, territory: UNKNOWN, anyBound: UNKNOWN, terms: [], holding: holding.folded() };
  }
  const territory = agreement.territory.truth(source);
  const folded: FoldedTerm[] = [];
  let someBreached: Truth = FALSE;
  let noneBreached: Truth = TRUE;
  let someLifted: Truth = FALSE;
  let noneTouched: Truth = TRUE;
  let someUnguarded: Truth = FALSE;
  let noneCovered: Truth = TRUE;
  for (const index of terms) {
    const term = agreement.terms[index];
    if (term === undefined) continue;
    const forbidden = term.forbids.truth(source);
    if (forbidden === FALSE) continue;
    const covered = and(and(forbidden, territory), term.bound.truth(source));
    let guarded: Truth = UNKNOWN;
    let lifted: Truth = FALSE;
    if (covered !== FALSE) {
      guarded = term.protects.truth(source);
      for (const exception of term.exceptions) lifted = or(lifted, holding.truth(exception));
    }
    const breached = and(covered, and(guarded, not(lifted)));
    const untouched = and(not(guarded), not(lifted));
    folded.push({ index, covered, guarded, lifted, breached });
    someBreached = or(someBreached, breached);
    noneBreached = and(noneBreached, not(breached));
    someLifted = or(someLifted, and(covered, lifted));
    noneTouched = and(noneTouched, or(not(covered), untouched));
    someUnguarded = or(someUnguarded, and(covered, untouched));
    noneCovered = and(noneCovered, not(covered));
  }
  let anyBound: Truth = FALSE;
  for (const bound of boundsOf(agreement, plan)) {
    anyBound = or(anyBound, bound.truth(source));
    if (anyBound === TRUE) break;
  }
  const outside = or(not(anyBound), or(not(territory), and(noneTouched, someUnguarded)));
  const clear = and(and(territory, anyBound), noneCovered);
  let mask = inForce === TRUE ? 0 : NOT_IN_FORCE;
  if (someBreached !== FALSE) mask |= VIOLATION;
  if (and(noneBreached, someLifted) !== FALSE) mask |= EXEMPT;
  if (outside !== FALSE) mask |= OUT_OF_SCOPE;
  if (clear !== FALSE) mask |= NO_VIOLATION;
  // A firm truth of one formula shuts the others out; Kleene's logic alone may leave them open.
  if (inForce === TRUE) {
    if (someBreached === TRUE) mask = VIOLATION;
    else if (and(noneBreached, someLifted) === TRUE) mask = EXEMPT;
    else if (outside === TRUE) mask = OUT_OF_SCOPE;
    else if (clear === TRUE) mask = NO_VIOLATION;
  }
  return { mask, inForce, territory, anyBound, terms: folded, holding: holding.folded() };
}

/** The unknown atoms that the outcome still turns on, the first of them or all. Empty where it is firm. */
export function liveAtoms(
  agreement: CompiledAgreement,
  plan: ReadingPlan,
  source: TruthSource,
  folded: Folded,
  most = Number.POSITIVE_INFINITY,
): ReadonlySet<number> {
  const live = new LiveAtoms(most);
  if (isFirm(folded.mask)) return live;
  agreement.inForce.live(source, live);
  agreement.territory.live(source, live);
  if (folded.territory === FALSE || live.enough) return live;
  const seen = new Set<number>();
  const exceptionLive = (exception: number) => {
    if (seen.has(exception)) return;
    seen.add(exception);
    if (folded.holding.truth(exception) !== UNKNOWN) return;
    const compiled = agreement.exceptions[exception];
    const acceptance = plan.acceptance.get(exception);
    if (compiled === undefined || acceptance === undefined) return;
    if (acceptance.kind === 'when') acceptance.when.live(source, live);
    if (acceptance.kind === 'undecided') compiled.undecided.live(source, live);
    compiled.when.live(source, live);
    for (const limit of compiled.defeatedBy) if (!live.enough) exceptionLive(limit);
  };
  for (const term of folded.terms) {
    if (term.covered === FALSE) continue;
    const compiled = agreement.terms[term.index];
    if (compiled === undefined) continue;
    compiled.bound.live(source, live);
    compiled.forbids.live(source, live);
    if (live.enough) return live;
    if (term.lifted === TRUE) continue;
    compiled.protects.live(source, live);
    for (const exception of compiled.exceptions) {
      if (live.enough) return live;
      exceptionLive(exception);
    }
  }
  if (folded.anyBound === UNKNOWN) for (const bound of boundsOf(agreement, plan)) bound.live(source, live);
  return live;
}
