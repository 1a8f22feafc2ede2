import { setImmediate } from 'node:timers/promises';

/** How long the event loop is held at most. */
const TURN_MS = 15;

/** The breaks of long work: it goes on for a moment, and then lets other requests have theirs. */
export class Breaks {
  #began = performance.now();

  /** Is called between two steps; comes back at once while the moment lasts. */
  async letOthers(): Promise<void> {
    if (performance.now() - this.#began < TURN_MS) return;
    await setImmediate();
    this.#began = performance.now();
  }
}

/** @returns what the steps come to, taken to the end with breaks */
export async function stepByStep<Found>(steps: Generator<void, Found>): Promise<Found> {
  const breaks = new Breaks();
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) await breaks.letOthers();
  return step.value;
}
