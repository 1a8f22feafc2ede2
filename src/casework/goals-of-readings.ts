import type { Condition, Reading } from '../domain/agreement.js';
import { FALSE, TRUE, UNKNOWN } from '../domain/truth.js';
import { OPERATORS } from '../engine/operators.js';
import { type Goal, goalId } from './goal.js';
import { followsFromBinding, shieldedTerms } from './implied.js';
import { fileOf, type Original } from './mutant.js';
import { countingReadings } from './mutate-terms.js';
import { NormalForm } from './normal-form.js';
import type { Possible } from './possible.js';
import { ANY_TRUTH, truthsOf } from './possible-truths.js';

/** What each reading accepts, under each answer to its condition; and what it refuses, where that would hold. */
export function readingGoals(possible: Possible): Goal[] {
  const { definition } = possible.original.agreement;
  const file = fileOf(possible.original);
  const normal = new NormalForm(definition.conditions ?? {});
  return definition.readings.flatMap((reading, at) =>
    (definition.exceptions ?? []).flatMap((exception): Goal[] => {
      const { id } = exception;
      const index = reading.accepts.findIndex((each) => (typeof each === 'string' ? each : each.exception) === id);
      const entry = reading.accepts[index];
      const undecided = reading.undecided?.indexOf(id) ?? -1;
      const counted = (exception.shields ?? []).some((term) => countingReadings(definition, term).includes(reading.id));
      const path =
        index >= 0
          ? ['readings', at, 'accepts', index]
          : undecided >= 0
            ? ['readings', at, 'undecided', undecided]
            : ['readings', at, 'accepts'];
      const goal = (
        state: string,
        wanted: string,
        can: boolean,
        whyNot = 'its parts can come to no such truth',
      ): Goal => ({
        id: goalId.acceptance(reading.id, id, state),
        kind: 'acceptance',
        subject: `${id} in ${reading.id}`,
        place: { file, path },
        wanted: `${wanted} in the reading \`${reading.id}\``,
        impossible:
          exception.shields !== undefined && !exception.defeats?.length && !counted
            ? 'the reading counts none of the terms that it shields'
            : can
              ? undefined
              : whyNot,
      });
      const when = possible.condition(exception.when);
      const met = when.has(TRUE) || when.has(UNKNOWN);
      if (undecided >= 0) return [goal('open', `\`${id}\` is left undecided where its condition may be met`, met)];
      if (entry === undefined)
        return exception.shields === undefined
          ? []
          : [goal('refused', `\`${id}\` would hold, and is refused`, when.has(TRUE))];
      if (typeof entry === 'string')
        return [goal('accepted', `\`${id}\` holds`, possible.exception(id, reading).has(TRUE))];
      const asked = possible.condition(entry.when);
      const shielded = shieldedTerms(definition, id, (term) => countingReadings(definition, term).includes(reading.id));
      const always =
        !exception.defeats?.length &&
        shielded.length > 0 &&
        shielded.every((term) => followsFromBinding(entry.when, term, normal));
      return [
        goal('accepted', `\`${id}\` is in question, and accepted`, met && asked.has(TRUE)),
        goal(
          'not met',
          `\`${id}\` is in question, and not accepted as the condition put on it is not met`,
          met && asked.has(FALSE) && !always,
          always ? 'the condition asks no more than who is bound by the terms that it shields' : undefined,
        ),
        goal(
          'open',
          `\`${id}\` is in question, and nobody knows whether the condition put on it is met`,
          met && asked.has(UNKNOWN),
        ),
      ];
    }),
  );
}

/** Each presumption and doubt used, set aside by its own condition, and displaced by what is known. */
export function heldGoals(original: Original): Goal[] {
  const { definition } = original.agreement;
  const named = definition.conditions ?? {};
  return definition.readings.flatMap((reading, at) =>
    (['presumes', 'doubts'] as const).flatMap((list) =>
      (reading[list] ?? []).flatMap((held, index): Goal[] => {
        const kind = list === 'presumes' ? 'presumption' : 'doubt';
        const subject = 'exception' in held ? held.exception : held.fact;
        const goal = (state: string, wanted: string, impossible?: string): Goal => ({
          id: goalId.held(kind, reading.id, index, state),
          kind,
          subject: `${subject} in ${reading.id}`,
          place: { file: fileOf(original), path: ['readings', at, list, index] },
          wanted: `the ${kind} on \`${subject}\` of the reading \`${reading.id}\` ${wanted}`,
          impossible,
        });
        const conditional = held.when !== undefined || held.unless !== undefined;
        return [
          goal('used', 'is used, and the outcome turns on it'),
          goal('set aside', 'is set aside by its own condition', conditional ? undefined : 'it has no condition'),
          ...(kind === 'presumption'
            ? [goal('displaced', 'could count, and what it speaks of is known', neverDisplaced(held, named))]
            : []),
        ];
      }),
    ),
  );
}

/** What is known of co-location is known from the report of it; a presumption that every such report sets aside meets none. */
function neverDisplaced(
  held: NonNullable<Reading['presumes']>[number] | NonNullable<Reading['doubts']>[number],
  named: Readonly<Record<string, Condition>>,
): string | undefined {
  if (!('fact' in held) || !held.fact.startsWith('coLocation.') || held.unless === undefined) return undefined;
  const whenReported = truthsOf(held.unless, named, ({ fact, params, operator, value }) =>
    fact === 'coLocation.reported' && params === undefined
      ? new Set([OPERATORS.get(operator)?.compare({ is: 'value', value: true }, value) ?? UNKNOWN])
      : ANY_TRUTH,
  );
  const always = whenReported.size === 1 && whenReported.has(TRUE);
  return always ? 'whatever makes it known sets the presumption aside' : undefined;
}
