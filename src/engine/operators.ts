import { FALSE, not, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { FactValue } from './fact-value.js';
import type { FactType } from './vocabulary.js';

/**
 * The operators of json-rules-engine, lifted to bounded and unknown facts (S3): true when every value in the bounds
 * satisfies, false when none does, else unknown.
 */

export type Literal = string | number | boolean | readonly (string | number)[];
type Compare = (fact: FactValue, value: Literal) => Truth;

const certainly = (yes: boolean): Truth => (yes ? TRUE : FALSE);

/** The truth of a test over every value that the fact may have. */
function overScalar(fact: FactValue, holds: (value: string | number | boolean) => boolean): Truth {
  if (fact.is === 'value') return certainly(holds(fact.value));
  if (fact.is !== 'oneOf') return UNKNOWN;
  let some = false;
  let every = true;
  for (const value of fact.values) {
    if (holds(value)) some = true;
    else every = false;
  }
  return every ? TRUE : some ? UNKNOWN : FALSE;
}

const within = (low: number, high: number, value: number) => low <= value && value <= high;

const equal: Compare = (fact, value) => {
  if (fact.is === 'range') {
    if (fact.min === fact.max) return certainly(fact.min === value);
    return within(fact.min, fact.max, value as number) ? UNKNOWN : FALSE;
  }
  return overScalar(fact, (each) => each === value);
};

const isIn: Compare = (fact, value) => {
  const list = value as readonly (string | number)[];
  if (fact.is === 'range') {
    if (fact.min === fact.max) return certainly(list.includes(fact.min));
    return list.some((each) => within(fact.min, fact.max, each as number)) ? UNKNOWN : FALSE;
  }
  return overScalar(fact, (each) => list.includes(each as string));
};

const contains: Compare = (fact, value) => {
  if (fact.is !== 'set') return UNKNOWN;
  if (fact.certain.has(value as string)) return TRUE;
  if (fact.possible === 'anything') return fact.except?.has(value as string) ? FALSE : UNKNOWN;
  return fact.possible.has(value as string) ? UNKNOWN : FALSE;
};

const ordered =
  (test: (fact: number, value: number) => boolean): Compare =>
  (fact, value) => {
    if (fact.is !== 'range') return UNKNOWN;
    const low = test(fact.min, value as number);
    return low === test(fact.max, value as number) ? certainly(low) : UNKNOWN;
  };

const mirror =
  (compare: Compare): Compare =>
  (fact, value) =>
    not(compare(fact, value));

export interface Operator {
  readonly name: string;
  /** The types of fact it can be asked of. */
  readonly types: readonly FactType[];
  /** What its value must be: one value of the fact's kind, a list of them, a number, or a member of the set. */
  readonly wants: 'one' | 'list' | 'number' | 'member';
  readonly words: string;
  readonly compare: Compare;
}

const operator = (
  name: string,
  types: FactType[],
  wants: Operator['wants'],
  words: string,
  compare: Compare,
): Operator => ({
  name,
  types,
  wants,
  words,
  compare,
});
const scalar: FactType[] = ['boolean', 'number', 'text'];

export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    operator('equal', scalar, 'one', 'is', equal),
    operator('notEqual', scalar, 'one', 'is not', mirror(equal)),
    operator('in', ['number', 'text'], 'list', 'is one of', isIn),
    operator('notIn', ['number', 'text'], 'list', 'is none of', mirror(isIn)),
    operator('contains', ['set'], 'member', 'include', contains),
    operator('doesNotContain', ['set'], 'member', 'do not include', mirror(contains)),
    operator(
      'lessThan',
      ['number'],
      'number',
      'is less than',
      ordered((a, b) => a < b),
    ),
    operator(
      'lessThanInclusive',
      ['number'],
      'number',
      'is at most',
      ordered((a, b) => a <= b),
    ),
    operator(
      'greaterThan',
      ['number'],
      'number',
      'is more than',
      ordered((a, b) => a > b),
    ),
    operator(
      'greaterThanInclusive',
      ['number'],
      'number',
      'is at least',
      ordered((a, b) => a >= b),
    ),
  ].map((each) => [each.name, each]),
);
