import { setTimeout as pause } from 'node:timers/promises';
import type { Reassessment } from '../store/reassessments.js';
import { type Reassessor, reassess } from './reassess.js';

/** Every serving process looks whether there is something to judge again; one at a time works on it, and any can go on. */

/** How often a process looks, and how long it leaves what failed alone, in milliseconds. */
const LOOK_MS = 1_000;
const FAILED_MS = 10_000;

export interface BackgroundReassessor {
  /** Ends when what is being judged is recorded. */
  stop(): Promise<void>;
}

export interface Listener {
  /** One is over, or was taken up. */
  told(reassessment: Reassessment): void;
  failed(error: unknown): void;
}

export function reassessInBackground(reassessor: Reassessor, { told, failed }: Listener): BackgroundReassessor {
  const ending = new AbortController();
  const { signal } = ending;
  const rest = (milliseconds: number) => pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

  async function work(): Promise<number> {
    let last: Reassessment | undefined;
    try {
      for await (const each of reassess(reassessor, signal)) {
        if (last?.id !== each.id || each.state === 'finished') told(each);
        last = each;
      }
      return LOOK_MS;
    } catch (error) {
      failed(error);
      return FAILED_MS;
    }
  }

  const working = (async () => {
    while (!signal.aborted) await rest(await work());
  })();
  return {
    async stop() {
      ending.abort();
      await working;
    },
  };
}
