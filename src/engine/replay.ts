import { type Difference, differencesBetween } from '../domain/differences.js';
import type { Incident } from '../domain/incident.js';
import type { Judgement } from '../domain/verdict.js';
import { judge } from './judge.js';
import type { Rulebook } from './rulebook.js';

/** A judgement that was kept is made again and held against what was kept (S19). */

/**
 * @param incident what was judged: the report with what was added to it
 * @param known what the judgement says of the incident: how the record knows it, and the hash of what was judged
 * @returns undefined where the rulebook does not hold the agreement
 */
export function judgedAgain(
  agreement: string,
  incident: Incident,
  known: Judgement['incident'],
  rulebook: Rulebook,
): Judgement | undefined {
  const compiled = rulebook.agreements.get(agreement);
  if (compiled === undefined) return undefined;
  return { ...judge(incident, known.hash, compiled, rulebook), incident: known };
}

/**
 * Holds a judgement against the bytes that were stored of it.
 * @param text the stored JSON; undefined where it cannot be unpacked
 * @returns differences with pointers that begin with /verdict
 */
export function differencesFromText(judgement: Judgement, text: string | undefined): Difference[] {
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
