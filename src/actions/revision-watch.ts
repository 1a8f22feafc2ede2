import type { Database } from '../store/connect.js';
import { type RevisionState, revisionState } from '../store/revision.js';
import { storageProblem } from '../store/storage-problem.js';

/**
 * The one waiter of this process: whoever waits for news waits here. While somebody does, the one row of the revision is
 * read again and again, so that what other processes store is seen too; while nobody does, it is read twice a second by a
 * process that follows the live rulebook, and not at all by others. It keeps states, not events: whoever was busy meanwhile finds the latest revision, and nothing queues up for anyone.
 */
export interface RevisionWatch {
  /** The revision that was seen last, -1 before the first look; and how many wait for news at the moment. */
  state(): { readonly revision: number; readonly followers: number };
  /** Whether waiting has been given up for good. */
  closed(): boolean;
  /**
   * Waits until the revision is beyond `after`, the signal is aborted or the watch is closed, whichever is first. While
   * the database is away it goes on waiting.
   * @throws what else the database threw when the revision could not be read
   */
  beyond(after: number, signal: AbortSignal): Promise<void>;
  /**
   * The latest revision whenever it is beyond what was told before, and `beat` when nothing was told for a while.
   * Ends with the signal or the watch. While the database does not answer it goes on waiting.
   * @param after what the follower knows already; -1 when nothing
   */
  follow(after: number, signal: AbortSignal): AsyncGenerator<number | 'beat', void, undefined>;
  /** Something may have been stored here: those who wait need not wait for the next look. */
  nudge(): void;
  /** From now on the row is read twice a second also while nobody waits, and whoever attends is told what it says. */
  attend(heard: (state: RevisionState) => void): void;
  /** Ends all waiting at once, now and later. The promise is kept when the database is no longer being asked. */
  close(): Promise<void>;
}

/** How often the revision is read while somebody waits, and how often a quiet follower gets a beat, in milliseconds. */
export interface WatchTimes {
  readonly look: number;
  readonly beat: number;
}

/** How often the revision is read while nobody waits, by a process that follows the live rulebook, in milliseconds. */
const IDLE_LOOK_MS = 500;

interface Waiter {
  readonly wake: () => void;
  readonly fail: (error: unknown) => void;
}

/** @param times 200 ms and 15 s when not said */
export function watchRevisions(database: Database, times: WatchTimes = { look: 200, beat: 15_000 }): RevisionWatch {
  const waiting = new Set<Waiter>();
  let latest = -1;
  let beats = 0;
  let over = false;
  let looking: Promise<void> | undefined;
  let nextLook: NodeJS.Timeout | undefined;
  let beating: NodeJS.Timeout | undefined;
  let attending: ((state: RevisionState) => void) | undefined;
  let idleLook: NodeJS.Timeout | undefined;

  const wakeAll = () => {
    for (const { wake } of waiting) wake();
  };

  function look() {
    if (over) return;
    looking ??= lookOnce().finally(() => {
      looking = undefined;
      // Also when nobody waits now: whoever comes back in a moment does not look at once again.
      if (!over) nextLook = setTimeout(lookIfAwaited, times.look).unref();
    });
  }

  async function lookOnce(): Promise<void> {
    clearTimeout(nextLook);
    clearTimeout(idleLook);
    try {
      const state = await revisionState(database);
      const moved = state.number !== latest;
      latest = state.number;
      if (moved) wakeAll();
      attending?.(state);
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }

  function lookIfAwaited() {
    nextLook = undefined;
    if (waiting.size > 0) look();
    else if (attending !== undefined) idleLook = setTimeout(look, Math.max(0, IDLE_LOOK_MS - times.look)).unref();
  }

  /** One timer for all followers; it stops when none is left. */
  function beat() {
    beats += 1;
    if (waiting.size > 0) return wakeAll();
    clearInterval(beating);
    beating = undefined;
  }

  /** Until anything happens at all. */
  function stirred(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener('abort', waiter.wake);
        waiting.delete(waiter);
      };
      const waiter: Waiter = {
        wake() {
          leave();
          resolve();
        },
        fail(error) {
          leave();
          reject(error);
        },
      };
      waiting.add(waiter);
      signal.addEventListener('abort', waiter.wake);
      if (nextLook === undefined) look();
    });
  }

  return {
    state: () => ({ revision: latest, followers: waiting.size }),
    closed: () => over,
    async beyond(after, signal) {
      while (latest <= after && !over && !signal.aborted)
        await stirred(signal).catch((error) => {
          if (storageProblem(error) === undefined) throw error;
        });
    },
    async *follow(after, signal) {
      let told = after;
      let heard = beats;
      while (!over && !signal.aborted) {
        if (latest > told) {
          told = latest;
          heard = beats;
          yield told;
        } else if (beats > heard) {
          heard = beats;
          yield 'beat';
        } else {
          beating ??= setInterval(beat, times.beat).unref();
          // A database that does not answer now may answer in a moment; the follower has nothing to do meanwhile.
          await stirred(signal).catch(() => undefined);
        }
      }
    },
    nudge() {
      if (waiting.size > 0) look();
    },
    attend(heard) {
      attending = heard;
      look();
    },
    async close() {
      over = true;
      clearTimeout(nextLook);
      clearTimeout(idleLook);
      clearInterval(beating);
      wakeAll();
      await looking;
    },
  };
}
