import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import { entriesOf, isRaw, membersOf, type Raw, under } from '../authored/raw.js';
import { nearest } from '../domain/nearest.js';
import { OPERATORS } from '../engine/operators.js';
import { checkLeafValue, checkParams } from './check-values.js';
import { checkName, type Known } from './known.js';

/** Conditions: json-rules-engine's, without what would make them unsafe or mean nothing. */

const MAX_DEPTH = 30;
const branches = ['all', 'any', 'not', 'condition'] as const;
const leafKeys = ['fact', 'operator', 'value', 'params'];

/** Checks one condition, of whatever shape it may be, and all below it. */
export function checkCondition(report: Report, path: Path, value: unknown, known: Known, depth = 0): void {
  if (!isRaw(value)) {
    const help = typeof value === 'string' ? `for a named one write { condition: ${value} }` : undefined;
    report(path, { code: 'wrong-type', message: `a condition must be a mapping, not ${quoted(value)}`, help });
    return;
  }
  if (depth > MAX_DEPTH) {
    report(path, { code: 'too-deep', message: `a condition cannot be nested more than ${MAX_DEPTH} deep` });
    return;
  }
  const kinds = [
    ...branches.filter((key) => Object.hasOwn(value, key)),
    ...('fact' in value || 'operator' in value ? ['fact'] : []),
  ];
  const known_keys =
    kinds.length === 1 && kinds[0] !== 'fact' ? kinds : kinds.length === 1 ? leafKeys : [...branches, ...leafKeys];
  for (const key of Object.keys(value)) {
    if (!known_keys.includes(key) && !(branches as readonly string[]).includes(key))
      foreignKey(report, [...path, key], key, known_keys);
  }
  if (kinds.length > 1) {
    const message = `${kinds.map(quoted).join(' and ')} cannot stand side by side in one condition`;
    report(path, { code: 'mixed-condition', message, help: 'put them in a list under `all` or `any`' });
  }
  if (kinds.length === 0) {
    const help = 'write one of all, any, not, condition, or fact with operator and value';
    report(path, { code: 'no-condition', message: 'the condition says nothing', help });
  }
  for (const key of ['all', 'any'] as const)
    if (Object.hasOwn(value, key)) checkList(report, [...path, key], key, value[key], known, depth);
  if (Object.hasOwn(value, 'not')) checkCondition(report, [...path, 'not'], value.not, known, depth + 1);
  if (Object.hasOwn(value, 'condition')) checkReference(report, [...path, 'condition'], value.condition, known);
  if (kinds.includes('fact')) checkLeaf(report, path, value, known);
}

function checkList(report: Report, path: Path, key: 'all' | 'any', list: unknown, known: Known, depth: number): void {
  if (!Array.isArray(list)) report(path, { code: 'wrong-type', message: `\`${key}\` must be a list of conditions` });
  else if (list.length === 0) {
    const help =
      key === 'all'
        ? 'an empty `all` would always hold'
        : 'json-rules-engine lets an empty `any` hold; nobody means that';
    report(path, { code: 'empty-condition', message: `\`${key}\` must not be empty`, help });
  }
  for (const [member, at] of membersOf(list, path)) checkCondition(report, at, member, known, depth + 1);
}

function checkReference(report: Report, path: Path, name: unknown, known: Known): void {
  if (typeof name !== 'string') {
    report(path, { code: 'wrong-type', message: '`condition` must be the name of a condition' });
    return;
  }
  known.used.conditions.add(name);
  checkName(report, path, 'condition', name, known.conditions, known);
}

function foreignKey(report: Report, path: Path, key: string, allowed: readonly string[]): void {
  if (key === 'priority') {
    const help = 'the order of conditions never counts; remove it';
    report(path, { code: 'priority', message: '`priority` is not allowed in a condition', at: 'key', help });
  } else if (key === 'path') {
    const help = 'JSONPath can run code, so facts are read by name only';
    report(path, { code: 'jsonpath', message: '`path` is not allowed in a condition', at: 'key', help });
  } else {
    const message = `\`${key}\` is not a known key of a condition`;
    report(path, {
      code: 'unknown-key',
      message,
      at: 'key',
      nearest: nearest(key, allowed),
      help: `known here: ${allowed.join(', ')}`,
    });
  }
}

function checkLeaf(report: Report, path: Path, leaf: Raw, known: Known): void {
  for (const key of ['fact', 'operator', 'value'])
    if (!Object.hasOwn(leaf, key)) report(path, { code: 'missing-key', message: `\`${key}\` is missing` });
  const fact = checkFactName(report, [...path, 'fact'], leaf.fact, known);
  if (fact !== undefined) checkParams(report, path, fact, leaf.params, known);
  const operator = checkOperator(report, [...path, 'operator'], leaf.operator);
  if (fact === undefined || operator === undefined) return;
  if (!operator.types.includes(fact.type)) {
    const fitting = [...OPERATORS.values()].filter((each) => each.types.includes(fact.type)).map((each) => each.name);
    const message = `${quoted(operator.name)} cannot be asked of ${quoted(fact.name)}, which is a ${fact.type}`;
    report([...path, 'operator'], { code: 'wrong-operator', message, help: `use ${fitting.join(', ')}` });
    return;
  }
  if (Object.hasOwn(leaf, 'value')) checkLeafValue(report, [...path, 'value'], fact, operator, leaf.value, known);
}

/** @returns what the fact is, or undefined with a report when no fact has that name. */
export function checkFactName(report: Report, path: Path, name: unknown, known: Known) {
  if (name === undefined) return undefined;
  if (typeof name !== 'string') {
    report(path, { code: 'wrong-type', message: '`fact` must be the name of a fact' });
    return undefined;
  }
  const fact = known.facts.get(name);
  if (fact === undefined && !known.unclearFacts.has(name)) {
    const near = nearest(name, known.facts.keys());
    const help =
      near.length > 0
        ? undefined
        : "rules/vocabulary.md lists them; an agreement's own are declared under `vocabulary`";
    report(path, { code: 'unknown-fact', message: `no fact is called ${quoted(name)}`, nearest: near, help });
  }
  return fact;
}

function checkOperator(report: Report, path: Path, name: unknown) {
  if (name === undefined) return undefined;
  if (typeof name !== 'string') {
    report(path, { code: 'wrong-type', message: '`operator` must be the name of an operator' });
    return undefined;
  }
  const operator = OPERATORS.get(name);
  if (operator === undefined) {
    if (name.includes(':')) {
      const help = 'sets are asked with contains and doesNotContain, joined by `all`, `any` and `not`';
      report(path, { code: 'decorator', message: `operator decorators such as ${quoted(name)} are not allowed`, help });
    } else {
      const near = nearest(name, OPERATORS.keys());
      const help = near.length > 0 ? undefined : `operators: ${[...OPERATORS.keys()].join(', ')}`;
      report(path, { code: 'unknown-operator', message: `no operator is called ${quoted(name)}`, nearest: near, help });
    }
  }
  return operator;
}

/** The paths of every condition in an agreement, so far as its shape allows to tell. */
export function conditionPaths(agreement: unknown): Path[] {
  const found: Path[] = entriesOf(under(agreement, 'conditions'), ['conditions']).map(([, , path]) => path);
  const take = (holder: unknown, path: Path, ...keys: string[]) => {
    for (const key of keys) if (under(holder, key) !== undefined) found.push([...path, key]);
  };
  const each = (key: string) => membersOf(under(agreement, key), [key]);
  for (const [term, path] of each('terms')) take(term, path, 'forbids');
  for (const [exception, path] of each('exceptions')) take(exception, path, 'when');
  for (const [duty, path] of each('duties')) take(duty, path, 'counts', 'breaches');
  for (const [reading, path] of each('readings')) {
    for (const [entry, at] of membersOf(under(reading, 'accepts'), [...path, 'accepts'])) take(entry, at, 'when');
    for (const key of ['presumes', 'doubts'])
      for (const [entry, at] of membersOf(under(reading, key), [...path, key])) take(entry, at, 'when', 'unless');
  }
  return found;
}
