import type { z } from 'zod';
import { nearest } from './nearest.js';
import type { Fault } from './problem.js';
import { knownKeysAt } from './schema-keys.js';

/** Turns what zod found into faults a reader can act on: a JSON pointer, what must be, what was found, what comes near. */

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];
/** An issue of a leaf: unions are resolved, its path starts at the root. */
interface Found {
  readonly issue: Exclude<Issue, z.core.$ZodIssueInvalidUnion> | z.core.$ZodIssueInvalidUnion;
  readonly path: Path;
  /** Set where several branches of a union wanted different types of the whole value. */
  readonly expected?: readonly string[];
}

/** More faults of one value are not told: what has so many is mostly no such value at all. */
const MOST_FAULTS = 500;

/**
 * Every fault of a value that did not fit; of very many only the first, and how many more there are.
 * @param error what zod answered
 * @param value the value that was checked, to show what was found
 * @param schema the schema it was checked against; with it, unknown keys name the nearest known ones
 */
export function faultsFromZod(error: z.core.$ZodError, value: unknown, schema?: z.core.$ZodType): Fault[] {
  const found = error.issues.flatMap((issue) => resolve(issue, [], value)).flatMap(apart);
  const faults = found.slice(0, MOST_FAULTS).map((each) => faultOf(each, value, schema));
  const more = found.length - faults.length;
  return more > 0 ? [...faults, { pointer: '', detail: `has ${more} more faults, which are not told` }] : faults;
}

/** Keys that are not known are a fault each. */
function apart({ issue, path, expected }: Found): Found[] {
  if (issue.code !== 'unrecognized_keys') return [{ issue, path, ...(expected === undefined ? {} : { expected }) }];
  return issue.keys.map((key) => ({ issue: { ...issue, keys: [key] }, path }));
}

/** A JSON pointer (RFC 6901). */
export const pointerTo = (path: Path): string =>
  path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** A value as it may stand in an answer: scalars as they are, long texts cut, lists and objects described. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 100 ? `${value.slice(0, 100)}…` : value;
  if (typeof value === 'bigint') return `${value}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    if (keys.length === 0) return 'an empty object';
    return `an object with ${keys.slice(0, 5).join(', ').slice(0, 100)}${keys.length > 5 ? ', …' : ''}`;
  }
  return value;
}

/** A union answers with the faults of the branch that was meant, not with "invalid". */
function resolve(issue: Issue, base: Path, value: unknown): Found[] {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ issue, path }];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => resolve(inner, path, value)));
  const got = valueAt(value, path);
  const likely = branches.filter((branch) => !branch.some((found) => isWrongType(found, path, got)));
  if (likely.length === 0) {
    const expected = [
      ...new Set(branches.flat().flatMap((found) => (isWrongType(found, path, got) ? typesOf(found) : []))),
    ];
    return [{ issue, path, expected }];
  }
  const best = likely
    .map((branch) => ({ branch, cost: costOf(branch, path, value) }))
    .sort((a, b) => a.cost - b.cost)[0];
  return best?.branch ?? [{ issue, path }];
}

const typesOf = (found: Found): readonly string[] =>
  found.expected ??
  (found.issue.code === 'invalid_type'
    ? [found.issue.expected]
    : found.issue.code === 'invalid_value'
      ? [...new Set(found.issue.values.map((each) => typeof each))]
      : []);
const isWrongType = (found: Found, path: Path, got: unknown) =>
  found.path.length === path.length &&
  (found.issue.code === 'invalid_type' ||
    found.expected !== undefined ||
    (found.issue.code === 'invalid_value' && found.issue.values.every((each) => typeof each !== typeof got)));

/** How far a branch is from what was sent: its own keys missing or foreign keys count most, deep faults least. */
function costOf(branch: readonly Found[], path: Path, value: unknown): number {
  let cost = 0;
  for (const { issue, path: at } of branch) {
    const depth = at.length - path.length;
    if (issue.code === 'unrecognized_keys') cost += depth === 0 ? 10 * issue.keys.length : 1;
    else if (depth === 1 && valueAt(value, at) === undefined) cost += 10;
    else if (issue.code === 'invalid_value' && depth <= 1 && issue.values.length === 1) cost += 8;
    else cost += depth === 0 ? 3 : 1;
  }
  return cost;
}

/** The value at a path; undefined where there is none. */
function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[step];
  }
  return current;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};
const either = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
const typeWord = (type: string) => typeWords[type] ?? type;

function faultOf(found: Found, root: unknown, schema: z.core.$ZodType | undefined): Fault {
  const { issue, path } = found;
  const value = valueAt(root, path);
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', path, value, schema);
  const pointer = pointerTo(path);
  const got = value === undefined ? {} : { got: shortened(value) };
  if (found.expected !== undefined || issue.code === 'invalid_type') {
    const must = `must be ${either(typesOf(found).map(typeWord))}`;
    return { pointer, detail: value === undefined ? `is missing; it ${must}` : must, ...got };
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const near = typeof value === 'string' ? nearest(value, allowed) : [];
    const must = allowed.length === 1 ? `must be ${allowed[0]}` : 'must be one of the allowed values';
    const hint = near.length > 0 ? `; did you mean ${either(near)}?` : '';
    const detail = value === undefined ? `is missing; it ${must}` : `${must}${hint}`;
    return { pointer, detail, ...got, allowed, ...(near.length > 0 ? { nearest: near } : {}) };
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues[0]?.message ?? 'is not a good key';
    return { pointer, detail: `the key ${why}`, got: shortened(String(path.at(-1))) };
  }
  return { pointer, detail: detailOf(issue), ...got };
}

function unknownKey(key: string, path: Path, value: unknown, schema: z.core.$ZodType | undefined): Fault {
  const known = schema === undefined ? [] : knownKeysAt(schema, path);
  const near = nearest(key, known);
  const hint = near.length > 0 ? `; did you mean ${either(near)}?` : '';
  return {
    pointer: pointerTo([...path, key]),
    detail: `is not a known key${hint}`,
    got: shortened(valueAt(value, [key])),
    ...(known.length > 0 ? { allowed: known } : {}),
    ...(near.length > 0 ? { nearest: near } : {}),
  };
}

/** The author's own message where the schema has one; zod's own messages are put into the house's words. */
function detailOf(issue: Issue): string {
  const own = /^(Too (big|small)|Invalid)/.test(issue.message) ? undefined : issue.message;
  if (own !== undefined) return own;
  const counted = (origin: string) => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '');
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${counted(issue.origin)}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${counted(issue.origin)}`;
  if (issue.code === 'invalid_format') {
    return issue.pattern === undefined ? `must be a ${issue.format}` : `must match ${issue.pattern}`;
  }
  if (issue.code === 'not_multiple_of') return `must be a multiple of ${issue.divisor}`;
  return 'does not fit';
}
