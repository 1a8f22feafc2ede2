import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../domain/problem.js';

/** Cursors are opaque to those who pass them and checked like any other input. */

/** What a cursor holds: where the next page begins, the revision it shows, and which list it belongs to. */
const shape = z.strictObject({
  list: z.string(),
  before: z.union([z.string(), z.number()]),
  asOf: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});

/** The name of a list as it was asked for, so that a cursor cannot be carried to another question. */
export function listName(name: string, query: Readonly<Record<string, unknown>>): string {
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const sorted = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name}:${createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 10)}`;
}

/** The cursor to pass for the next page of a list. */
export function cursorOf(list: string, next: { readonly before: string | number; readonly asOf: number }): string {
  return Buffer.from(JSON.stringify({ list, before: next.before, asOf: next.asOf })).toString('base64url');
}

/**
 * @param list as listName names it
 * @param before what the place in this list looks like
 * @throws Problem `bad-cursor`
 */
export function readCursor<T extends string | number>(
  cursor: string | undefined,
  list: string,
  before: z.ZodType<T>,
): { before?: T; asOf?: number } {
  if (cursor === undefined) return {};
  const bad = new Problem('bad-cursor', 'Start again without a cursor, with the same filters on every page.', {
    faults: [
      { pointer: 'cursor', detail: 'is not the `next` of an answer to this very question', got: cursor.slice(0, 100) },
    ],
  });
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) throw bad;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw bad;
  }
  const held = shape.safeParse(value);
  if (!held.success || held.data.list !== list) throw bad;
  const mark = before.safeParse(held.data.before);
  // No id has a NUL, and PostgreSQL takes no text with it.
  if (!mark.success || String(mark.data).includes('\0')) throw bad;
  return { before: mark.data, asOf: held.data.asOf };
}
