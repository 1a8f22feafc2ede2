import type { Peer } from './peer.js';
import type { Test } from './plain-rules.js';

/** Predicates as a person would write them by hand for these rules and nothing else: what judging costs at the least. */

type Known = Readonly<Record<string, unknown>>;
type Predicate = (known: Known) => boolean;

function predicateOf(test: Test): Predicate {
  if ('all' in test) {
    const parts = test.all.map(predicateOf);
    return (known) => parts.every((part) => part(known));
  }
  if ('any' in test) {
    const parts = test.any.map(predicateOf);
    return (known) => parts.some((part) => part(known));
  }
  if ('not' in test) {
    const part = predicateOf(test.not);
    return (known) => !part(known);
  }
  return leafOf(test);
}

function leafOf({ fact, operator, value }: Extract<Test, { fact: string }>): Predicate {
  const list = value as readonly unknown[];
  const bound = value as number;
  switch (operator) {
    case 'equal':
      return (known) => known[fact] === value;
    case 'notEqual':
      return (known) => known[fact] !== value;
    case 'in':
      return (known) => list.includes(known[fact]);
    case 'notIn':
      return (known) => !list.includes(known[fact]);
    case 'contains':
      return (known) => (known[fact] as readonly unknown[]).includes(value);
    case 'doesNotContain':
      return (known) => !(known[fact] as readonly unknown[]).includes(value);
    case 'lessThan':
      return (known) => (known[fact] as number) < bound;
    case 'lessThanInclusive':
      return (known) => (known[fact] as number) <= bound;
    case 'greaterThan':
      return (known) => (known[fact] as number) > bound;
    case 'greaterThanInclusive':
      return (known) => (known[fact] as number) >= bound;
    default:
      throw new RangeError(`no operator ${operator}`);
  }
}

export const closures: Peer = {
  name: 'hand-written closures',
  gives: 'nothing but the outcome',
  lacks:
    'reasons, a third truth, what is missing, what it hangs on, presumptions; roles, zones and distances are handed to it ready',
  build({ exceptions, terms }) {
    const lifting = exceptions.map(({ when, limits }) => ({ when: predicateOf(when), limits }));
    const banning = terms.map((term) => ({
      bound: predicateOf(term.bound),
      forbids: predicateOf(term.forbids),
      protects: predicateOf(term.protects),
      exceptions: term.exceptions,
    }));
    return ({ known }) => {
      if (known.disproved) return 'no_violation';
      if (!known.inForce) return 'not_in_force';
      const holds = (at: number): boolean => {
        const exception = lifting[at];
        return exception?.when(known) === true && !exception.limits.some(holds);
      };
      let anyBound = false;
      let exempt = false;
      let unprotected = false;
      for (const term of banning) {
        if (!term.bound(known)) continue;
        anyBound = true;
        if (!known.inTerritory || !term.forbids(known)) continue;
        const isProtected = term.protects(known);
        if (term.exceptions.some(holds)) exempt = true;
        else if (isProtected) return 'violation';
        if (!isProtected) unprotected = true;
      }
      if (exempt) return 'exempt';
      return !anyBound || !known.inTerritory || unprotected ? 'out_of_scope' : 'no_violation';
    };
  },
};
