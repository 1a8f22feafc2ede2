import { LogicEngine } from 'json-logic-engine';
import type { Outcome } from '../../src/domain/words.js';
import type { Peer } from './peer.js';
import type { PlainRules, Test } from './plain-rules.js';

/**
 * json-logic-engine, compiled. It cannot name a part of a rule, so the reading is two documents: which exceptions hold, as
 * a list, and then the outcome, which reads that list; limits are written into the exceptions they defeat.
 */

type Logic = unknown;

function logicOf(test: Test): Logic {
  if ('all' in test) return test.all.length === 0 ? true : { and: test.all.map(logicOf) };
  if ('any' in test) return test.any.length === 0 ? false : { or: test.any.map(logicOf) };
  if ('not' in test) return { '!': [logicOf(test.not)] };
  const fact = { var: test.fact };
  switch (test.operator) {
    case 'equal':
      return { '===': [fact, test.value] };
    case 'notEqual':
      return { '!==': [fact, test.value] };
    case 'in':
      return { in: [fact, test.value] };
    case 'notIn':
      return { '!': [{ in: [fact, test.value] }] };
    case 'contains':
      return { in: [test.value, fact] };
    case 'doesNotContain':
      return { '!': [{ in: [test.value, fact] }] };
    case 'lessThan':
      return { '<': [fact, test.value] };
    case 'lessThanInclusive':
      return { '<=': [fact, test.value] };
    case 'greaterThan':
      return { '>': [fact, test.value] };
    case 'greaterThanInclusive':
      return { '>=': [fact, test.value] };
    default:
      throw new RangeError(`no operator ${test.operator}`);
  }
}

const or = (parts: readonly Logic[]): Logic => (parts.length === 0 ? false : { or: parts });

function documentsOf({ exceptions, terms }: PlainRules): { exceptions: Logic; outcome: Logic } {
  const whole: Logic[] = [];
  for (const { when, limits } of exceptions)
    whole.push(
      limits.length === 0 ? logicOf(when) : { and: [logicOf(when), { '!': [or(limits.map((at) => whole[at]))] }] },
    );
  const parts = terms.map((term) => {
    const covered = { and: [logicOf(term.bound), { var: 'inTerritory' }, logicOf(term.forbids)] };
    const lifted = or(term.exceptions.map((at) => ({ var: `holds.${at}` })));
    return { covered, lifted, bound: logicOf(term.bound), protects: logicOf(term.protects) };
  });
  const outcome = {
    if: [
      { var: 'disproved' },
      'no_violation',
      { '!': [{ var: 'inForce' }] },
      'not_in_force',
      or(parts.map(({ covered, lifted, protects }) => ({ and: [covered, protects, { '!': [lifted] }] }))),
      'violation',
      or(parts.map(({ covered, lifted }) => ({ and: [covered, lifted] }))),
      'exempt',
      or([
        { '!': [or(parts.map(({ bound }) => bound))] },
        { '!': [{ var: 'inTerritory' }] },
        or(parts.map(({ covered, protects }) => ({ and: [covered, { '!': [protects] }] }))),
      ]),
      'out_of_scope',
      'no_violation',
    ],
  };
  return { exceptions: whole, outcome };
}

export const jsonLogic: Peer = {
  name: 'json-logic-engine 5.0.7, compiled',
  gives: 'nothing but the outcome',
  lacks:
    'reasons or any trace, a third truth (an absent fact is null, and compares), what is missing, named conditions, roles, zones',
  build(rules) {
    const engine = new LogicEngine();
    const documents = documentsOf(rules);
    const exceptions = engine.build(documents.exceptions) as (data: unknown) => boolean[];
    const outcome = engine.build(documents.outcome) as (data: unknown) => Outcome;
    return ({ known }) => outcome({ ...known, holds: exceptions(known) });
  },
};
