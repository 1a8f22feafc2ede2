import { FALSE, TRUE, type Truth } from '../domain/truth.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import { type Control, type Folded, fold, isFirm, liveAtoms, type OutcomeMask } from './fold.js';
import type { ReadingPlan } from './plan.js';
import type { TruthSource } from './view.js';

/** How many suppositions one candidate may cost; past that, outcomes not yet witnessed stay possible (S13: never narrower). */
const MOST_NODES = 400;

/** A source with one more atom supposed. */
class Supposed implements TruthSource {
  readonly #source: TruthSource;
  readonly #atom: number;
  readonly #truth: Truth;
  constructor(source: TruthSource, atom: number, truth: Truth) {
    this.#source = source;
    this.#atom = atom;
    this.#truth = truth;
  }
  truth(atom: number): Truth {
    return atom === this.#atom ? this.#truth : this.#source.truth(atom);
  }
}

/**
 * Narrows the outcomes that Kleene's formulas leave possible to those that some choice of the unknown atoms brings about.
 *
 * An unknown that stands in two places with opposite signs (the actor, say, who is bound by one term or by none) makes
 * Kleene's logic keep outcomes that no choice of it leads to. The unknown atoms are supposed true and false in turn until
 * every outcome has a witness or has none. Every way of filling in the unknowns is one such choice, so none is lost.
 * Exceptions that were presumed stay as they were presumed (S12).
 */
export function refine(
  agreement: CompiledAgreement,
  plan: ReadingPlan,
  source: TruthSource,
  terms: readonly number[],
  root: Folded,
  rootControl: Control,
): OutcomeMask {
  if (isFirm(root.mask)) return root.mask;
  const control: Control = {
    fixed: new Map([...(rootControl.fixed ?? []), ...root.holding.filled]),
    refused: rootControl.refused,
  };
  let witnessed: OutcomeMask = 0;
  let nodes = 0;
  let complete = true;
  const visit = (folded: Folded, at: TruthSource): void => {
    if ((folded.mask & ~witnessed) === 0) return;
    if (isFirm(folded.mask)) {
      witnessed |= folded.mask;
      return;
    }
    const [atom] = liveAtoms(agreement, plan, at, folded);
    if (atom === undefined || ++nodes > MOST_NODES) {
      complete = false;
      return;
    }
    for (const truth of [TRUE, FALSE]) {
      const next = new Supposed(at, atom, truth);
      visit(fold(agreement, plan, next, terms, false, control), next);
    }
  };
  visit(root, source);
  return complete ? witnessed : root.mask;
}
