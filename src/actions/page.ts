/** A page of a list as it was at a revision. */
export interface Page<Item, Mark> {
  readonly items: readonly Item[];
  /** Where the next page begins, when there is one. */
  readonly next?: { readonly before: Mark; readonly asOf: number };
  /** The highest change number now. */
  readonly revision: number;
  /** The revision that the list shows; later pages keep to it, whatever arrives in between. */
  readonly asOf: number;
}

/** @param found one more than `limit` when there is a next page */
export function pageOf<Item, Mark>(
  found: readonly Item[],
  limit: number,
  revision: number,
  asOf: number,
  markOf: (last: Item) => Mark,
): Page<Item, Mark> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items, ...(more ? { next: { before: markOf(last), asOf } } : {}), revision, asOf };
}

/** The revision to show: what was asked for, but never one that is not there yet. */
export const asOfOf = (asked: number | undefined, revision: number): number => Math.min(asked ?? revision, revision);
