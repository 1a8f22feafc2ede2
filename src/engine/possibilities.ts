import type { CompiledAgreement } from './compiled-agreement.js';
import { Evaluator } from './evaluate.js';
import type { OutcomeMask } from './fold.js';
import { surelyOutside } from './judge.js';
import { evaluateReading, type ReadingResult } from './reading.js';
import type { Situation } from './situation.js';

/**
 * What the readings of one agreement leave possible of one incident: the evaluation that a verdict is made of, without its
 * reasons. The outcome follows from what is possible (S8).
 */
export interface Possibilities {
  /** Whether the incident is surely outside the agreement's time or territory, so that no verdict is made of it. */
  readonly untouched: boolean;
  /** @returns undefined where the agreement has no such reading */
  of(reading: string): OutcomeMask | undefined;
  /** The evaluation it was read from. */
  result(reading: string): ReadingResult | undefined;
}

const NONE: Possibilities = { untouched: true, of: () => undefined, result: () => undefined };

/** @param agreement undefined where the rulebook has none of that id: nothing is judged then */
export function possibilitiesOf(situation: Situation, agreement: CompiledAgreement | undefined): Possibilities {
  if (agreement === undefined || surelyOutside(situation, agreement) !== undefined) return NONE;
  const evaluator = new Evaluator(agreement, situation);
  const found = new Map<string, ReadingResult>();
  const result = (id: string): ReadingResult | undefined => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const reading = agreement.readings.find((each) => each.id === id);
    if (reading === undefined) return undefined;
    const made = evaluateReading(evaluator, reading.plan);
    found.set(id, made);
    return made;
  };
  return { untouched: false, of: (id) => result(id)?.possible, result };
}
