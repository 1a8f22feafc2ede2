import { type Agreement, type Condition, roleList, type Term } from '../../src/domain/agreement.js';
import { windowOf } from '../../src/domain/group.js';
import type { CompiledAgreement } from '../../src/engine/compiled-agreement.js';
import type { Evaluated } from '../../src/engine/evaluate.js';
import { inputOf, type RulesInput } from '../../src/engine/second-opinion-input.js';
import type { ReadingTerms } from '../../src/engine/second-opinion-rules.js';
import type { Asked } from './peer.js';

/**
 * An agreement under one reading with all that is Truce's own taken out: named conditions written out, roles as plain
 * memberships, dates as numbers, two truths instead of three. Every peer is given this and puts it into its own language.
 */

export type Test =
  | { readonly all: readonly Test[] }
  | { readonly any: readonly Test[] }
  | { readonly not: Test }
  | {
      readonly fact: string;
      readonly operator: string;
      readonly value: string | number | boolean | readonly unknown[];
    };

export interface PlainException {
  readonly id: string;
  /** Accepted by the reading, its own condition met, and within its dates. */
  readonly when: Test;
  /** Those that defeat it, by their place in the list: all stand before it. */
  readonly limits: readonly number[];
}
export interface PlainTerm {
  readonly id: string;
  readonly bound: Test;
  readonly forbids: Test;
  readonly protects: Test;
  readonly exceptions: readonly number[];
}
export interface PlainRules {
  readonly exceptions: readonly PlainException[];
  readonly terms: readonly PlainTerm[];
  /** The same for json-rules-engine, which reads the files' own conditions. */
  readonly definition: Agreement;
  readonly reading: ReadingTerms;
}

export const ALWAYS: Test = { all: [] };
export const NEVER: Test = { any: [] };

/** A fact with its parameters as one bare name. */
const keyOf = (fact: string, params: string) => (params === '[]' ? fact : `${fact}_${params}`).replace(/\W+/g, '_');
const paramsText = (params: Readonly<Record<string, string | number>> | undefined) =>
  JSON.stringify(Object.entries(params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

export function plainRules(definition: Agreement, reading: ReadingTerms): PlainRules {
  const test = (condition: Condition): Test => {
    if ('all' in condition) return { all: condition.all.map(test) };
    if ('any' in condition) return { any: condition.any.map(test) };
    if ('not' in condition) return { not: test(condition.not) };
    if ('condition' in condition) return test(definition.conditions?.[condition.condition] as Condition);
    const { operator, value } = condition;
    return { fact: keyOf(condition.fact, paramsText(condition.params)), operator, value };
  };
  const ordered = limitsFirst(definition.exceptions ?? []);
  const placeOf = new Map(ordered.map((exception, place) => [exception.id, place]));
  const places = (ids: readonly string[]) => ids.map((id) => placeOf.get(id) as number);
  return {
    definition,
    reading,
    exceptions: ordered.map((exception) => {
      const accepted = reading.accepts.get(exception.id);
      const limits = ordered.filter((other) => other.defeats?.includes(exception.id)).map(({ id }) => id);
      if (accepted === undefined || accepted === 'undecided') return { id: exception.id, when: NEVER, limits: [] };
      const acceptance = accepted === 'always' ? [] : [test(accepted)];
      return {
        id: exception.id,
        when: { all: [...acceptance, test(exception.when), ...datesOf(exception)] },
        limits: places(limits),
      };
    }),
    terms: definition.terms
      .filter((term) => reading.terms.includes(term.id))
      .map((term) => ({
        id: term.id,
        bound: { all: [hasRole('actor_roles', roleList(term.binds)), ...datesOf(term)] },
        forbids: test(term.forbids),
        protects: protectsOf(term.protects, test),
        exceptions: places(ordered.filter((each) => each.shields?.includes(term.id)).map(({ id }) => id)),
      })),
  };
}

const hasRole = (fact: string, roles: readonly string[]): Test => ({
  any: roles.map((value) => ({ fact, operator: 'contains', value })),
});

function protectsOf(protects: Term['protects'], test: (condition: Condition) => Test): Test {
  if (protects === 'anyone') return ALWAYS;
  if (typeof protects === 'object' && 'condition' in protects) return test(protects);
  return hasRole('target_roles', roleList(protects));
}

function datesOf(dated: { from?: string | undefined; until?: string | undefined }): Test[] {
  const { from, until } = windowOf(dated);
  return [
    ...(from === undefined ? [] : [{ fact: 'occurredAt', operator: 'greaterThanInclusive', value: from }]),
    ...(until === undefined ? [] : [{ fact: 'occurredAt', operator: 'lessThan', value: until }]),
  ];
}

type Exceptions = NonNullable<Agreement['exceptions']>;

/** Exceptions in an order in which whatever defeats one stands before it. */
function limitsFirst(exceptions: Exceptions): Exceptions {
  const placed = new Set<Exceptions[number]>();
  const place = (exception: Exceptions[number]) => {
    if (placed.has(exception)) return;
    for (const other of exceptions) if (other.defeats?.includes(exception.id)) place(other);
    placed.add(exception);
  };
  for (const exception of exceptions) place(exception);
  return [...placed];
}

/** What a candidate's view holds, for peers. Undefined where some comparison that a rule makes is not known. */
export function askedOf(agreement: CompiledAgreement, { view }: Evaluated): Asked | undefined {
  if (agreement.atoms.some((atom) => !atom.ask.startsWith('exception:') && view.truth(atom.index) === 1))
    return undefined;
  const input: RulesInput = inputOf(agreement, { view, undecided: new Map() });
  const { inForce, inTerritory, disproved } = input.given;
  const facts = input.facts.map(([name, params, value]) => [keyOf(name, params), value] as const);
  const occurredAt = view.situation.occurrence.from;
  return { input, known: { ...Object.fromEntries(facts), occurredAt, inForce, inTerritory, disproved } };
}
