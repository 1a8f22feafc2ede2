import type { Condition, Leaf } from '../domain/agreement.js';
import { OPERATORS } from '../engine/operators.js';
import { FACTS } from '../engine/vocabulary.js';
import { same } from './effect.js';

/** Conditions, and what differs between two of them, in one line of words. */

/** The unit of a fact of the agreement's own; those of the vocabulary are known. */
export type UnitOfFact = (fact: string) => string | undefined;

const LONGEST = 160;
export const clipped = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** `coLocation.distanceKm (al-nusra) is at most 5 km and not attack` */
export function conditionWords(condition: Condition, unitOf: UnitOfFact): string {
  const inner = (each: Condition) =>
    ('all' in each && each.all.length > 1) || ('any' in each && each.any.length > 1)
      ? `(${conditionWords(each, unitOf)})`
      : conditionWords(each, unitOf);
  if ('all' in condition) return condition.all.map(inner).join(' and ');
  if ('any' in condition) return condition.any.map(inner).join(' or ');
  if ('not' in condition) return `not ${inner(condition.not)}`;
  if ('condition' in condition) return condition.condition;
  return `${factWords(condition, unitOf)} ${operatorWords(condition.operator)} ${valueWords(condition, unitOf)}`;
}

const operatorWords = (operator: string) => OPERATORS.get(operator)?.words ?? operator;
const unitFor = ({ fact }: Leaf, unitOf: UnitOfFact) => FACTS.get(fact)?.unit ?? unitOf(fact);
const withUnit = (text: string, unit: string | undefined) => (unit === undefined ? text : `${text} ${unit}`);

function valueWords(leaf: Leaf, unitOf: UnitOfFact): string {
  const { value } = leaf;
  const unit = typeof value === 'number' ? unitFor(leaf, unitOf) : undefined;
  return withUnit(Array.isArray(value) ? value.join(', ') : String(value), unit);
}

function factWords({ fact, params = {} }: Leaf, _unitOf: UnitOfFact): string {
  const given = Object.entries(params).map(([name, each]) => (name === 'withinDays' ? `within ${each} days` : each));
  return given.length === 0 ? fact : `${fact} (${given.join(', ')})`;
}

/** What differs, as short phrases; one at least where the two are not the same. */
export function conditionChanges(before: Condition, after: Condition, unitOf: UnitOfFact): string[] {
  if (same(before, after)) return [];
  if ('fact' in before && 'fact' in after) {
    const found = leafChange(before, after, unitOf);
    if (found !== undefined) return [found];
  }
  if ('not' in before && 'not' in after)
    return conditionChanges(before.not, after.not, unitOf).map((each) => `${each}, negated`);
  if ('all' in before && 'all' in after)
    return listChanges(before.all, after.all, 'also asks for', 'no longer asks for', unitOf);
  if ('any' in before && 'any' in after)
    return listChanges(before.any, after.any, 'also holds where', 'no longer holds where', unitOf);
  return [`${clipped(conditionWords(before, unitOf))} → ${clipped(conditionWords(after, unitOf))}`];
}

/** Two leaves on the same fact: only what differs between them is said. */
function leafChange(before: Leaf, after: Leaf, unitOf: UnitOfFact): string | undefined {
  if (before.fact !== after.fact) return undefined;
  const names = [...new Set([...Object.keys(before.params ?? {}), ...Object.keys(after.params ?? {})])];
  const params = names.filter((name) => before.params?.[name] !== after.params?.[name]);
  const fact = params.length === 0 ? factWords(after, unitOf) : after.fact;
  const changed = params.map(
    (name) => `${name} ${before.params?.[name] ?? 'none'} → ${after.params?.[name] ?? 'none'}`,
  );
  const sameOperator = before.operator === after.operator;
  const unit = typeof after.value === 'number' ? unitFor(after, unitOf) : undefined;
  if (sameOperator && Array.isArray(before.value) && Array.isArray(after.value))
    changed.push(...membersChanged(before.value.map(String), after.value.map(String)));
  else if (sameOperator && !same(before.value, after.value))
    changed.push(`${operatorWords(after.operator)} ${before.value} → ${withUnit(String(after.value), unit)}`);
  else if (!sameOperator)
    changed.push(
      `${operatorWords(before.operator)} ${valueWords(before, unitOf)} → ${operatorWords(after.operator)} ${valueWords(after, unitOf)}`,
    );
  return `${fact} ${changed.join(', ')}`;
}

/** `+ a, − b`; that the order differs, where nothing else does. */
export function membersChanged(before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((each) => !before.includes(each)).map((each) => `+ ${each}`);
  const gone = before.filter((each) => !after.includes(each)).map((each) => `− ${each}`);
  return added.length + gone.length === 0 ? ['in another order'] : [[...added, ...gone].join(', ')];
}

function listChanges(
  before: readonly Condition[],
  after: readonly Condition[],
  adds: string,
  drops: string,
  unitOf: UnitOfFact,
): string[] {
  const gone = before.filter((each) => !after.some((other) => same(each, other)));
  const come = after.filter((each) => !before.some((other) => same(each, other)));
  if (gone.length === 1 && come.length === 1)
    return conditionChanges(gone[0] as Condition, come[0] as Condition, unitOf);
  const words = (conditions: readonly Condition[]) =>
    clipped(conditions.map((each) => conditionWords(each, unitOf)).join('; '));
  const found = [
    ...(come.length === 0 ? [] : [`${adds}: ${words(come)}`]),
    ...(gone.length === 0 ? [] : [`${drops}: ${words(gone)}`]),
  ];
  return found.length === 0 ? ['its parts stand in another order'] : found;
}
