import type { Incident } from '../domain/incident.js';
import { breachOf } from './goals.js';
import { cameOut, type Scope } from './scope.js';
import { every, expressed } from './search.js';

const REACHED: ReadonlySet<string> = new Set(['breached', 'lifted', 'unprotected']);

/**
 * Terms that no case reaches: of no case's act it is sure, in any reading, that it is done by one whom the term binds, in the
 * territory, and of the kind it forbids.
 * @param cases the incidents of the agreement's cases; undefined where there is no cases file, of which nothing is then said
 */
export function findUncoveredTerms(scope: Scope, cases: readonly Incident[] | undefined): void {
  if (cases === undefined) return;
  const reached = new Set<string>();
  for (const incident of cases)
    for (const verdict of Object.values(scope.judged(incident).readings))
      for (const { terms } of verdict.candidates)
        for (const { id, state } of terms) if (REACHED.has(state)) reached.add(id);
  for (const term of scope.agreement.terms) {
    const { id } = term.definition;
    const reading = scope.agreement.readings.find(({ plan }) => plan.terms.has(term.index));
    if (reached.has(id) || reading === undefined) continue;
    const covered = every([
      scope.inForce,
      expressed(scope.agreement.territory),
      expressed(term.bound),
      expressed(term.forbids),
    ]);
    // Of a term that no act can reach, another finding tells.
    if (scope.canInAnyReading(covered).is === 'none') continue;
    scope.say({
      code: 'term-without-case',
      path: ['terms', term.index],
      message: `no case reaches \`${id}\`: in none is its act surely forbidden by the term and done by one whom it binds`,
      help: 'add a case to cases.yaml, such as the example with the outcome that the text calls for',
      example: scope.example(
        reading,
        [breachOf(scope.agreement, reading.plan, term.index, {}), covered],
        (verdict) => `an act that reaches it; ${cameOut(reading.id, verdict)}`,
      ),
    });
  }
}
