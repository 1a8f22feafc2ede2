import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import { entriesOf, isRaw, membersOf } from '../authored/raw.js';
import { allowedHelp, booleanHelp, numberHelp } from '../authored/shape.js';
import { nearest } from '../domain/nearest.js';
import type { Operator } from '../engine/operators.js';
import { FACTS, type FactDefinition } from '../engine/vocabulary.js';
import { checkGroup, checkName, type Known } from './known.js';

/** The values and parameters that a rule gives to facts: their type, their closed lists and the names in them. */

/** The value of a leaf, as its operator wants it. */
export function checkLeafValue(
  report: Report,
  path: Path,
  fact: FactDefinition,
  operator: Operator,
  value: unknown,
  known: Known,
): void {
  if (operator.wants !== 'list') {
    if (Array.isArray(value)) {
      const help = operator.wants === 'member' ? 'ask for several with `any` or `all`' : 'use `in` for a list';
      report(path, { code: 'wrong-type', message: `${quoted(operator.name)} takes one value, not a list`, help });
    } else checkSingle(report, path, fact, value, known);
    return;
  }
  if (!Array.isArray(value)) {
    report(path, { code: 'wrong-type', message: `${quoted(operator.name)} takes a list, not ${quoted(value)}` });
    return;
  }
  if (value.length === 0)
    report(path, { code: 'empty-list', message: `the list of ${quoted(operator.name)} is empty` });
  for (const [member, at] of membersOf(value, path)) checkSingle(report, at, fact, member, known);
}

const typeOfFact = { boolean: 'boolean', number: 'number', text: 'string', set: 'string' } as const;
const words = { boolean: 'true or false', number: 'a number', text: 'text', set: 'text' } as const;

/** One value of a fact, or one member of a set. */
export function checkSingle(report: Report, path: Path, fact: FactDefinition, value: unknown, known: Known): void {
  if (isRaw(value) && 'fact' in value) {
    const help = 'compare with a value; a rule cannot compare two facts';
    report(path, { code: 'value-is-fact', message: 'the value cannot be another fact', help });
    return;
  }
  if (typeof value !== typeOfFact[fact.type]) {
    if (fact.type === 'number' && unitOf(value) !== undefined) {
      const counted = fact.unit === undefined ? '' : `; ${quoted(fact.name)} is counted in ${fact.unit}`;
      const help = `write ${quoted(Number.parseFloat(String(value)))}`;
      report(path, { code: 'unit-in-value', message: `${quoted(value)} must be a bare number${counted}`, help });
      return;
    }
    const text = typeof value === 'string' ? 'the text ' : '';
    const message = `${quoted(fact.name)} is ${words[fact.type]}, so ${text}${quoted(value)} cannot be its value`;
    report(path, { code: 'wrong-type', message, help: helpFor(fact.type, value) });
    return;
  }
  if (typeof value !== 'string') return;
  if (fact.values !== undefined && !fact.values.includes(value)) {
    const near = nearest(value, fact.values);
    report(path, {
      code: 'unknown-value',
      message: `${quoted(fact.name)} is never ${quoted(value)}`,
      nearest: near,
      help: near.length === 0 ? (otherFact(fact, value) ?? allowedHelp(fact.values)) : undefined,
    });
  }
  if (fact.names === 'group') checkGroup(report, path, value, known);
  if (fact.names === 'role') checkName(report, path, 'role', value, known.roles, known);
  if (fact.names === 'zone') {
    known.used.zones.add(value);
    checkName(report, path, 'zone', value, known.zones, known);
  }
}

/** Kinds of act and their classes are easily taken for each other. */
function otherFact(fact: FactDefinition, value: string): string | undefined {
  const [other, operator] = fact.name === 'act.kind' ? ['act.classes', 'contains'] : ['act.kind', 'equal'];
  if (!fact.name.startsWith('act.') || FACTS.get(other)?.values?.includes(value) !== true) return undefined;
  return `write { fact: ${other}, operator: ${operator}, value: ${value} }`;
}

/** What to write instead of a value of the wrong type, where it can be told. */
function helpFor(type: FactDefinition['type'], value: unknown): string | undefined {
  if (typeof value === 'string')
    return type === 'boolean' ? booleanHelp(value) : type === 'number' ? numberHelp(value) : undefined;
  const isText = type === 'text' || type === 'set';
  return isText && value !== null && typeof value !== 'object' ? `put it in quotation marks: "${value}"` : undefined;
}

const unitOf = (value: unknown) =>
  typeof value === 'string' ? /^\s*-?\d+(?:[.,]\d+)?\s*([\p{L}%]+)\s*$/u.exec(value)?.[1] : undefined;

/** The parameters of a fact: those it must have, those it may have, and what they name. */
export function checkParams(report: Report, path: Path, fact: FactDefinition, params: unknown, known: Known): void {
  const wanted = fact.params ?? {};
  if (params !== undefined && !isRaw(params)) {
    report([...path, 'params'], { code: 'wrong-type', message: '`params` must be a mapping' });
    return;
  }
  for (const [name, { required, kind }] of Object.entries(wanted)) {
    if (!required || (params !== undefined && Object.hasOwn(params, name))) continue;
    const help = `add params: { ${name}: <${kind === 'feature' ? 'zone' : kind}> }`;
    report(path, { code: 'missing-param', message: `${quoted(fact.name)} needs the parameter ${quoted(name)}`, help });
  }
  for (const [name, value, at] of entriesOf(params, [...path, 'params'])) {
    const definition = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
    if (definition === undefined) {
      const has = Object.keys(wanted);
      const help = has.length === 0 ? 'it takes none' : `it takes ${has.join(', ')}`;
      const message = `${quoted(fact.name)} takes no parameter ${quoted(name)}`;
      report(at, { code: 'unknown-param', message, at: 'key', nearest: nearest(name, has), help });
      continue;
    }
    const type = definition.kind === 'number' ? 'number' : 'string';
    if (typeof value !== type) {
      const unit = type === 'number' && unitOf(value) !== undefined;
      const message = `the parameter ${quoted(name)} must be ${type === 'number' ? 'a bare number' : 'text'}, not ${quoted(value)}`;
      report(at, { code: unit ? 'unit-in-value' : 'wrong-param', message });
    } else if (definition.kind === 'number' && (value as number) < 0)
      report(at, { code: 'wrong-param', message: `the parameter ${quoted(name)} cannot be negative` });
    else if (definition.kind === 'group') checkGroup(report, at, value, known);
    else if (definition.kind === 'role') checkName(report, at, 'role', value, known.roles, known);
    else if (definition.kind === 'feature') {
      known.used.zones.add(String(value));
      checkName(report, at, 'zone', value, known.zones, known);
    }
  }
}
