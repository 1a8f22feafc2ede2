import type { Condition } from '../domain/agreement.js';
import { clipped, conditionChanges, conditionWords, membersChanged, type UnitOfFact } from './condition-words.js';
import { same } from './effect.js';

/** What differs between two values of a rule file, as short phrases. */

const CONDITIONS = new Set(['when', 'unless', 'forbids', 'counts', 'breaches']);
const WORDING = new Set(['says', 'at', 'why', 'note', 'source', 'title', 'ask', 'meaning', 'text', 'url', 'about']);

/** @param key what the value stands under; it decides how the difference is told */
export function valueChanges(key: string, before: unknown, after: unknown, unitOf: UnitOfFact): string[] {
  if (same(before, after)) return [];
  if (CONDITIONS.has(key)) {
    if (before === undefined) return [`${key}: ${clipped(conditionWords(after as Condition, unitOf))}`];
    if (after === undefined) return [`no longer ${key}: ${clipped(conditionWords(before as Condition, unitOf))}`];
    return conditionChanges(before as Condition, after as Condition, unitOf);
  }
  if (WORDING.has(key))
    return [`${key} ${before === undefined ? 'added' : after === undefined ? 'removed' : 'reworded'}`];
  if (Array.isArray(before) || Array.isArray(after)) return listChanges(key, before, after, unitOf);
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((each) => valueChanges(each, before[each], after[each], unitOf));
  }
  if (isObject(before) || isObject(after)) return [`${key} ${before === undefined ? 'added' : 'removed'}`];
  return [`${key} ${shown(before)} → ${shown(after)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listChanges(key: string, before: unknown, after: unknown, unitOf: UnitOfFact): string[] {
  const [was, is] = [before, after].map((each) => (each === undefined ? [] : Array.isArray(each) ? each : [each]));
  if (was === undefined || is === undefined) return [];
  if ([...was, ...is].every((each) => typeof each !== 'object'))
    return membersChanged(was.map(String), is.map(String)).map((each) => `${key} ${each}`);
  // One entry for one entry: what differs within it.
  if (was.length === 1 && is.length === 1) return valueChanges('', was[0], is[0], unitOf);
  const gone = was.filter((each) => !is.some((other) => same(each, other)));
  const come = is.filter((each) => !was.some((other) => same(each, other)));
  if (gone.length === 1 && come.length === 1) return valueChanges('', gone[0], come[0], unitOf);
  const told = [
    ...come.map((each) => `${key} + ${shown(each)}`.trim()),
    ...gone.map((each) => `${key} − ${shown(each)}`.trim()),
  ];
  return told.length === 0 ? [`${key} in another order`.trim()] : told;
}

/** A value in a few words: what it is called and its dates. */
export function shown(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value !== 'object' || value === null) return String(value);
  const { group, listedBy, by, id, name, from, until, to, condition, exception } = value as Record<string, unknown>;
  const called = group ?? listedBy ?? by ?? id ?? name ?? condition ?? exception;
  const dates = datesShown({ from, until: until ?? to });
  return called === undefined ? dates || clipped(JSON.stringify(value)) : [called, dates].filter(Boolean).join(' ');
}

/** `from 2016-02-27`, `until 2017-01-01`; empty where neither is said. */
export function datesShown({ from, until }: { from?: unknown; until?: unknown }): string {
  return [from === undefined ? '' : `from ${from}`, until === undefined ? '' : `until ${until}`]
    .filter(Boolean)
    .join(' ');
}
