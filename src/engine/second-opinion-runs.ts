import { createHash } from 'node:crypto';
import { Engine } from 'json-rules-engine';
import type { Agreement } from '../domain/agreement.js';
import type { Outcome } from '../domain/words.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import { paramsKey, type RulesInput } from './second-opinion-input.js';
import { addAgreement, type ReadingTerms } from './second-opinion-rules.js';

/** The only place that runs json-rules-engine: a fresh engine for every run, on facts with nothing left open (design, section 5). */

/** Runs an engine that holds rules of outcomes. @throws Error unless exactly one outcome is found */
export async function outcomeOfRun(engine: Engine, facts: Record<string, unknown>): Promise<Outcome> {
  const { events } = await engine.run(facts);
  const outcomes = events.filter((event) => event.type === 'outcome').map((event) => event.params?.outcome as Outcome);
  if (outcomes.length !== 1)
    throw new Error(`json-rules-engine came to ${outcomes.length} outcomes: ${outcomes.join(', ')}`);
  return outcomes[0] as Outcome;
}

/** One run: the agreement under a reading on one input. */
export function runRules(definition: Agreement, reading: ReadingTerms, { facts, given }: RulesInput): Promise<Outcome> {
  const engine = new Engine([], { allowUndefinedFacts: false });
  const byName = new Map<string, Map<string, unknown>>();
  for (const [name, params, value] of facts) {
    const values = byName.get(name) ?? new Map<string, unknown>();
    values.set(params, value);
    byName.set(name, values);
  }
  for (const [name, values] of byName)
    engine.addFact(name, (params: Record<string, string | number>) => values.get(paramsKey(params)), { cache: false });
  addAgreement(engine, definition, reading);
  return outcomeOfRun(engine, given);
}

/** How many answers are kept; one takes some 150 bytes. */
const MOST_KEPT = 200_000;

/**
 * Runs that are remembered: the same rules on the same input are run once. Sound because a run is told the reading's
 * terms and the input and nothing else; both are in the key, whole.
 */
export class RulesRuns {
  /** How often json-rules-engine was run. */
  ran = 0;
  readonly #most: number;
  readonly #known = new Map<string, Promise<Outcome>>();
  readonly #rules = new WeakMap<CompiledAgreement, string>();
  readonly #terms = new WeakMap<ReadingTerms, string>();
  #agreements = 0;

  /** @param most how many answers to keep; 0 runs every input */
  constructor(most = MOST_KEPT) {
    this.#most = most;
  }

  /** @param input of a completion of a candidate under that reading of the agreement */
  outcome(agreement: CompiledAgreement, reading: ReadingTerms, input: RulesInput): Promise<Outcome> {
    if (this.#most === 0) return this.#run(agreement, reading, input);
    const key = this.#keyOf(agreement, reading, input);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const run = this.#run(agreement, reading, input);
    this.#known.set(key, run);
    if (this.#known.size > this.#most) this.#known.delete(this.#known.keys().next().value as string);
    return run;
  }

  #run(agreement: CompiledAgreement, reading: ReadingTerms, input: RulesInput): Promise<Outcome> {
    this.ran++;
    return runRules(agreement.definition, reading, input);
  }

  #keyOf(agreement: CompiledAgreement, reading: ReadingTerms, { facts, given }: RulesInput): string {
    const rules = this.#rules.get(agreement) ?? `${++this.#agreements}`;
    this.#rules.set(agreement, rules);
    const terms = this.#terms.get(reading) ?? textOf(reading);
    this.#terms.set(reading, terms);
    // The names of the facts are those of the agreement's slots, in their order.
    const told = JSON.stringify([facts.map(([, , value]) => value), Object.entries(given)]);
    return `${rules} ${createHash('sha256').update(terms).update(told).digest('base64')}`;
  }
}

const textOf = ({ terms, accepts, held }: ReadingTerms) => JSON.stringify([terms, [...accepts], [...held]]);
