import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { CompiledAgreement, CompiledReading } from '../engine/compiled-agreement.js';
import { LiveAtoms } from '../engine/expression.js';
import { bitOf, type Control, fold, Holding, isFirm, liveAtoms } from '../engine/fold.js';
import type { ReadingPlan } from '../engine/plan.js';
import type { TruthSource } from '../engine/view.js';
import type { Model } from './model.js';
import { every, expressed, type Formula, type Goal, negated } from './search.js';

/** What the inspection looks for, told in the engine's own fold: a breach, an exception that holds, two outcomes that differ. */

const VIOLATION = bitOf('violation');

/** A way in which a reading's presumptions about exceptions may have been used: which exceptions are held at what, and what must be so for that. */
export interface Presuming {
  readonly fixed: ReadonlyMap<number, Truth>;
  readonly must: Formula;
}

const MOST_PRESUMPTIONS = 4;
const NOTHING: Formula = every([]);

/**
 * Every way in which the presumptions about exceptions may have been used. Where there are more than a few, or where the
 * reading doubts or presumes facts (their conditions read facts as reported), what they ask for is left out: that lets in
 * more, never less.
 */
export function presumings(plan: ReadingPlan): Presuming[] {
  const loose = plan.doubts.length > 0 || plan.factPresumptions.length > 0;
  let ways: Presuming[] = [{ fixed: new Map(), must: NOTHING }];
  for (const held of plan.exceptionPresumptions.slice(0, MOST_PRESUMPTIONS)) {
    const conditions = loose
      ? []
      : [
          ...(held.when === undefined ? [] : [expressed(held.when)]),
          ...(held.unless === undefined ? [] : [negated(expressed(held.unless))]),
        ];
    ways = ways.flatMap((way) => [
      way,
      {
        fixed: new Map([...way.fixed, [held.exception, held.is ? TRUE : FALSE]]),
        must: every([way.must, ...conditions]),
      },
    ]);
  }
  return ways;
}

/** Whether every presumption was looked at; where not, nothing can be claimed. */
export const presumingsAreWhole = (plan: ReadingPlan): boolean =>
  plan.exceptionPresumptions.length <= MOST_PRESUMPTIONS;

/** A formula as a goal, seen under a reading's role lists. */
export const goalOf = (model: Model, plan: ReadingPlan, formula: Formula): Goal => ({
  look(assignment) {
    const source = model.source(assignment, plan.roles);
    const truth = formula.truth(source);
    return truth === UNKNOWN ? { truth, atom: formula.live(source) } : { truth };
  },
});

/** A breach of one term (S7), while the agreement is in force; by the engine's fold of that term alone. */
export const breachOf = (agreement: CompiledAgreement, plan: ReadingPlan, term: number, control: Control): Formula => {
  const folded = (source: TruthSource) => fold(agreement, plan, source, [term], false, control);
  return {
    truth(source) {
      const { mask } = folded(source);
      if ((mask & VIOLATION) === 0) return FALSE;
      return mask === VIOLATION ? TRUE : UNKNOWN;
    },
    live: (source) => [...liveAtoms(agreement, plan, source, folded(source), 1)][0],
  };
};

/** Whether an exception holds in a reading (S7). */
export const holdingOf = (
  agreement: CompiledAgreement,
  plan: ReadingPlan,
  exception: number,
  control: Control,
): Formula => {
  const holding = (source: TruthSource) => new Holding(agreement, plan, source, control);
  return {
    truth: (source) => holding(source).truth(exception),
    live: (source) => liveOf(agreement, plan, source, holding(source), exception),
  };
};

/** An unknown atom that an exception's holding hangs on. */
function liveOf(
  agreement: CompiledAgreement,
  plan: ReadingPlan,
  source: TruthSource,
  holding: Holding,
  exception: number,
): number | undefined {
  if (holding.truth(exception) !== UNKNOWN) return undefined;
  const compiled = agreement.exceptions[exception];
  const acceptance = plan.acceptance.get(exception);
  if (compiled === undefined || acceptance === undefined) return undefined;
  const live = new LiveAtoms(1);
  if (acceptance.kind === 'when') acceptance.when.live(source, live);
  if (acceptance.kind === 'undecided') compiled.undecided.live(source, live);
  compiled.when.live(source, live);
  const [first] = live;
  if (first !== undefined) return first;
  for (const limit of compiled.defeatedBy) {
    const found = liveOf(agreement, plan, source, holding, limit);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One side of a comparison: a reading, with what is held or refused of its exceptions. */
export interface Side {
  readonly plan: ReadingPlan;
  readonly control: Control;
}

/**
 * Two firm outcomes that differ, of one incident on two sides.
 * @param hinges what must not be false for the sides to differ; it is settled first.
 */
export const differing = (model: Model, a: Side, b: Side, must: Formula, hinges?: Formula): Goal => {
  const { agreement } = model;
  return {
    look(assignment) {
      const sources = [a, b].map(({ plan }) => model.source(assignment, plan.roles));
      const [first, second] = sources as [TruthSource, TruthSource];
      for (const formula of hinges === undefined ? [must] : [must, hinges]) {
        const truth = formula.truth(first);
        if (truth === FALSE) return { truth };
        if (truth === UNKNOWN) {
          const atom = formula.live(first);
          if (atom !== undefined) return { truth, atom };
        }
      }
      const foldedA = fold(agreement, a.plan, first, [...a.plan.terms], false, a.control);
      const foldedB = fold(agreement, b.plan, second, [...b.plan.terms], false, b.control);
      if (isFirm(foldedA.mask) && isFirm(foldedB.mask)) return { truth: foldedA.mask === foldedB.mask ? FALSE : TRUE };
      const [atom] = isFirm(foldedA.mask)
        ? liveAtoms(agreement, b.plan, second, foldedB, 1)
        : liveAtoms(agreement, a.plan, first, foldedA, 1);
      return { truth: UNKNOWN, atom };
    },
  };
};

/** Whether an exception is accepted by a reading, be it under a condition; an undecided one is not. */
export const accepts = (reading: CompiledReading, exception: number): boolean => {
  const acceptance = reading.plan.acceptance.get(exception);
  return acceptance !== undefined && acceptance.kind !== 'undecided';
};
