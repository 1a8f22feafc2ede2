import type { Path } from './diagnostic.js';

/** Careful steps through parsed values whose shape has not been checked, or was found wrong. */

export type Raw = Readonly<Record<string, unknown>>;

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of a list with their paths; none when it is no list. */
export const membersOf = (value: unknown, path: Path): [unknown, Path][] =>
  Array.isArray(value) ? value.map((member, index) => [member, [...path, index]]) : [];

/** The entries of a mapping with their paths; none when it is no mapping. */
export const entriesOf = (value: unknown, path: Path): [string, unknown, Path][] =>
  isRaw(value) ? Object.entries(value).map(([key, entry]) => [key, entry, [...path, key]]) : [];

/** The value under a key of a mapping. */
export const under = (value: unknown, key: string): unknown =>
  isRaw(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else current = under(current, String(step));
  }
  return current;
}

/** The ids that the members of a list have. */
export const idsOf = (list: unknown): string[] =>
  membersOf(list, []).flatMap(([member]) => {
    const id = under(member, 'id');
    return typeof id === 'string' ? [id] : [];
  });

/** Whether a path lies at or below another. */
export const isWithin = (path: Path, outer: Path): boolean =>
  path.length >= outer.length && outer.every((step, index) => path[index] === step);
