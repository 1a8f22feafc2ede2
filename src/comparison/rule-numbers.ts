import type { Agreement, Condition } from '../domain/agreement.js';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import type { AgreementSource } from '../engine/compiled-agreement.js';
import { FACTS } from '../engine/vocabulary.js';
import { zoneIdOf } from './units.js';

/** Every number of an agreement that judging reads, by a path: bounds of conditions, parameters of facts, accuracies of zones. */

export interface RuleNumber {
  /** `conditions.near-nusra.any.0.coLocation.distanceKm`: where it stands, up to the fact or parameter. */
  readonly path: string;
  readonly value: number;
  /** The unit of the fact; undefined where it has none. */
  readonly unit: string | undefined;
  /** The fact it is a bound or a parameter of, with which of its keys holds it; undefined for a zone's accuracy. */
  readonly fact?: { readonly name: string; readonly param?: string };
  /** The zone whose accuracy it is. */
  readonly zone?: string;
  /** Where it stands in the agreement's definition, or in the features of its zones. */
  readonly at: readonly (string | number)[];
}

/** @returns the numbers in the order of the file */
export function numbersOf({ definition, zones }: AgreementSource): RuleNumber[] {
  const found: RuleNumber[] = [];
  for (const { tokens, at, condition } of conditionsIn(definition)) walk(condition, tokens, at, definition, found);
  const { features = [] } = (zones ?? {}) as { features?: { id?: string; properties?: { accuracyKm?: number } }[] };
  features.forEach((feature, index) => {
    const accuracyKm = feature.properties?.accuracyKm;
    const zone = zoneIdOf(feature as never);
    if (typeof accuracyKm === 'number')
      found.push({ path: `zones.${zone}.accuracyKm`, value: accuracyKm, unit: 'km', zone, at: [index] });
  });
  return found;
}

interface Placed {
  readonly tokens: readonly string[];
  readonly at: readonly (string | number)[];
  readonly condition: Condition;
}

/** Every condition that judging reads, with where it stands. */
function conditionsIn({ conditions = {}, terms, exceptions = [], readings }: Agreement): Placed[] {
  const held = (
    tokens: string[],
    at: (string | number)[],
    conditionsHeld: { when?: Condition | undefined; unless?: Condition | undefined },
  ) =>
    (['when', 'unless'] as const).flatMap((key): Placed[] => {
      const condition = conditionsHeld[key];
      return condition === undefined ? [] : [{ tokens: [...tokens, key], at: [...at, key], condition }];
    });
  return [
    ...Object.entries(conditions).map(([name, condition]) => ({
      tokens: ['conditions', name],
      at: ['conditions', name],
      condition,
    })),
    ...terms.map((term, index) => ({
      tokens: ['terms', term.id, 'forbids'],
      at: ['terms', index, 'forbids'],
      condition: term.forbids,
    })),
    ...exceptions.map((each, index) => ({
      tokens: ['exceptions', each.id, 'when'],
      at: ['exceptions', index, 'when'],
      condition: each.when,
    })),
    ...readings.flatMap(({ id, accepts, presumes = [], doubts = [] }, reading) => [
      ...accepts.flatMap((entry, index) =>
        typeof entry === 'string'
          ? []
          : held(['readings', id, 'accepts', entry.exception], ['readings', reading, 'accepts', index], entry),
      ),
      ...presumes.flatMap((each, index) =>
        held(['readings', id, 'presumes', String(index)], ['readings', reading, 'presumes', index], each),
      ),
      ...doubts.flatMap((each, index) =>
        held(['readings', id, 'doubts', String(index)], ['readings', reading, 'doubts', index], each),
      ),
    ]),
  ];
}

function walk(
  condition: Condition,
  tokens: readonly string[],
  at: readonly (string | number)[],
  definition: Agreement,
  found: RuleNumber[],
): void {
  const list = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
  const key = 'all' in condition ? 'all' : 'any';
  if (list !== undefined)
    list.forEach((each, index) => {
      walk(each, [...tokens, key, String(index)], [...at, key, index], definition, found);
    });
  else if ('not' in condition) walk(condition.not, [...tokens, 'not'], [...at, 'not'], definition, found);
  else if ('fact' in condition) {
    const { fact: name, value, params = {} } = condition;
    const unit = FACTS.get(name)?.unit ?? definition.vocabulary?.find((own) => own.name === name)?.unit;
    const path = [...tokens, name].join('.');
    if (typeof value === 'number') found.push({ path, value, unit, fact: { name }, at: [...at, 'value'] });
    for (const [param, each] of Object.entries(params))
      if (typeof each === 'number')
        found.push({
          path: `${path}.${param}`,
          value: each,
          unit: param === 'withinDays' ? 'days' : undefined,
          fact: { name, param },
          at: [...at, 'params', param],
        });
  }
}

/**
 * The one number that a path means. A path begins where the number stands or where it is used (`exceptions.near-nusra`),
 * may leave out steps between, and ends in the fact, its last word, its unit (`km`), the parameter or `value`.
 * @throws Problem `unknown-parameter` naming the numbers there are, where the path means none or several
 */
export function numberAt(source: AgreementSource, path: string): RuleNumber {
  const numbers = numbersOf(source);
  const wanted = path.split('.');
  const found = numbers.filter((number) =>
    waysTo(number, source.definition).some((way) => leadsTo(wanted, way, number)),
  );
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  const [part = '', name = ''] = wanted;
  const there = numbers.filter((number) =>
    waysTo(number, source.definition).some((way) => way[0] === part && way[1] === name),
  );
  const shown = (list: readonly RuleNumber[]) => list.slice(0, 30).map(numberText).join(', ');
  const near = nearest(
    path,
    numbers.map((each) => each.path),
  );
  const told =
    found.length > 1
      ? `stands for several numbers: ${shown(found)}; write one of these paths`
      : there.length > 0
        ? `leads to no number; ${part}.${name} hangs on ${shown(there)}`
        : `leads to no number${knows(source.definition, part, name) ? `: ${part}.${name} hangs on none` : ''}; the numbers of ${source.definition.id} are ${shown(numbers) || 'none'}`;
  throw new Problem('unknown-parameter', `The path ${path} ${told}.`, {
    faults: [
      {
        pointer: 'path',
        detail: told,
        got: path,
        allowed: (found.length > 1 ? found : numbers).map((each) => each.path),
        nearest: near,
      },
    ],
  });
}

const numberText = ({ path, value, unit }: RuleNumber) => `${path} (${value}${unit === undefined ? '' : ` ${unit}`})`;

function knows(definition: Agreement, part: string, name: string): boolean {
  const list = (definition as unknown as Record<string, unknown>)[part];
  if (Array.isArray(list)) return list.some((each) => (each as { id?: string }).id === name);
  return typeof list === 'object' && list !== null && Object.hasOwn(list, name);
}

/** The path itself, and one for everything that refers to the condition it stands in, by however many steps. */
function waysTo({ path }: RuleNumber, definition: Agreement): string[][] {
  const own = path.split('.');
  const ways = [own];
  for (const way of ways) {
    if (way[0] !== 'conditions' || ways.length > 500) continue;
    for (const { tokens, condition } of conditionsIn(definition))
      if (refersTo(condition, way[1] ?? '') && !tokens.includes(way[1] ?? '')) ways.push([...tokens, ...way.slice(1)]);
    for (const term of definition.terms)
      if (typeof term.protects === 'object' && 'condition' in term.protects && term.protects.condition === way[1])
        ways.push(['terms', term.id, 'protects', ...way.slice(1)]);
  }
  return ways;
}

function refersTo(condition: Condition, name: string): boolean {
  if ('all' in condition) return condition.all.some((each) => refersTo(each, name));
  if ('any' in condition) return condition.any.some((each) => refersTo(each, name));
  if ('not' in condition) return refersTo(condition.not, name);
  return 'condition' in condition && condition.condition === name;
}

/** Whether the wanted words stand in the way in this order, beginning with its first two and ending in the number's own name. */
function leadsTo(wanted: readonly string[], way: readonly string[], { fact, unit }: RuleNumber): boolean {
  const ends = fact?.param === undefined ? ['value', unit] : [unit];
  const last = wanted.at(-1);
  // The number's unit, or `value`, may stand for it after the last word of its way.
  const whole = last !== way.at(-1) && ends.includes(last) ? [...way, last as string] : way;
  if (wanted[0] !== whole[0] || wanted[1] !== whole[1] || last !== whole.at(-1) || wanted.length < 3) return false;
  let at = 0;
  for (const word of whole) if (word === wanted[at]) at += 1;
  return at === wanted.length;
}

/** The agreement with another value in the place of a number. */
export function withNumber(source: AgreementSource, number: RuleNumber, value: number): AgreementSource {
  if (number.zone !== undefined) {
    const collection = source.zones as { features: { properties: object }[] };
    const features = collection.features.map((feature, index) =>
      index === number.at[0] ? { ...feature, properties: { ...feature.properties, accuracyKm: value } } : feature,
    );
    return { ...source, zones: { ...collection, features } };
  }
  return { ...source, definition: replaced(source.definition, number.at, value) as Agreement };
}

function replaced(tree: unknown, at: readonly (string | number)[], value: number): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return value;
  if (Array.isArray(tree)) return tree.map((each, index) => (index === key ? replaced(each, rest, value) : each));
  const holder = tree as Record<string, unknown>;
  return { ...holder, [key]: replaced(holder[key], rest, value) };
}
