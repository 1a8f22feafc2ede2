import type { Condition, Presumption } from '../domain/agreement.js';
import type { Incident } from '../domain/incident.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import { votesOf } from '../engine/combine.js';
import type { CompiledReading } from '../engine/compiled-agreement.js';
import { type Evaluated, Evaluator } from '../engine/evaluate.js';
import type { Expression } from '../engine/expression.js';
import { usedPresumptions } from '../engine/presumed.js';
import { evaluateReading } from '../engine/reading.js';
import { situationOf } from '../engine/situation.js';
import { type TruthSource, View } from '../engine/view.js';
import type { RuleDate } from './dates.js';
import { goalId } from './goal.js';
import type { Original } from './mutant.js';
import { datesShown } from './trace-dates.js';

/**
 * What one incident shows of an agreement: the truths that its judging asked for, read from the views that the verdict is
 * read from. A part that the outcome could not hang on (a term that the act does not come near, an exception to it) is not
 * shown by it.
 */
export function shownBy(
  original: Original,
  dates: readonly RuleDate[],
  incident: Incident,
  readings: readonly string[],
): ReadonlySet<string> {
  const { agreement, registry } = original;
  const evaluator = new Evaluator(agreement, situationOf(incident, registry));
  const shown = new Set<string>();
  const votes = votesOf(incident);
  const lifting = new Set<number>();
  for (const reading of agreement.readings) {
    if (!readings.includes(reading.id)) continue;
    for (const evaluated of evaluateReading(evaluator, reading.plan).candidates)
      if (votes[evaluated.candidate] === true && incident.happened !== 'disproved')
        new Tracer(original, evaluator, reading, evaluated, shown, lifting).trace();
  }
  if (incident.happened !== 'disproved') datesShown(original, dates, evaluator.situation, lifting, shown);
  return shown;
}

class Tracer {
  readonly #original: Original;
  readonly #evaluator: Evaluator;
  readonly #reading: CompiledReading;
  readonly #evaluated: Evaluated;
  readonly #shown: Set<string>;
  /** The exceptions that some covered term hangs on. */
  readonly #lifting: Set<number>;

  constructor(
    original: Original,
    evaluator: Evaluator,
    reading: CompiledReading,
    evaluated: Evaluated,
    shown: Set<string>,
    lifting: Set<number>,
  ) {
    this.#original = original;
    this.#evaluator = evaluator;
    this.#reading = reading;
    this.#evaluated = evaluated;
    this.#shown = shown;
    this.#lifting = lifting;
  }

  trace(): void {
    const { agreement } = this.#original;
    const { view, folded, plan } = this.#evaluated;
    this.#asked(agreement.inForce, view);
    if (folded.inForce === FALSE) return;
    this.#asked(agreement.territory, view);
    this.#held();
    const foldedTerms = new Map(folded.terms.map((term) => [term.index, term]));
    const consulted = new Set<number>();
    for (const term of agreement.terms) {
      if (!plan.terms.has(term.index)) continue;
      const { id, forbids, protects } = term.definition;
      this.#asked(term.forbids, view, forbids);
      const found = foldedTerms.get(term.index);
      this.#shown.add(goalId.term(id, 'covered', found?.covered ?? FALSE));
      if (found === undefined) continue;
      this.#asked(term.bound, view);
      if (found.covered === FALSE) continue;
      this.#asked(term.protects, view, typeof protects === 'object' && 'condition' in protects ? protects : undefined);
      this.#shown.add(goalId.term(id, 'protected', found.guarded));
      this.#shown.add(goalId.term(id, 'lifted', found.lifted));
      this.#shown.add(goalId.term(id, 'breached', found.breached));
      for (const exception of term.exceptions) consulted.add(exception);
    }
    for (const exception of consulted) this.#exception(exception);
  }

  #exception(index: number): void {
    const { agreement } = this.#original;
    const { view, folded, plan } = this.#evaluated;
    const compiled = agreement.exceptions[index];
    if (compiled === undefined) return;
    const { id, when } = compiled.definition;
    const acceptance = plan.acceptance.get(index);
    const met = compiled.when.truth(view);
    if (acceptance === undefined) {
      if (met === TRUE) this.#shown.add(goalId.acceptance(this.#reading.id, id, 'refused'));
      return;
    }
    this.#lifting.add(index);
    const entry = this.#source.accepts.find((each) => typeof each !== 'string' && each.exception === id);
    if (acceptance.kind === 'when') {
      this.#asked(acceptance.when, view, typeof entry === 'object' ? entry.when : undefined);
      if (met !== FALSE) this.#state(id, folded.holding.accepted(index));
    }
    if (folded.holding.accepted(index) === FALSE) {
      this.#shown.add(goalId.exception(id, FALSE));
      return;
    }
    this.#asked(compiled.when, view, when);
    const holds = folded.holding.truth(index);
    this.#shown.add(goalId.exception(id, holds));
    if (acceptance.kind === 'always' && holds === TRUE) this.#state(id, TRUE);
    if (acceptance.kind === 'undecided' && met !== FALSE) this.#state(id, UNKNOWN);
    for (const limit of compiled.defeatedBy) this.#exception(limit);
  }

  #state(exception: string, truth: Truth): void {
    const state = truth === TRUE ? 'accepted' : truth === FALSE ? 'not met' : 'open';
    this.#shown.add(goalId.acceptance(this.#reading.id, exception, state));
  }

  get #source() {
    const { definition } = this.#original.agreement;
    return definition.readings.find(({ id }) => id === this.#reading.id) ?? { accepts: [], presumes: [], doubts: [] };
  }

  /** Presumptions and doubts: used, set aside by their condition, or displaced by what is known. */
  #held(): void {
    const { plan, candidate, doubts, folded, factPresumptions } = this.#evaluated;
    const reported = new View(this.#evaluator.situation, candidate, this.#original.agreement, { roles: plan.roles });
    const used = usedPresumptions(this.#evaluator, this.#evaluated);
    const { presumes = [], doubts: doubting = [] } = this.#source;
    const state = (what: 'presumption' | 'doubt', index: number, said: string) =>
      this.#shown.add(goalId.held(what, this.#reading.id, index, said));
    const counts = (
      held: { when: Expression | undefined; unless: Expression | undefined },
      source: Pick<Presumption, 'when' | 'unless'>,
    ) => {
      if (held.when !== undefined) this.#asked(held.when, reported, source.when);
      if (held.unless !== undefined) this.#asked(held.unless, reported, source.unless);
      return (held.when?.truth(reported) ?? TRUE) === TRUE && (held.unless?.truth(reported) ?? FALSE) === FALSE;
    };
    let [ofException, ofFact] = [0, 0];
    presumes.forEach((source, index) => {
      if ('exception' in source) {
        const held = plan.exceptionPresumptions[ofException++];
        if (held === undefined) return;
        if (!counts(held, source)) state('presumption', index, 'set aside');
        else if (used.exceptions.includes(held)) state('presumption', index, 'used');
        else if (folded.holding.askedFor(held.exception) && !folded.holding.filled.has(held.exception))
          state('presumption', index, 'displaced');
      } else {
        const held = plan.factPresumptions[ofFact++];
        if (held === undefined) return;
        if (!counts(held, source)) state('presumption', index, 'set aside');
        else if (used.facts.includes(held)) state('presumption', index, 'used');
        else if (!factPresumptions.includes(held)) state('presumption', index, 'displaced');
      }
    });
    plan.doubts.forEach((held, index) => {
      const source = doubting[index];
      if (source === undefined) return;
      state('doubt', index, counts(held, source) && doubts.includes(held) ? 'used' : 'set aside');
    });
  }

  /** Every leaf and every named condition of something that was asked. */
  #asked(expression: Expression, source: TruthSource, condition?: Condition): void {
    for (const atom of expression.atoms) this.#shown.add(goalId.leaf(atom, source.truth(atom)));
    if (condition === undefined) return;
    const { conditions, definition } = this.#original.agreement;
    for (const name of namesIn(condition, definition.conditions ?? {})) {
      const named = conditions.get(name);
      if (named !== undefined) this.#shown.add(goalId.condition(name, named.truth(source)));
    }
  }
}

/** The named conditions that a condition refers to, directly or through others. */
export function namesIn(condition: Condition, named: Readonly<Record<string, Condition>>): ReadonlySet<string> {
  if ('fact' in condition) return NONE;
  if ('not' in condition) return namesIn(condition.not, named);
  if ('condition' in condition) {
    const inner = named[condition.condition];
    return new Set([condition.condition, ...(inner === undefined ? NONE : namesIn(inner, named))]);
  }
  return new Set(('all' in condition ? condition.all : condition.any).flatMap((part) => [...namesIn(part, named)]));
}
const NONE: ReadonlySet<string> = new Set();
