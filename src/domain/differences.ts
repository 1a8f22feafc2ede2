import { z } from 'zod';

/** Where two JSON values part, by pointers (RFC 6901). */

export const differenceSchema = z
  .strictObject({
    pointer: z.string().describe('A JSON pointer: the part that differs, and where in it'),
    detail: z.string(),
    expected: z.unknown().optional().describe('What it should be; absent where nothing should be there'),
    got: z.unknown().optional().describe('What was found; absent where nothing was'),
  })
  .meta({ id: 'Difference' });
export type Difference = z.output<typeof differenceSchema>;

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const own = (tree: Record<string, unknown>, key: string) => (Object.hasOwn(tree, key) ? tree[key] : undefined);

/**
 * Every place where a value is not what it should be, each with all that stands there on either side. The order of keys
 * says nothing; the order of a list does.
 * @param at the pointer to the two values
 */
export function differencesBetween(expected: unknown, got: unknown, at = ''): Difference[] {
  if (expected === got) return [];
  if (isTree(expected) && isTree(got) && Array.isArray(expected) === Array.isArray(got)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
    return [...keys].flatMap((key) => differencesBetween(own(expected, key), own(got, key), `${at}/${escaped(key)}`));
  }
  if (got === undefined) return [{ pointer: at, detail: 'is missing', expected }];
  if (expected === undefined) return [{ pointer: at, detail: 'should not be there', got }];
  return [{ pointer: at, detail: 'is not what it should be', expected, got }];
}

/** A difference on one line or, where it holds a tree, as whole JSON on the lines below. */
export function differenceText({ pointer, detail, expected, got }: Difference): string {
  const side = (word: string, value: unknown) => (value === undefined ? [] : [`    ${word} ${JSON.stringify(value)}`]);
  return [`  ${pointer} ${detail}`, ...side('expected', expected), ...side('got     ', got)].join('\n');
}
