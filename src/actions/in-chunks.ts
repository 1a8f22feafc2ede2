/** A flow cut into lists: as many at once as there are, never more than a number, and none kept waiting for long. */

/** What has come is passed on after so long, whether more comes or not, so that a slow sender is answered too. */
const LONGEST_WAIT_MS = 200;

/**
 * Gathers what comes into lists. The next is asked for only when the last list was dealt with.
 * @param most entries of a list
 * @returns lists in order, and an empty one every now and then while nothing comes, so that whoever waits can look around
 * @throws what the source throws, when what came before has been passed on
 */
export async function* inChunks<T>(source: AsyncIterable<T>, most: number): AsyncGenerator<readonly T[]> {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Promise<Arrival<T>> | undefined;
  try {
    for (;;) {
      const list: T[] = [];
      const pause = pausing();
      let came: Arrival<T> | undefined;
      do {
        pending ??= arrival(iterator);
        came = await Promise.race([pending, pause.over]);
        if (came === undefined) break;
        pending = undefined;
        if ('entry' in came) list.push(came.entry);
      } while ('entry' in came && list.length < most);
      pause.end();
      if (list.length > 0 || came === undefined) yield list;
      if (came !== undefined && 'failure' in came) throw came.failure;
      if (came !== undefined && 'end' in came) return;
    }
  } finally {
    // Not awaited: it would wait for an entry that may never come.
    iterator.return?.().catch(() => undefined);
  }
}

type Arrival<T> = { readonly entry: T } | { readonly end: true } | { readonly failure: unknown };

async function arrival<T>(iterator: AsyncIterator<T>): Promise<Arrival<T>> {
  try {
    const step = await iterator.next();
    return step.done === true ? { end: true } : { entry: step.value };
  } catch (failure) {
    return { failure };
  }
}

function pausing(): { readonly over: Promise<undefined>; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT_MS, undefined);
  });
  return { over, end: () => clearTimeout(timer) };
}
