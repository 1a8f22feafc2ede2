import { Engine } from 'json-rules-engine';
import type { Incident } from '../domain/incident.js';
import { TRUE } from '../domain/truth.js';
import type { Outcome } from '../domain/words.js';
import type { CompiledAgreement, CompiledReading } from './compiled-agreement.js';
import { type Completion, completionsOf } from './completions.js';
import { type Evaluated, Evaluator } from './evaluate.js';
import { bitOf, type OutcomeMask, outcomesOf } from './fold.js';
import { combined, evaluateReading } from './reading.js';
import type { Rulebook } from './rulebook.js';
import { inputOf } from './second-opinion-input.js';
import { addGravest, type ReadingTerms } from './second-opinion-rules.js';
import { outcomeOfRun, RulesRuns, runRules } from './second-opinion-runs.js';
import { situationOf } from './situation.js';

/** What json-rules-engine makes of an incident, beside the judging engine (design, section 5). */

/** What one completed candidate comes to under a reading, by json-rules-engine. */
export const outcomeByRules = (
  agreement: CompiledAgreement,
  reading: ReadingTerms,
  completion: Completion,
): Promise<Outcome> => runRules(agreement.definition, reading, inputOf(agreement, completion));

/** The gravest of several outcomes, by json-rules-engine. */
export const gravestByRules = async (outcomes: readonly Outcome[]): Promise<Outcome> => {
  const engine = new Engine();
  addGravest(engine);
  return outcomeOfRun(engine, { always: true, outcomes });
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
  /** From 0 to 1: where in the completions the sample begins, so that not every incident is tried with the same. */
  readonly turn?: number;
  /** Runs for the whole incident, shared out alike; but each candidate under each reading has one at the least. */
  readonly atMost?: number;
}

export interface Asking {
  readonly sampling?: Sampling;
  /** Remembers runs from one incident to the next. */
  readonly runs?: RulesRuns;
  /** Awaited after each completion: where a service lets others have their turn. */
  readonly pause?: () => Promise<void>;
}

/** What `truce judge` takes: it is asked about one incident. */
const ONE_INCIDENT: Sampling = { exhaustiveBelow: 64, samples: 16 };

/** Runs the completions of every candidate and holds them against what the judging engine left possible (S12). */
export async function secondOpinion(
  incident: Incident,
  agreement: CompiledAgreement,
  rulebook: Rulebook,
  { sampling = ONE_INCIDENT, runs = new RulesRuns(0), pause }: Asking = {},
): Promise<SecondOpinion[]> {
  const evaluator = new Evaluator(agreement, situationOf(incident, rulebook.registry));
  const opinions: SecondOpinion[] = [];
  const { exhaustiveBelow, samples } = shared(sampling, incident.candidates.length * agreement.readings.length);
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
      for (const index of spread(completions.count, all ? completions.count : samples, sampling.turn)) {
        const outcome = await runs.outcome(agreement, terms, inputOf(agreement, completions.at(index)));
        checked++;
        mask |= bitOf(outcome);
        const possible = outcomesOf(evaluated.possible);
        if (!possible.includes(outcome))
          disagreements.push({ candidate: evaluated.candidate, completion: index, outcome, possible });
        await pause?.();
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

/** The sampling that keeps the whole within its limit. */
function shared({ exhaustiveBelow, samples, atMost }: Sampling, among: number) {
  if (atMost === undefined) return { exhaustiveBelow, samples };
  const share = Math.max(1, Math.floor(atMost / among));
  return { exhaustiveBelow: Math.min(exhaustiveBelow, share + 1), samples: Math.min(samples, share) };
}

/**
 * Numbers from 0 to count - 1, spread over the whole and no two alike; the same for the same count and turn.
 * @param turn from 0 to 1: where to begin
 */
export function spread(count: number, samples: number, turn = 0): number[] {
  if (samples >= count) return Array.from({ length: count }, (_, index) => index);
  const chosen = new Set<number>();
  for (let sample = 0; chosen.size < samples; sample++) {
    const golden = (turn + sample * 0.6180339887498949) % 1;
    chosen.add(Math.floor(golden * count));
    if (sample > samples * 20) break;
  }
  return [...chosen];
}
