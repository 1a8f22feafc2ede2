import type { Registry } from '../domain/group.js';
import type { Incident } from '../domain/incident.js';
import type { Case } from '../domain/worked-case.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { Evaluator } from '../engine/evaluate.js';
import { evaluateReading } from '../engine/reading.js';
import { type Situation, situationOf } from '../engine/situation.js';
import { lazyVerdict } from './case-verdict.js';
import { compileMutant } from './compile-mutant.js';
import { provenEqual } from './equivalence.js';
import type { Mutant, Original } from './mutant.js';
import { type Difference, differencesOf } from './run-cases.js';

/** Which mutants of the rules the cases notice. */

export type Fate =
  | { readonly fate: 'killed'; readonly by: string; readonly difference: Difference }
  | { readonly fate: 'equivalent'; readonly why: string }
  | { readonly fate: 'survived' };
export type MutantResult = Fate & { readonly mutant: Mutant };

/** Puts mutants to the cases, one by one. */
export class MutantRun {
  readonly #original: Original;
  /** The cases, those that last killed something first. */
  readonly #cases: Case[];
  readonly #situations = new WeakMap<Registry, Map<Incident, Situation>>();

  /** @param cases pass under the original; one that fails would seem to kill everything. */
  constructor(original: Original, cases: readonly Case[]) {
    this.#original = original;
    this.#cases = [...cases];
  }

  put(mutant: Mutant): MutantResult {
    const mutated = compileMutant(this.#original, mutant.change);
    const killer = this.#killer(mutated, mutant);
    if (killer !== undefined) return { mutant, fate: 'killed', ...killer };
    const why = provenEqual(this.#original, mutated, mutant);
    return why === undefined ? { mutant, fate: 'survived' } : { mutant, fate: 'equivalent', why };
  }

  #killer(mutated: { agreement: CompiledAgreement; registry: Registry }, mutant: Mutant) {
    const likely = likelyFirst(this.#cases, mutant);
    for (const each of likely) {
      const [difference] = this.differences(each, mutated);
      if (difference === undefined) continue;
      this.#cases.splice(this.#cases.indexOf(each), 1);
      this.#cases.unshift(each);
      return { by: each.id, difference };
    }
    return undefined;
  }

  /** Where a case differs from what it expects under some rules; only the readings that it names are evaluated. */
  differences(each: Case, { agreement, registry }: { agreement: CompiledAgreement; registry: Registry }): Difference[] {
    const evaluator = new Evaluator(agreement, this.#situation(each.incident, registry));
    return Object.entries(each.expect).flatMap(([reading, expected]) => {
      const plan = agreement.readings.find(({ id }) => id === reading)?.plan;
      const verdict = plan && lazyVerdict(evaluator, evaluateReading(evaluator, plan));
      return differencesOf({ expect: { [reading]: expected } }, { readings: verdict ? { [reading]: verdict } : {} });
    });
  }

  /** The incident as read against a registry: once for all mutants that leave the groups alone. */
  #situation(incident: Incident, registry: Registry): Situation {
    if (registry !== this.#original.registry) return situationOf(incident, registry);
    const known = this.#situations.get(registry) ?? new Map<Incident, Situation>();
    this.#situations.set(registry, known);
    const situation = known.get(incident) ?? situationOf(incident, registry);
    known.set(incident, situation);
    return situation;
  }
}

/** Cases that name what is mutated (the term, the exception, the group) before the others, which stay in their order. */
function likelyFirst(cases: readonly Case[], { place, says }: Mutant): readonly Case[] {
  const names = [...says.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string).concat(place.path.map(String));
  const words = names.filter((name) => /^[a-z]+(-[a-z]+)+$/.test(name));
  if (words.length === 0) return cases;
  const named = (each: Case) => words.some((word) => JSON.stringify([each.incident, each.expect]).includes(word));
  return [...cases.filter(named), ...cases.filter((each) => !named(each))];
}
