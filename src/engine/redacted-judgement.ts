import type { CandidateVerdict, Judgement, ReadingVerdict, TermReason } from '../domain/verdict.js';

/**
 * What may still be shown of a judgement when facts of its report were redacted: what it came to, and of its reasons those
 * that the redacted report gives as well. So nothing in it tells what was taken out but the outcome itself, which stands.
 * Pure.
 * @param stored as it was made, or as an earlier redaction left it
 * @param again the redacted report judged by the same rulebook; undefined where it cannot be, and then no reason is kept
 */
export function keptJudgement(stored: Judgement, again: Judgement | undefined): Judgement {
  return {
    ...stored,
    partedBy: common(stored.partedBy, again?.partedBy),
    readings: Object.fromEntries(
      Object.entries(stored.readings).map(([id, reading]) => [id, keptReading(reading, again?.readings[id])]),
    ),
  };
}

function keptReading(stored: ReadingVerdict, again: ReadingVerdict | undefined): ReadingVerdict {
  return {
    ...stored,
    candidates: stored.candidates.map((candidate, index) => keptCandidate(candidate, again?.candidates[index])),
    dependsOn: common(stored.dependsOn, again?.dependsOn),
    missing: common(stored.missing, again?.missing),
    presumed: common(stored.presumed, again?.presumed),
    doubted: common(stored.doubted, again?.doubted),
  };
}

function keptCandidate(stored: CandidateVerdict, again: CandidateVerdict | undefined): CandidateVerdict {
  return {
    ...stored,
    actor: stored.actor === again?.actor ? stored.actor : null,
    target: stored.target === again?.target ? stored.target : null,
    because: common(stored.because, again?.because),
    terms: stored.terms.map((term) =>
      keptTerm(
        term,
        again?.terms.find(({ id }) => id === term.id),
      ),
    ),
  };
}

function keptTerm(stored: TermReason, again: TermReason | undefined): TermReason {
  return {
    ...stored,
    because: common(stored.because, again?.because),
    lifting: common(stored.lifting, again?.lifting),
  };
}

/** Those of the first that are among the second too. */
function common<T>(stored: readonly T[], again: readonly T[] | undefined): T[] {
  const known = new Set((again ?? []).map((each) => JSON.stringify(each)));
  return stored.filter((each) => known.has(JSON.stringify(each)));
}
