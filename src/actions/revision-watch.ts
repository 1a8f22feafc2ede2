import type { Database } from '../store/connect.js';
import { currentRevision } from '../store/revision.js';

/**
 * The one waiter of this process: whoever waits for news waits here. While somebody does, it reads the one row of the
 * revision again and again, so it sees what other processes store too; while nobody does, it asks nothing. It keeps states,
 * not events: whoever was busy meanwhile finds the latest revision, and nothing queues up for anyone.
 */
export interface RevisionWatch {
  /** The revision as it was last read; 0 before the first time. */
  latest(): number;
  /** Whether waiting has been given up for good. */
  closed(): boolean;
  /**
   * Waits until the revision moves, a beat is due, the watch is closed or the signal is aborted, whichever is first.
   * @throws what the database threw when the revision could not be read
   */
  moved(signal: AbortSignal): Promise<void>;
  /**
   * The latest revision whenever it is beyond what was told before, and `beat` where nothing was told for a while.
   * Ends with the signal or the watch. A database that does not answer is waited for.
   * @param after what the follower knows already; -1 when nothing
   */
  follow(after: number, signal: AbortSignal): AsyncGenerator<number | 'beat', void, undefined>;
  /** Something was stored here: those who wait need not wait for the next look. */
  nudge(): void;
  /** Ends all waiting, now and later. */
  close(): void;
}

/** How often the revision is read while somebody waits, and how often a quiet stream gives a sign of life, in milliseconds. */
export interface WatchTimes {
  readonly look: number;
  readonly beat: number;
}
const TIMES: WatchTimes = { look: 200, beat: 15_000 };

interface Waiter {
  readonly wake: () => void;
  readonly fail: (error: unknown) => void;
}

export function watchRevisions(database: Database, times: WatchTimes = TIMES): RevisionWatch {
  const waiting = new Set<Waiter>();
  let latest = 0;
  let beats = 0;
  let over = false;
  let looking = false;
  let lookAgain: NodeJS.Timeout | undefined;
  let beating: NodeJS.Timeout | undefined;

  const wakeAll = () => {
    for (const { wake } of waiting) wake();
  };

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    clearTimeout(lookAgain);
    try {
      const revision = await currentRevision(database);
      if (revision !== latest) {
        latest = revision;
        wakeAll();
      }
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    } finally {
      looking = false;
      if (waiting.size > 0) lookAgain = setTimeout(look, times.look);
    }
  }

  /** One timer for all streams; it stops when nobody has listened for a whole beat. */
  function beat() {
    if (waiting.size === 0) {
      clearInterval(beating);
      beating = undefined;
    }
    beats += 1;
    wakeAll();
  }

  function moved(signal: AbortSignal): Promise<void> {
    if (over || signal.aborted) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener('abort', waiter.wake);
        waiting.delete(waiter);
      };
      const waiter: Waiter = {
        wake: () => {
          leave();
          resolve();
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      waiting.add(waiter);
      signal.addEventListener('abort', waiter.wake, { once: true });
      if (waiting.size === 1 && !looking) void look();
    });
  }

  return {
    latest: () => latest,
    closed: () => over,
    moved,
    async *follow(after, signal) {
      let told = after;
      let heard = beats;
      beating ??= setInterval(beat, times.beat);
      while (!over && !signal.aborted) {
        if (latest > told) {
          told = latest;
          heard = beats;
          yield told;
        } else if (beats > heard) {
          heard = beats;
          yield 'beat';
        } else {
          beating ??= setInterval(beat, times.beat);
          await moved(signal).catch(() => undefined);
        }
      }
    },
    nudge() {
      if (waiting.size > 0) void look();
    },
    close() {
      over = true;
      clearTimeout(lookAgain);
      clearInterval(beating);
      wakeAll();
    },
  };
}
