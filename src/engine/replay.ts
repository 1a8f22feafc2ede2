import { type Difference, differencesBetween } from '../domain/differences.js';
import type { Incident } from '../domain/incident.js';
import type { Judgement } from '../domain/verdict.js';
import { judge } from './judge.js';
import type { Rulebook } from './rulebook.js';

/** A stored judgement is made again and held against what was stored, byte for byte (S19). */

export interface StoredJudgement {
  /** The agreement that it was made under. */
  readonly agreement: string;
  /** The JSON of the judgement as it was stored; undefined where it cannot be read. */
  readonly text: string | undefined;
  /** What was judged: the report with what was added to it. */
  readonly incident: Incident;
  /** What the judgement says of the incident: how it is known in the record, and the hash of what was judged. */
  readonly known: Judgement['incident'];
}

export interface Replay {
  /** What judging again gives; absent where the rulebook does not hold the agreement. */
  readonly judgement?: Judgement;
  /** With pointers that begin with /verdict. */
  readonly differences: readonly Difference[];
}

export function replay({ agreement, text, incident, known }: StoredJudgement, rulebook: Rulebook): Replay {
  const compiled = rulebook.agreements.get(agreement);
  if (compiled === undefined) {
    const held = [...rulebook.agreements.keys()].join(', ');
    return {
      differences: [
        { pointer: '/verdict/agreement', detail: `is not in its rulebook, which holds ${held}`, got: agreement },
      ],
    };
  }
  const judgement = { ...judge(incident, known.hash, compiled, rulebook), incident: known };
  return { judgement, differences: againstStored(judgement, text) };
}

function againstStored(judgement: Judgement, text: string | undefined): Difference[] {
  if (text === undefined) return [{ pointer: '/verdict', detail: 'cannot be read', expected: judgement }];
  const again = JSON.stringify(judgement);
  if (again === text) return [];
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return [{ pointer: '/verdict', detail: 'is stored as something that is not JSON', expected: judgement, got: text }];
  }
  const differences = differencesBetween(JSON.parse(again), stored, '/verdict');
  if (differences.length > 0) return differences;
  return [{ pointer: '/verdict', detail: 'says the same in other bytes', expected: again, got: text }];
}
