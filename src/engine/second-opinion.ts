import { Engine } from 'json-rules-engine';
import { windowOf } from '../domain/group.js';
import type { Incident } from '../domain/incident.js';
import { inForce } from '../domain/time.js';
import { TRUE } from '../domain/truth.js';
import type { Outcome } from '../domain/words.js';
import type { CompiledAgreement, CompiledReading } from './compiled-agreement.js';
import { type Completion, completionsOf } from './completions.js';
import { type Evaluated, Evaluator } from './evaluate.js';
import type { FactValue } from './fact-value.js';
import { bitOf, type OutcomeMask, outcomesOf } from './fold.js';
import { combined, evaluateReading } from './reading.js';
import type { Rulebook } from './rulebook.js';
import { addAgreement, addGravest, type ReadingTerms } from './second-opinion-rules.js';
import { situationOf } from './situation.js';

/** The only place that runs json-rules-engine: a fresh engine for every run, on facts with nothing left open (design, section 5). */

/** A completed fact as json-rules-engine reads it. */
function plain(value: FactValue): unknown {
  if (value.is === 'value') return value.value;
  if (value.is === 'range') return value.min;
  if (value.is === 'oneOf') return value.values[0];
  return value.is === 'set' ? [...value.certain] : undefined;
}

async function run(engine: Engine, facts: Record<string, unknown>): Promise<Outcome> {
  const { events } = await engine.run(facts);
  const outcomes = events.filter((event) => event.type === 'outcome').map((event) => event.params?.outcome as Outcome);
  if (outcomes.length !== 1)
    throw new Error(`json-rules-engine came to ${outcomes.length} outcomes: ${outcomes.join(', ')}`);
  return outcomes[0] as Outcome;
}

/** What one completed candidate comes to under a reading, by json-rules-engine. */
export async function outcomeByRules(
  agreement: CompiledAgreement,
  reading: ReadingTerms,
  completion: Completion,
): Promise<Outcome> {
  const { definition } = agreement;
  const { view } = completion;
  const engine = new Engine([], { allowUndefinedFacts: false });
  const bySlot = new Map<string, Map<string, unknown>>();
  for (const slot of agreement.slots) {
    const values = bySlot.get(slot.name) ?? new Map<string, unknown>();
    values.set(paramsKey(slot.params), plain(view.fact(slot).value));
    bySlot.set(slot.name, values);
  }
  for (const [name, values] of bySlot)
    engine.addFact(name, (params: Record<string, string | number>) => values.get(paramsKey(params)), { cache: false });
  addAgreement(engine, definition, reading);
  const { occurrence } = view.situation;
  const facts: Record<string, unknown> = {
    always: true,
    disproved: view.situation.incident.happened === 'disproved',
    inForce: inForce(definition.inForce.map(windowOf), occurrence) === TRUE,
    inTerritory: inTerritory(agreement, completion),
  };
  for (const term of definition.terms) facts[`dates:term:${term.id}`] = inForce([windowOf(term)], occurrence) === TRUE;
  for (const exception of definition.exceptions ?? [])
    facts[`dates:exception:${exception.id}`] = inForce([windowOf(exception)], occurrence) === TRUE;
  for (const [exception, applies] of completion.undecided)
    facts[`undecided:${definition.exceptions?.[exception]?.id}`] = applies;
  return run(engine, facts);
}

const inTerritory = (agreement: CompiledAgreement, { view }: Completion) => {
  const zone = agreement.ground.zones.get(agreement.definition.territory.zone);
  return zone !== undefined && view.situation.inZone(zone) === TRUE;
};

const paramsKey = (params: Readonly<Record<string, string | number>> | undefined) =>
  JSON.stringify(Object.entries(params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The gravest of several outcomes, by json-rules-engine. */
export const gravestByRules = async (outcomes: readonly Outcome[]): Promise<Outcome> => {
  const engine = new Engine();
  addGravest(engine);
  return run(engine, { always: true, outcomes });
};

/** A reading as the rules need it; exceptions that were presumed for a candidate stay as they were. */
export function readingTerms(
  agreement: CompiledAgreement,
  reading: CompiledReading,
  evaluated: Evaluated,
): ReadingTerms {
  const { definition } = agreement;
  const idOf = (index: number) => definition.exceptions?.[index]?.id ?? '';
  const source = definition.readings.find((each) => each.id === reading.id);
  const conditions = new Map(
    source?.accepts.flatMap((each) => (typeof each === 'string' ? [] : [[each.exception, each.when] as const])),
  );
  return {
    terms: [...reading.plan.terms].map((index) => definition.terms[index]?.id ?? ''),
    accepts: new Map(
      [...reading.plan.acceptance].map(([index, acceptance]) => [
        idOf(index),
        acceptance.kind === 'when' ? (conditions.get(idOf(index)) ?? 'always') : acceptance.kind,
      ]),
    ),
    held: new Map([...evaluated.folded.holding.filled].map(([index, truth]) => [idOf(index), truth === TRUE])),
  };
}

/** What json-rules-engine makes of an incident under one reading. */
export interface SecondOpinion {
  readonly reading: string;
  readonly outcome: string;
  readonly possible: readonly Outcome[];
  /** How many completions were run, of how many; all of them where `exhaustive`. */
  readonly checked: number;
  readonly exhaustive: boolean;
  /** The outcomes that the completions came to. */
  readonly seen: readonly Outcome[];
  readonly agrees: boolean;
  /** For each candidate a completion that came to an outcome the verdict rules out. */
  readonly disagreements: readonly {
    candidate: number;
    completion: number;
    outcome: Outcome;
    possible: readonly Outcome[];
  }[];
}

export interface Sampling {
  /** All completions of a candidate are run where there are fewer than this. */
  readonly exhaustiveBelow: number;
  /** Otherwise this many, spread evenly over them. */
  readonly samples: number;
}

/** Runs the completions of every candidate and holds them against what the judging engine left possible (S12). */
export async function secondOpinion(
  incident: Incident,
  agreement: CompiledAgreement,
  rulebook: Rulebook,
  { exhaustiveBelow, samples }: Sampling = { exhaustiveBelow: 64, samples: 16 },
): Promise<SecondOpinion[]> {
  const evaluator = new Evaluator(agreement, situationOf(incident, rulebook.registry));
  const opinions: SecondOpinion[] = [];
  for (const reading of agreement.readings) {
    const result = evaluateReading(evaluator, reading.plan);
    const disagreements: SecondOpinion['disagreements'][number][] = [];
    const masks: OutcomeMask[] = [];
    let checked = 0;
    let exhaustive = true;
    for (const evaluated of result.candidates) {
      const completions = completionsOf(evaluator, evaluated);
      const terms = readingTerms(agreement, reading, evaluated);
      let mask = 0;
      const all = completions.count < exhaustiveBelow;
      exhaustive &&= all;
      for (const index of all ? range(completions.count) : spread(completions.count, samples)) {
        const outcome = await outcomeByRules(agreement, terms, completions.at(index));
        checked++;
        mask |= bitOf(outcome);
        const possible = outcomesOf(evaluated.possible);
        if (!possible.includes(outcome))
          disagreements.push({ candidate: evaluated.candidate, completion: index, outcome, possible });
      }
      masks.push(mask);
    }
    const seen = combined(evaluator, masks);
    const agrees = disagreements.length === 0 && (seen & ~result.possible) === 0;
    const possible = outcomesOf(result.possible);
    opinions.push({
      reading: reading.id,
      outcome: result.outcome,
      possible,
      checked,
      exhaustive,
      seen: outcomesOf(seen),
      agrees,
      disagreements,
    });
  }
  return opinions;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Numbers from 0 to count - 1, spread over the whole and never the same twice in a row; the same for the same count. */
export function spread(count: number, samples: number): number[] {
  const chosen = new Set<number>();
  for (let sample = 0; chosen.size < Math.min(samples, count); sample++) {
    const golden = (sample * 0.6180339887498949) % 1;
    chosen.add(Math.floor(golden * count));
    if (sample > samples * 20) break;
  }
  return [...chosen];
}
