import { FALSE, TRUE } from '../domain/truth.js';
import type { RuleDate } from './dates.js';
import { BECAUSE_OF_ITS_PARTS, type Goal, goalId, goalsForTruths, TERM_PARTS, type TermPart, word } from './goal.js';
import { dateGoals } from './goals-of-dates.js';
import { leafGoals } from './goals-of-leaves.js';
import { heldGoals, readingGoals } from './goals-of-readings.js';
import type { Original } from './mutant.js';
import { acceptingReadings, countingReadings } from './mutate-terms.js';
import { Possible } from './possible.js';
import type { Truths } from './possible-truths.js';

/** @returns everything that the cases of an agreement should show, with what they cannot. */
export function goalsOf(original: Original, dates: readonly RuleDate[]): Goal[] {
  const possible = new Possible(original);
  return [
    ...termGoals(possible),
    ...exceptionGoals(possible),
    ...conditionGoals(possible),
    ...leafGoals(possible),
    ...readingGoals(possible),
    ...heldGoals(original),
    ...dateGoals(dates),
  ];
}

const united = (sets: readonly Truths[]): Truths => new Set(sets.flatMap((each) => [...each]));

const PART_WORDS: Record<TermPart, Record<'true' | 'false' | 'unknown', string>> = {
  covered: { true: 'covers the act', false: 'surely does not cover the act', unknown: 'may cover the act' },
  protected: {
    true: 'protects the target',
    false: 'surely does not protect the target',
    unknown: 'may protect the target',
  },
  lifted: { true: 'is lifted', false: 'is surely not lifted', unknown: 'may be lifted' },
  breached: { true: 'is breached', false: 'covers the act and is surely not breached', unknown: 'may be breached' },
};

const WHY_NOT: Record<TermPart, string> = {
  covered: BECAUSE_OF_ITS_PARTS,
  protected: 'what it protects leaves no such question',
  lifted: 'no exception that shields it, in a reading that counts it, can be so',
  breached: BECAUSE_OF_ITS_PARTS,
};

function termGoals(possible: Possible): Goal[] {
  const { original } = possible;
  const { definition, terms } = original.agreement;
  return terms.flatMap((term) => {
    const { id } = term.definition;
    const readings = definition.readings.filter((reading) => countingReadings(definition, id).includes(reading.id));
    const found = readings.map((reading) => possible.term(term, reading));
    return TERM_PARTS.flatMap((part) =>
      goalsForTruths(original, 'term', id, ['terms', term.index], united(found.map((each) => each[part])), {
        id: (truth) => goalId.term(id, part, truth),
        wanted: (truth) => `\`${id}\` ${PART_WORDS[part][word(truth)]}`,
        impossible: readings.length === 0 ? 'no reading counts the term' : WHY_NOT[part],
      }),
    );
  });
}

function exceptionGoals(possible: Possible): Goal[] {
  const { original } = possible;
  const { definition } = original.agreement;
  return (definition.exceptions ?? []).flatMap((exception, index) => {
    const { id, kind } = exception;
    const accepting = acceptingReadings(definition, id);
    const readings = definition.readings.filter((reading) => accepting.includes(reading.id));
    const truths = united(readings.map((reading) => possible.exception(id, reading)));
    return goalsForTruths(original, kind === 'limit' ? 'limit' : 'exception', id, ['exceptions', index], truths, {
      id: (truth) => goalId.exception(id, truth),
      wanted: (truth) =>
        `\`${id}\` ${truth === TRUE ? 'holds' : truth === FALSE ? 'is in question and surely does not hold' : 'may hold or not'}, in a reading that accepts it`,
      ...(readings.length === 0 ? { impossible: 'no reading accepts it' } : {}),
    });
  });
}

function conditionGoals(possible: Possible): Goal[] {
  const { original } = possible;
  const { definition, conditions } = original.agreement;
  return Object.entries(definition.conditions ?? {}).flatMap(([name, condition]) =>
    goalsForTruths(original, 'condition', name, ['conditions', name], possible.condition(condition), {
      id: (truth) => goalId.condition(name, truth),
      wanted: (truth) => `\`${name}\` is ${word(truth)}`,
      ...(conditions.has(name) ? {} : { impossible: 'nothing that is judged refers to it' }),
    }),
  );
}
