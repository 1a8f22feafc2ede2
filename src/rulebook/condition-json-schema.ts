import type { z } from 'zod';
import { OPERATORS, type Operator } from '../engine/operators.js';
import { FACTS, type FactDefinition, type FactType } from '../engine/vocabulary.js';

/**
 * Conditions for editors. The checks take a union of five shapes; an editor that is offered a union cannot tell what a
 * half-written one is meant to be, so here it is one object, with what each fact allows behind `if` and `then`.
 */

type Json = z.core.JSONSchema.BaseSchema;

const OWN_FACT: Json = {
  type: 'string',
  pattern: '^[a-z][a-zA-Z0-9]*$',
  description: "One of the agreement's own facts, declared under `vocabulary`",
};

/** The name of a fact: those of the engine, each with its meaning, or one of the agreement's own. */
export const factName: Json = {
  anyOf: [...[...FACTS.values()].map((fact): Json => ({ const: fact.name, description: hover(fact) })), OWN_FACT],
};

/** What an editor shows of a fact. */
function hover({ meaning, type, unit, params }: FactDefinition): string {
  const takes = Object.entries(params ?? {}).map(([name, { required }]) => `${name}${required ? '' : '?'}`);
  return `${meaning} (${unit ?? type}${takes.length === 0 ? '' : `; params: ${takes.join(', ')}`})`;
}

/** @param self how a condition refers to itself, since conditions contain conditions */
export function conditionJsonSchema(self: string): Json {
  const list: Json = { type: 'array', minItems: 1, items: { $ref: self } };
  return {
    type: 'object',
    properties: {
      all: list,
      any: list,
      not: { $ref: self },
      condition: { type: 'string' },
      fact: factName,
      operator: { type: 'string' },
      value: { not: { type: ['object', 'null'] } },
      params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    },
    additionalProperties: false,
    oneOf: [
      ...['all', 'any', 'not', 'condition'].map((key): Json => ({ required: [key], maxProperties: 1 })),
      { required: ['fact', 'operator', 'value'] },
    ],
    allOf: [...leavesOf(FACTS.values()), ownFact(), ...listsOf(OPERATORS.values())],
    errorMessage: 'a condition is one of all, any, not, condition, or fact with operator and value',
  } as Json;
}

/** For each kind of fact: the operators, values and parameters that go with it. Facts that are alike share one entry. */
function leavesOf(facts: Iterable<FactDefinition>): Json[] {
  const alike = new Map<string, string[]>();
  for (const fact of facts) {
    const text = JSON.stringify(leafOf(fact));
    alike.set(text, [...(alike.get(text) ?? []), fact.name]);
  }
  return [...alike].map(
    ([then, names]): Json => ({
      if: { properties: { fact: { enum: names, doNotSuggest: true } as Json }, required: ['fact'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: JSON.parse(then) as Json,
    }),
  );
}

/** A fact of the agreement's own, of whose type the schema knows nothing: it may be asked with every operator. */
const ownFact = (): Json => ({
  if: { properties: { fact: { pattern: '^[a-z][a-zA-Z0-9]*$', doNotSuggest: true } as Json }, required: ['fact'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { properties: { operator: { enum: [...OPERATORS.keys()] } } },
});

const JSON_TYPES: Readonly<Record<FactType, string>> = {
  boolean: 'boolean',
  number: 'number',
  text: 'string',
  set: 'string',
};

function leafOf({ type, values, names, params }: FactDefinition): Json {
  const operators = [...OPERATORS.values()].filter((each) => each.types.includes(type)).map(({ name }) => name);
  const one = {
    type: JSON_TYPES[type],
    ...(values === undefined ? {} : { enum: values }),
    ...described(names),
  } as Json;
  const many = operators.some((name) => OPERATORS.get(name)?.wants === 'list');
  return {
    properties: {
      operator: { enum: operators },
      value: many ? { anyOf: [one, { type: 'array', minItems: 1, items: one }] } : one,
      params: paramsOf(params ?? {}),
    },
    ...(Object.values(params ?? {}).some(({ required }) => required) ? { required: ['params'] } : {}),
  };
}

const described = (names: string | undefined) => (names === undefined ? {} : { description: `The id of a ${names}` });

function paramsOf(params: NonNullable<FactDefinition['params']>): Json {
  const entries = Object.entries(params);
  const required = entries.filter(([, each]) => each.required).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, { kind }]): [string, Json] => [
        name,
        kind === 'number'
          ? { type: 'number', minimum: 0, description: 'A bare number' }
          : { type: 'string', description: `The id of a ${kind === 'feature' ? 'zone' : kind}` },
      ]),
    ),
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
  };
}

/** Operators that take a list take nothing else, and the other way round. */
function listsOf(operators: Iterable<Operator>): Json[] {
  const takers = [...operators].filter(({ wants }) => wants === 'list').map(({ name }) => name);
  return [
    {
      if: { properties: { operator: { pattern: `^(${takers.join('|')})$` } }, required: ['operator', 'value'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { value: { type: 'array' } } },
      else: { properties: { value: { not: { type: 'array' } } } },
    },
  ];
}
