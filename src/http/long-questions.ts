import { Problem } from '../domain/problem.js';
import type { Database } from '../store/connect.js';

/** Questions that walk over the whole record: only so many at once, so that everybody else is answered as ever. */

const MOST_AT_ONCE = 2;
const running = new WeakMap<Database, number>();

/**
 * A long answer while its turn lasts: it ends with the walk, or when the asker hangs up.
 * @throws Problem `busy` before anything is done, when enough are running
 */
export async function* inTurn<Step, Result>(
  database: Database,
  run: () => AsyncGenerator<Step, Result>,
): AsyncGenerator<Step, Result> {
  const others = running.get(database) ?? 0;
  if (others >= MOST_AT_ONCE)
    throw new Problem(
      'busy',
      `${others} comparisons or sweeps are running already, and no more than ${MOST_AT_ONCE} do at once; ask again when one has ended.`,
    );
  running.set(database, others + 1);
  try {
    return yield* run();
  } finally {
    running.set(database, (running.get(database) ?? 1) - 1);
  }
}

/** @returns what the run ends in, passing over how far it was */
export async function resultOf<Result>(run: AsyncGenerator<unknown, Result>): Promise<Result> {
  let step = await run.next();
  while (step.done !== true) step = await run.next();
  return step.value;
}

/** As lines of NDJSON: how far it is, as `progress`, then the `result`. */
export async function* asLines(run: AsyncGenerator<unknown, unknown>): AsyncGenerator<string> {
  let ended = false;
  try {
    let step = await run.next();
    for (; step.done !== true; step = await run.next()) yield `${JSON.stringify({ progress: step.value })}\n`;
    ended = true;
    yield `${JSON.stringify({ result: step.value })}\n`;
  } finally {
    if (!ended) await run.return(undefined);
  }
}
