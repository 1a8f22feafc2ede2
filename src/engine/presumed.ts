import type { DoubtedEntry, PresumedEntry } from '../domain/verdict.js';
import { votesOf } from './combine.js';
import type { Evaluated, Evaluator } from './evaluate.js';
import { liveAtoms } from './fold.js';
import type { CompiledDoubt, ExceptionPresumption, FactPresumption, Subject } from './plan.js';
import type { ReadingResult } from './reading.js';

/** Which presumptions and doubts an outcome rested on (S10): never one that was not used. */

export interface UsedPresumptions {
  readonly exceptions: readonly ExceptionPresumption[];
  readonly facts: readonly FactPresumption[];
}

const NONE: UsedPresumptions = { exceptions: [], facts: [] };
const remembered = new WeakMap<Evaluated, UsedPresumptions>();

/**
 * The presumptions that filled an unknown on which the candidate would otherwise turn. Where it comes to the same without
 * any presumption, none was used.
 */
export function usedPresumptions(evaluator: Evaluator, evaluated: Evaluated): UsedPresumptions {
  const known = remembered.get(evaluated);
  if (known !== undefined) return known;
  const used = findUsed(evaluator, evaluated);
  remembered.set(evaluated, used);
  return used;
}

function findUsed(evaluator: Evaluator, evaluated: Evaluated): UsedPresumptions {
  const { filled } = evaluated.folded.holding;
  if (filled.size === 0 && evaluated.factPresumptions.length === 0) return NONE;
  const bare = evaluator.evaluate(evaluated.plan, evaluated.candidate, { withoutPresumptions: true });
  if (bare.possible === evaluated.possible) return NONE;
  const live = liveAtoms(evaluator.agreement, bare.plan, bare.view, bare.folded);
  const slots = new Set([...live].map((atom) => evaluator.agreement.atoms[atom]?.slot?.index));
  const asks = new Set([...live].map((atom) => evaluator.agreement.atoms[atom]?.ask));
  const touches = ({ party, slot, derived }: Subject) =>
    party !== undefined ? asks.has(slot.ask) : [slot, ...derived].some((each) => slots.has(each.index));
  return {
    exceptions: evaluated.exceptionPresumptions.filter((held) => filled.has(held.exception)),
    facts: evaluated.factPresumptions.filter((held) => touches(held.subject)),
  };
}

/** Doubts that took away a fact which some relevant leaf reads. */
function usedDoubts(evaluator: Evaluator, evaluated: Evaluated): readonly CompiledDoubt[] {
  if (evaluated.doubts.length === 0) return [];
  const atoms = new Set<number>();
  for (const { index } of evaluated.folded.terms) {
    const term = evaluator.agreement.terms[index];
    if (term === undefined) continue;
    for (const part of [
      term.bound,
      term.forbids,
      term.protects,
      ...term.exceptions.map((each) => evaluator.agreement.exceptions[each]?.when),
    ])
      for (const atom of part?.atoms ?? []) atoms.add(atom);
  }
  const asks = new Set([...atoms].map((atom) => evaluator.agreement.atoms[atom]?.ask));
  return evaluated.doubts.filter((doubt) => asks.has(doubt.subject.slot.ask));
}

const subjectFields = ({ fact, params }: Subject) => ({
  fact,
  ...(params === undefined ? {} : { params: { ...params } }),
});

/** Gathers entries of several candidates that say the same. */
function gather<Entry extends { candidates: number[] }>(entries: readonly Entry[]): Entry[] {
  const byText = new Map<string, Entry>();
  for (const entry of entries) {
    const key = JSON.stringify({ ...entry, candidates: [] });
    const known = byText.get(key);
    if (known === undefined) byText.set(key, entry);
    else known.candidates.push(...entry.candidates);
  }
  return [...byText.values()];
}

const votingOf = (evaluator: Evaluator, result: ReadingResult) => {
  const votes = votesOf(evaluator.situation.incident);
  return result.candidates.filter((_, index) => votes[index]);
};

export function presumedOf(evaluator: Evaluator, result: ReadingResult): PresumedEntry[] {
  const entries = votingOf(evaluator, result).flatMap((evaluated): PresumedEntry[] => {
    const used = usedPresumptions(evaluator, evaluated);
    const candidates = [evaluated.candidate];
    return [
      ...used.exceptions.map((held) => ({
        exception: evaluator.agreement.exceptions[held.exception]?.definition.id ?? '',
        is: held.is,
        why: held.why,
        candidates: [...candidates],
      })),
      ...used.facts.map((held) => ({
        ...subjectFields(held.subject),
        ...held.value,
        why: held.why,
        candidates: [...candidates],
      })),
    ];
  });
  return gather(entries);
}

export function doubtedOf(evaluator: Evaluator, result: ReadingResult): DoubtedEntry[] {
  const entries = votingOf(evaluator, result).flatMap((evaluated): DoubtedEntry[] =>
    usedDoubts(evaluator, evaluated).map((doubt) => ({
      ...subjectFields(doubt.subject),
      why: doubt.why,
      candidates: [evaluated.candidate],
    })),
  );
  return gather(entries);
}
