/** Leaves of a JSON value, and the same value with one of them changed: for tests that change everything there is. */

export type Path = readonly (string | number)[];

const isTree = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** The path of every value that holds no other. */
export function leavesOf(value: unknown, at: Path = []): Path[] {
  if (!isTree(value)) return [at];
  return Object.entries(value).flatMap(([key, each]) =>
    leavesOf(each, [...at, Array.isArray(value) ? Number(key) : key]),
  );
}

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((each, key) => (each as Record<string | number, unknown>)[key], value);

/** A copy with another value at the path: one of the same type, so that no form catches it, unless it is said. */
export function changed<T>(value: T, path: Path, to: unknown = other(valueAt(value, path))): T {
  const copy = structuredClone(value);
  const last = path.at(-1);
  if (last === undefined) return to as T;
  (valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>)[last] = to;
  return copy;
}

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return /[0-9a-f]$/.test(value) ? value.slice(0, -1) + digitAfter(value) : `${value}x`;
  return Array.isArray(value) ? ['x'] : 'x';
}

const digitAfter = (text: string) => ((Number.parseInt(text.at(-1) ?? '0', 16) + 1) % 16).toString(16);
