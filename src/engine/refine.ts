import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import { type Control, type Folded, fold, isFirm, liveAtoms, type OutcomeMask } from './fold.js';
import type { ReadingPlan } from './plan.js';
import type { TruthSource } from './view.js';

/** How many suppositions one candidate may cost; past that, outcomes not yet witnessed stay possible (S13: never narrower). */
const MOST_NODES = 400;

/**
 * A view with some of its unknown atoms supposed. What the view knows of an expression stands, as supposing an unknown
 * never changes what did not hang on it.
 */
class Supposing implements TruthSource {
  readonly #view: TruthSource;
  readonly #supposed: (Truth | undefined)[] = [];
  constructor(view: TruthSource) {
    this.#view = view;
  }
  suppose(atom: number, truth: Truth | undefined): void {
    this.#supposed[atom] = truth;
  }
  truth(atom: number): Truth {
    return this.#supposed[atom] ?? this.#view.truth(atom);
  }
  whole(expression: number, find: (source: TruthSource) => Truth): Truth {
    const known = this.#view.whole(expression, find);
    return known === UNKNOWN ? find(this) : known;
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
  root: Folded,
  rootControl: Control,
): OutcomeMask {
  if (isFirm(root.mask)) return root.mask;
  const control: Control = {
    fixed: new Map([...(rootControl.fixed ?? []), ...root.holding.filled]),
    refused: rootControl.refused,
    settled: root.holding.settled(),
  };
  // A term that surely does not forbid the act forbids it under no supposition.
  const terms = root.terms.map((term) => term.index);
  const supposing = new Supposing(source);
  let witnessed: OutcomeMask = 0;
  let nodes = 0;
  let complete = true;
  const visit = (folded: Folded): void => {
    if ((folded.mask & ~witnessed) === 0) return;
    if (isFirm(folded.mask)) {
      witnessed |= folded.mask;
      return;
    }
    const [atom] = liveAtoms(agreement, plan, supposing, folded, 1);
    if (atom === undefined || ++nodes > MOST_NODES) {
      complete = false;
      return;
    }
    for (const truth of [TRUE, FALSE]) {
      supposing.suppose(atom, truth);
      visit(fold(agreement, plan, supposing, terms, false, control));
    }
    supposing.suppose(atom, undefined);
  };
  visit(root);
  return complete ? witnessed : root.mask;
}
