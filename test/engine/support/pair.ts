import fc from 'fast-check';
import type { Incident } from '../../../src/domain/incident.js';
import type { Judgement, ReadingVerdict } from '../../../src/domain/verdict.js';
import type { CompiledAgreement } from '../../../src/engine/compiled-agreement.js';
import { judge } from '../../../src/engine/judge.js';
import type { Rulebook } from '../../../src/engine/rulebook.js';
import { randomIncident } from '../../helpers/random-incident.js';
import { compileRandom, type RandomRulebook, randomRulebook } from '../../helpers/random-rulebook.js';
import type { Chance } from './chance.js';

/** A rulebook, an incident and what the engine makes of them. */
export interface Pair {
  readonly book: RandomRulebook;
  readonly rulebook: Rulebook;
  readonly agreement: CompiledAgreement;
  readonly incident: Incident;
  readonly verdict: Judgement;
  readonly chance: Chance;
}

/** What a property answers: nothing when it holds, else what is wrong. It may count what it saw. */
export type Property = (
  pair: Pair,
  count: (what: string, by?: number) => void,
) => string | undefined | Promise<string | undefined>;

export const HASH = 'sha256:incident';
export const judged = (
  incident: Incident,
  { agreement, rulebook }: { agreement: CompiledAgreement; rulebook: Rulebook },
): Judgement => judge(incident, HASH, agreement, rulebook);

export const readingOf = (verdict: Judgement, id: string): ReadingVerdict => verdict.readings[id] as ReadingVerdict;
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const compiled = new WeakMap<object, { rulebook: Rulebook; agreement: CompiledAgreement }>();

/** The engine's verdict on a changed rulebook. */
export function judgedBy(book: RandomRulebook, incident: Incident): Judgement {
  const known = compiled.get(book) ?? compileRandom(book, false);
  compiled.set(book, known);
  return judged(incident, known);
}

export function pairOf(book: RandomRulebook, incident: Incident, chance: Chance, checked = true): Pair {
  const known = compiled.get(book) ?? compileRandom(book, checked);
  compiled.set(book, known);
  return { book, ...known, incident, verdict: judged(incident, known), chance };
}

/** One rulebook with several incidents. */
export const randomBatch = (
  incidents: number,
): fc.Arbitrary<{ book: RandomRulebook; incidents: Incident[]; seed: number }> =>
  fc.record({
    book: randomRulebook,
    incidents: fc.array(randomIncident, { minLength: incidents, maxLength: incidents }),
    seed: fc.nat(),
  });
