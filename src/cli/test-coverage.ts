import { type Coverage, missingFrom } from '../casework/coverage.js';
import { GOAL_KINDS } from '../casework/goal.js';
import type { Original, Place } from '../casework/mutant.js';
import { reportsThatReach } from '../casework/reaching.js';
import { skeleton } from '../casework/skeleton.js';
import type { Case } from '../domain/worked-case.js';

/** How coverage is printed. */

export type Where = (place: Place) => { file: string; line: number };

/** One line for each agreement. */
export function coverageLine(coverage: Coverage): string {
  const missing = missingFrom(coverage).length;
  const all = coverage.goals.length;
  const rest = missing === 0 ? 'complete' : `${missing} still to be written (--coverage tells which)`;
  return `${coverage.agreement}: ${all - missing} of ${all} covered, ${rest}`;
}

/** Every goal that no case shows, as the case still to be written. */
export function coverageText(original: Original, cases: readonly Case[], coverage: Coverage, where: Where): string {
  const rows = GOAL_KINDS.flatMap((kind) => {
    const goals = coverage.goals.filter((goal) => goal.kind === kind);
    const covered = goals.filter((goal) => goal.cases.length > 0).length;
    const impossible = coverage.impossible.filter((goal) => goal.kind === kind).length;
    if (goals.length + impossible === 0) return [];
    return [
      `  ${kind.padEnd(12)} ${covered} of ${goals.length}${impossible === 0 ? '' : `, ${impossible} impossible`}`,
    ];
  });
  const reaching = reportsThatReach(original, cases, coverage);
  const missing = missingFrom(coverage).map((goal) => {
    const { file, line } = where(goal.place);
    const near = reaching.get(goal.id);
    const begin = near === undefined ? [] : ['  a case that would show it:', indented(skeleton(original, near))];
    return [`${file}:${line} no case where ${goal.wanted}`, ...begin].join('\n');
  });
  const not = coverage.impossible.map((goal) => {
    const { file, line } = where(goal.place);
    return `${file}:${line} not asked for: a case where ${goal.wanted}; ${goal.impossible}`;
  });
  return [coverageLine(coverage).replace(' (--coverage tells which)', ''), ...rows, ...missing, ...not].join('\n');
}

const indented = (text: string) => text.trimEnd().replace(/^/gm, '    ');

/** Coverage for machines: every goal with the cases that show it. */
export function coverageJson(coverage: Coverage, where: Where) {
  const missing = missingFrom(coverage);
  return {
    agreement: coverage.agreement,
    goals: coverage.goals.length,
    covered: coverage.goals.length - missing.length,
    missing: missing.map(({ id, kind, subject, wanted, place }) => ({ id, kind, subject, wanted, ...where(place) })),
    impossible: coverage.impossible.map(({ id, kind, subject, wanted, impossible, place }) => ({
      id,
      kind,
      subject,
      wanted,
      impossible,
      ...where(place),
    })),
    shown: coverage.goals
      .filter((goal) => goal.cases.length > 0)
      .map(({ id, kind, subject, cases }) => ({ id, kind, subject, cases })),
  };
}
