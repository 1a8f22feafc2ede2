import type { CandidateVerdict, LiftingReason, ReadingVerdict } from '../domain/verdict.js';
import type { Flip } from '../domain/why-not.js';

/** What is otherwise between two verdicts of one reading: terms, exceptions, limits, time and place. */

type TermState = Extract<Flip, { term: string }>['from'];
type Held = Extract<Flip, { exception: string }>['from'];

interface Standing {
  readonly terms: Map<string, TermState>;
  readonly exceptions: Map<string, { readonly kind: LiftingReason['kind']; readonly held: Held }>;
  readonly besides: Map<'in force' | 'in the territory', Held>;
}

/** Of several candidates the one that weighs most is told. */
const TERM_ORDER: readonly TermState[] = ['not covered', 'near', 'unprotected', 'open', 'lifted', 'breached'];
const HELD_ORDER: readonly Held[] = ['not asked', 'false', 'unknown', 'true'];
const heavier = <T>(order: readonly T[], a: T | undefined, b: T): T =>
  a !== undefined && order.indexOf(a) >= order.indexOf(b) ? a : b;

function standingOf(reading: ReadingVerdict): Standing {
  const standing: Standing = { terms: new Map(), exceptions: new Map(), besides: new Map() };
  for (const candidate of reading.candidates.filter(({ votes }) => votes)) addCandidate(standing, candidate);
  return standing;
}

function addCandidate({ terms, exceptions, besides }: Standing, candidate: CandidateVerdict): void {
  for (const reason of candidate.because) {
    if (!('fact' in reason) || (reason.fact !== 'occurred' && reason.fact !== 'place')) continue;
    const of = reason.fact === 'occurred' ? 'in force' : 'in the territory';
    besides.set(of, heavier(HELD_ORDER, besides.get(of), reason.truth));
  }
  for (const term of candidate.terms) {
    terms.set(term.id, heavier(TERM_ORDER, terms.get(term.id), term.state));
    for (const lifting of term.lifting) {
      const add = (id: string, kind: LiftingReason['kind'], held: Held) =>
        exceptions.set(id, { kind, held: heavier(HELD_ORDER, exceptions.get(id)?.held, held) });
      if (lifting.accepted !== false) add(lifting.id, lifting.kind, lifting.holds);
      for (const limit of lifting.defeatedBy ?? []) add(limit.id, 'limit', limit.holds);
    }
  }
}

/** @returns in order of name; what was not asked on one side and false on the other has not flipped */
export function flipsBetween(before: ReadingVerdict, after: ReadingVerdict): Flip[] {
  const [a, b] = [standingOf(before), standingOf(after)];
  const both = <K>(x: ReadonlyMap<K, unknown>, y: ReadonlyMap<K, unknown>) =>
    [...new Set([...x.keys(), ...y.keys()])].sort();
  const flips: Flip[] = both(a.besides, b.besides).map((of) => ({
    of,
    from: a.besides.get(of) ?? 'not asked',
    to: b.besides.get(of) ?? 'not asked',
  }));
  for (const term of both(a.terms, b.terms))
    flips.push({ term, from: a.terms.get(term) ?? 'not covered', to: b.terms.get(term) ?? 'not covered' });
  for (const exception of both(a.exceptions, b.exceptions)) {
    const [was, is] = [a.exceptions.get(exception), b.exceptions.get(exception)];
    const kind = (was ?? is)?.kind ?? 'loophole';
    flips.push({ exception, kind, from: was?.held ?? 'not asked', to: is?.held ?? 'not asked' });
  }
  return flips.filter((flip) => flip.from !== flip.to && ('exception' in flip ? tells(flip.from, flip.to) : true));
}

/** Whether an exception holds, or may: from not asked to false nothing has changed. */
const tells = (...held: readonly Held[]): boolean => held.some((each) => each === 'true' || each === 'unknown');
