import type { Incident } from '../domain/incident.js';
import type { Judgement, ReadingVerdict } from '../domain/verdict.js';
import type { Case, CasesFile, Expectation } from '../domain/worked-case.js';
import { hashOf } from '../engine/hash.js';
import { judge } from '../engine/judge.js';
import type { Rulebook } from '../engine/rulebook.js';

/** Worked cases run through the judging engine and compared with what they expect. Pure. */

export interface Difference {
  readonly reading: string;
  readonly key: keyof Expectation | 'reading';
  readonly expected: unknown;
  readonly got: unknown;
}
export interface CaseResult {
  readonly agreement: string;
  readonly id: string;
  readonly passed: boolean;
  readonly differences: readonly Difference[];
}

/** Runs every case of the files. The files have been checked against this rulebook. */
export function runCases(files: readonly CasesFile[], rulebook: Rulebook): CaseResult[] {
  return files.flatMap((file) => file.cases.map((each) => runCase(file.agreement, each, rulebook)));
}

function runCase(id: string, each: Case, rulebook: Rulebook): CaseResult {
  const agreement = rulebook.agreements.get(id);
  if (agreement === undefined) throw new RangeError(`the rulebook has no agreement ${id}`);
  const incident: Incident = each.incident;
  const judgement = judge(incident, hashOf(incident), agreement, rulebook);
  const differences = differencesOf(each, judgement);
  return { agreement: id, id: each.id, passed: differences.length === 0, differences };
}

/** Where a judgement differs from what a case expects; readings and keys that it does not name are not compared. */
export function differencesOf(each: Pick<Case, 'expect'>, judgement: Pick<Judgement, 'readings'>): Difference[] {
  return Object.entries(each.expect).flatMap(([reading, expected]) => {
    const verdict = judgement.readings[reading];
    if (verdict === undefined) return [{ reading, key: 'reading' as const, expected: reading, got: null }];
    return compare(expected, verdict).map((difference) => ({ reading, ...difference }));
  });
}

function compare(expected: Expectation, verdict: ReadingVerdict): Omit<Difference, 'reading'>[] {
  const found: Omit<Difference, 'reading'>[] = [];
  const same = (key: keyof Expectation, wanted: string, got: string) => {
    if (wanted !== got) found.push({ key, expected: wanted, got });
  };
  const sameSet = (key: keyof Expectation, wanted: readonly string[], got: Iterable<string>) => {
    const [a, b] = [inOrder(wanted), inOrder(got)];
    if (a.join('\n') !== b.join('\n')) found.push({ key, expected: a, got: b });
  };
  same('outcome', expected.outcome, verdict.outcome);
  if (expected.standing !== undefined) same('standing', expected.standing, verdict.standing);
  if (expected.possible !== undefined) sameSet('possible', expected.possible, verdict.possible);
  if (expected.terms !== undefined) sameSet('terms', expected.terms, breachedIn(verdict));
  if (expected.by !== undefined) sameSet('by', expected.by, liftingIn(verdict));
  if (expected.missing !== undefined) {
    const missing = inOrder(verdict.missing.map((entry) => entry.fact));
    if (expected.missing.some((fact) => !missing.includes(fact)))
      found.push({ key: 'missing', expected: inOrder(expected.missing), got: missing });
  }
  if (expected.dependsOn !== undefined && !dependsAlike(expected.dependsOn, verdict.dependsOn))
    found.push({ key: 'dependsOn', expected: expected.dependsOn, got: verdict.dependsOn });
  return found;
}

const inOrder = (names: Iterable<string>): string[] => [...new Set(names)].sort();
const votingTerms = (verdict: ReadingVerdict) =>
  verdict.candidates.filter((candidate) => candidate.votes).flatMap((candidate) => candidate.terms);

/** The terms that a voting candidate breached. */
export const breachedIn = (verdict: ReadingVerdict): string[] =>
  votingTerms(verdict)
    .filter((term) => term.state === 'breached')
    .map((term) => term.id);

/** The exceptions that surely lifted a term of a voting candidate. */
export const liftingIn = (verdict: ReadingVerdict): string[] =>
  votingTerms(verdict)
    .filter((term) => term.state === 'lifted')
    .flatMap((term) => term.lifting)
    .filter((lifting) => lifting.holds === 'true')
    .map((lifting) => lifting.id);

function dependsAlike(expected: NonNullable<Expectation['dependsOn']>, got: ReadingVerdict['dependsOn']): boolean {
  const ids = (entries: readonly (string | { exception: string })[]) =>
    inOrder(entries.map((entry) => (typeof entry === 'string' ? entry : entry.exception))).join('\n');
  return (
    ids(expected) === ids(got) &&
    expected.every(
      (entry) =>
        typeof entry === 'string' ||
        got.some((each) => each.exception === entry.exception && each.otherwise === entry.otherwise),
    )
  );
}
