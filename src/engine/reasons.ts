import { and, FALSE, TRUE, type Truth, truthWord, UNKNOWN } from '../domain/truth.js';
import type { CandidateVerdict, LiftingReason, Reason, TermReason } from '../domain/verdict.js';
import { outcomeOf } from './combine.js';
import type { CompiledTerm } from './compiled-agreement.js';
import type { Evaluated, Evaluator } from './evaluate.js';
import { type FoldedTerm, isFirm, liveAtoms, outcomesOf } from './fold.js';
import type { View } from './view.js';

/** The reasons of one candidate, read from the same atoms as its outcome (S18). */
export function candidateVerdict(evaluator: Evaluator, evaluated: Evaluated, votes: boolean): CandidateVerdict {
  const { situation } = evaluator;
  const candidate = situation.candidates[evaluated.candidate];
  const name = (party: { id: string | undefined; asWritten: string | undefined } | undefined) =>
    party?.id ?? party?.asWritten ?? null;
  return {
    actor: name(candidate?.actor),
    target: name(candidate?.target),
    grade: candidate?.reported.grade ?? null,
    votes,
    outcome: outcomeOf(evaluated.possible),
    possible: outcomesOf(evaluated.possible),
    because: decidedBesides(evaluator, evaluated),
    terms: evaluated.folded.terms.flatMap((folded) => termReason(evaluator, evaluated, folded)),
  };
}

/** What decided the outcome besides the terms: disproof, time, place, and who is bound by what. */
function decidedBesides(evaluator: Evaluator, evaluated: Evaluated): Reason[] {
  const { folded, view, possible } = evaluated;
  const { agreement, situation } = evaluator;
  if (situation.incident.happened === 'disproved')
    return [
      {
        fact: 'happened',
        operator: 'equal',
        value: 'disproved',
        is: 'disproved',
        truth: 'true',
        from: 'report: /happened',
      },
    ];
  const reasons = [agreement.inForce.reason(view)];
  if (folded.inForce === FALSE) return reasons;
  if (isFirm(possible) && !isFirm(folded.mask)) reasons.push(whichever(evaluator, evaluated));
  reasons.push(agreement.territory.reason(view));
  if (folded.territory === FALSE) return reasons;
  if (folded.anyBound !== TRUE || folded.terms.every((term) => term.covered === FALSE))
    reasons.push(...whoIsBound(evaluator, evaluated));
  return reasons;
}

/** Who is bound by what, or that nobody is; the same for every reading that sees the same view and counts the same terms. */
function whoIsBound(evaluator: Evaluator, { folded, view, plan }: Evaluated): readonly Reason[] {
  const known = view.bound.get(plan.terms);
  if (known !== undefined) return known;
  const { agreement } = evaluator;
  const counted = agreement.terms.filter((term) => plan.terms.has(term.index));
  const found =
    folded.anyBound === TRUE ? bindingNone(evaluator, view, counted) : notBound(folded.anyBound, view, counted);
  view.bound.set(plan.terms, found);
  return found;
}

function notBound(anyBound: Truth, view: View, counted: readonly CompiledTerm[]): Reason[] {
  const distinct = new Set<Reason>();
  for (const { bound } of counted) if (bound.truth(view) === anyBound) distinct.add(bound.reason(view));
  return withoutRepeats(distinct);
}

/** What binds the actor, and that none of it forbids the act. */
function bindingNone({ situation }: Evaluator, view: View, counted: readonly CompiledTerm[]): Reason[] {
  const binding = counted.filter((term) => term.bound.truth(view) === TRUE);
  const byRoles = new Map<string, Reason>();
  for (const term of binding) byRoles.set(term.boundRoles, term.bound.reason(view));
  return [
    ...byRoles.values(),
    {
      fact: 'act.kind',
      operator: 'forbiddenBy',
      value: binding.map((term) => term.definition.id),
      is: situation.incident.kind,
      truth: 'false',
      from: 'report: /kind',
    },
  ];
}

/** Of reasons that read the same, the first. Those of one view share their leaves, and no two leaves read the same. */
function withoutRepeats(reasons: ReadonlySet<Reason>): Reason[] {
  if (reasons.size < 2) return [...reasons];
  const leaves = new Map<Reason, number>();
  const keyOf = (reason: Reason): string => {
    if ('all' in reason) return `all ${reason.truth}(${reason.all.map(keyOf).join()})`;
    if ('any' in reason) return `any ${reason.truth}(${reason.any.map(keyOf).join()})`;
    if ('not' in reason) return `not(${keyOf(reason.not)})`;
    if ('condition' in reason) return `${reason.condition}(${keyOf(reason.because)})`;
    const known = leaves.get(reason) ?? leaves.size;
    leaves.set(reason, known);
    return String(known);
  };
  const byKey = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = keyOf(reason);
    if (!byKey.has(key)) byKey.set(key, reason);
  }
  return [...byKey.values()];
}

/** An outcome that does not follow from what is known alone, but is the same however the rest is filled in. */
function whichever(evaluator: Evaluator, evaluated: Evaluated): Reason {
  const live = liveAtoms(evaluator.agreement, evaluated.plan, evaluated.view, evaluated.folded);
  const asks = new Set([...live].map((atom) => evaluator.agreement.atoms[atom]?.ask ?? ''));
  if (evaluator.situation.kinds.length > 1) asks.add('act.kind');
  return {
    fact: 'open',
    operator: 'whichever',
    value: [...asks].sort(),
    is: null,
    truth: 'true',
    from: 'every way of filling these in comes to the same',
  };
}

/** A term that was covered or nearly so; nothing for one that is further off. */
function termReason(evaluator: Evaluator, evaluated: Evaluated, folded: FoldedTerm): TermReason[] {
  const term = evaluator.agreement.terms[folded.index];
  if (term === undefined) return [];
  const { id, clause } = term.definition;
  const { view } = evaluated;
  if (folded.covered === FALSE) return nearMiss(evaluator, evaluated, term);
  const state = stateOf(folded);
  const because = [term.bound.reason(view), term.forbids.reason(view)];
  if (evaluated.folded.territory !== TRUE) because.push(evaluator.agreement.territory.reason(view));
  if (term.definition.protects !== 'anyone') because.push(term.protects.reason(view));
  return [
    {
      id,
      state,
      clause,
      because,
      lifting: term.exceptions.map((exception) => lifting(evaluator, evaluated, exception)),
    },
  ];
}

function stateOf(folded: FoldedTerm): TermReason['state'] {
  if (folded.breached === TRUE) return 'breached';
  if (and(folded.covered, folded.lifted) === TRUE) return 'lifted';
  if (folded.covered === TRUE && folded.guarded === FALSE && folded.lifted === FALSE) return 'unprotected';
  return 'open';
}

/** Near: everything the term asks for was so, but one thing. */
function nearMiss(evaluator: Evaluator, evaluated: Evaluated, term: CompiledTerm): TermReason[] {
  const { view, folded } = evaluated;
  const bound = term.bound.truth(view);
  const { territory } = folded;
  if (bound === UNKNOWN || territory === UNKNOWN || bound === territory) return [];
  if (term.forbids.truth(view) !== TRUE || term.protects.truth(view) !== TRUE) return [];
  const lack = bound === FALSE ? term.bound : evaluator.agreement.territory;
  const because = [lack.reason(view)];
  if (term.definition.protects !== 'anyone') because.push(term.protects.reason(view));
  const lacks = bound === FALSE ? 'bound' : 'place';
  return [{ id: term.definition.id, state: 'near', clause: term.definition.clause, because, lacks, lifting: [] }];
}

/** An exception as this reading takes it; the same for every term it shields, and so written once. */
function lifting(evaluator: Evaluator, evaluated: Evaluated, index: number): LiftingReason {
  const known = evaluated.liftings[index];
  if (known !== undefined) return known;
  const reason = sharedLifting(evaluator, evaluated, index) ?? writeLifting(evaluator, evaluated, index);
  evaluated.liftings[index] = reason;
  return reason;
}

/** Where a reading does not accept an exception and nothing defeats it, every reading that sees the same view says the same. */
function sharedLifting(evaluator: Evaluator, evaluated: Evaluated, index: number): LiftingReason | undefined {
  const { view, plan } = evaluated;
  if (plan.acceptance.has(index) || evaluator.agreement.exceptions[index]?.defeatedBy.length !== 0) return undefined;
  if (evaluated.folded.holding.truth(index) !== FALSE) return undefined;
  const known = view.refused[index];
  if (known !== undefined) return known;
  const reason = writeLifting(evaluator, evaluated, index);
  view.refused[index] = reason;
  return reason;
}

function writeLifting(evaluator: Evaluator, evaluated: Evaluated, index: number): LiftingReason {
  const exception = evaluator.agreement.exceptions[index];
  if (exception === undefined) throw new RangeError(`no exception ${index}`);
  const { view, plan } = evaluated;
  const { holding } = evaluated.folded;
  const because = [exception.when.reason(view)];
  const acceptance = plan.acceptance.get(index);
  if (acceptance?.kind === 'when') because.push(acceptance.when.reason(view));
  const reason = exception.lifting({
    truth: truthWord(exception.when.truth(view)),
    accepted: acceptedWord(acceptance?.kind, holding.accepted(index)),
    holds: truthWord(holding.truth(index)),
    because,
  });
  for (const limit of exception.defeatedBy) {
    const truth = holding.truth(limit);
    const other = evaluator.agreement.exceptions[limit];
    if (truth === FALSE || other === undefined) continue;
    reason.defeatedBy ??= [];
    reason.defeatedBy.push({ id: other.definition.id, holds: truthWord(truth), because: [other.when.reason(view)] });
  }
  return reason;
}

function acceptedWord(kind: 'always' | 'undecided' | 'when' | undefined, truth: Truth): LiftingReason['accepted'] {
  if (kind === undefined) return false;
  if (kind === 'undecided') return 'undecided';
  return truth === UNKNOWN ? 'unknown' : truth === TRUE;
}
