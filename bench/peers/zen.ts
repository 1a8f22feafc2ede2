import { ZenEngine } from '@gorules/zen-engine';
import type { Outcome } from '../../src/domain/words.js';
import type { Peer } from './peer.js';
import type { PlainRules, Test } from './plain-rules.js';

/**
 * GoRules ZEN: one decision for a reading, three expression nodes one after another: exceptions, terms, outcome. Run with
 * its trace, which tells what each expression came to.
 */

const literal = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(literal).join(', ')}]`
    : typeof value === 'string'
      ? `'${value}'`
      : String(value);

const signs: Readonly<Record<string, string>> = {
  equal: '==',
  notEqual: '!=',
  in: 'in',
  notIn: 'not in',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
};

function written(test: Test): string {
  if ('all' in test) return test.all.length === 0 ? 'true' : `(${test.all.map(written).join(' and ')})`;
  if ('any' in test) return test.any.length === 0 ? 'false' : `(${test.any.map(written).join(' or ')})`;
  if ('not' in test) return `(not ${written(test.not)})`;
  if (test.operator === 'contains') return `(${literal(test.value)} in ${test.fact})`;
  if (test.operator === 'doesNotContain') return `(${literal(test.value)} not in ${test.fact})`;
  const sign = signs[test.operator];
  if (sign === undefined) throw new RangeError(`no operator ${test.operator}`);
  return `(${test.fact} ${sign} ${literal(test.value)})`;
}

/** Whether any of some keys is true; a thousand of them joined by \`or\` would be a thousand levels deep. */
const some = (keys: readonly string[]) => (keys.length === 0 ? 'false' : `some([${keys.join(', ')}], #)`);

type Expressions = { id: string; key: string; value: string }[];
const expression = (key: string, value: string) => ({ id: key, key, value });

function exceptionsOf({ exceptions }: PlainRules): Expressions {
  return exceptions.map(({ when, limits }, at) => {
    const undefeated = limits.length === 0 ? '' : ` and not ${some(limits.map((limit) => `$.e${limit}`))}`;
    return expression(`e${at}`, written(when) + undefeated);
  });
}

function termsOf({ terms }: PlainRules): Expressions {
  return terms.flatMap((term, at) => [
    expression(`b${at}`, written(term.bound)),
    expression(`c${at}`, `$.b${at} and inTerritory and ${written(term.forbids)}`),
    expression(`p${at}`, written(term.protects)),
    expression(`l${at}`, `$.c${at} and ${some(term.exceptions.map((exception) => `e${exception}`))}`),
    expression(`v${at}`, `$.c${at} and $.p${at} and not $.l${at}`),
    expression(`u${at}`, `$.c${at} and not $.p${at}`),
  ]);
}

function outcomeOf({ terms }: PlainRules): Expressions {
  const each = (letter: string) => some(terms.map((_term, at) => `${letter}${at}`));
  return [
    expression(
      'outcome',
      `disproved ? 'no_violation' : not inForce ? 'not_in_force' : ${each('v')} ? 'violation' : ${each('l')} ? 'exempt' : ` +
        `(not ${each('b')} or not inTerritory or ${each('u')}) ? 'out_of_scope' : 'no_violation'`,
    ),
  ];
}

function graphOf(rules: PlainRules) {
  const steps = [
    { id: 'exceptions', expressions: exceptionsOf(rules), passThrough: true },
    { id: 'terms', expressions: termsOf(rules), passThrough: true },
    { id: 'outcome', expressions: outcomeOf(rules), passThrough: false },
  ];
  const position = { x: 0, y: 0 };
  const ids = ['input', ...steps.map(({ id }) => id), 'output'];
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'input', name: 'input', type: 'inputNode', position },
      ...steps.map(({ id, ...content }) => ({ id, name: id, type: 'expressionNode', position, content })),
      { id: 'output', name: 'output', type: 'outputNode', position },
    ],
    edges: ids.slice(1).map((targetId, at) => ({ id: `to-${targetId}`, sourceId: ids[at], targetId, type: 'edge' })),
  };
}

const engine = new ZenEngine();

export const zen: Peer = {
  name: 'GoRules ZEN 0.52.1, with trace',
  gives: 'the value of every expression, true or false, by its key, and of every fact it was given',
  lacks:
    'which branch of a condition decided it, clauses, a third truth (an absent fact is null), what is missing, roles, zones',
  build(rules) {
    const decision = engine.createDecision(Buffer.from(JSON.stringify(graphOf(rules))));
    return async ({ known }) => {
      const { result, trace } = await decision.evaluate(known, { trace: true });
      if (trace === undefined) throw new Error('ZEN gave no trace');
      return result.outcome as Outcome;
    };
  },
};
