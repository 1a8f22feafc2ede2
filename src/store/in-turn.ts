import { setTimeout as pause } from 'node:timers/promises';
import { type Database, isSqlite } from './connect.js';
import { DatabaseHeld, isHeld } from './storage-problem.js';

/**
 * On SQLite those who write wait for each other here and not at the one connection, so that whoever reads is answered
 * meanwhile, also while another process holds the file. PostgreSQL does all that by itself.
 */

/** Whoever has waited so long, while another process holds the file, is told so. Milliseconds. */
const PATIENCE_MS = 10_000;
/** The connection is let go for so long between two tries, so that those who read have it. Milliseconds. */
const LET_GO_MS = 10;

interface Queue {
  /** Ends when the last that came is done. */
  last: Promise<unknown>;
  /** What the last try met; undefined where it was let in. */
  held: unknown;
  /** When the file was last seen to be held. */
  heldAt: number;
}
const queues = new WeakMap<Database, Queue>();

function queueOf(database: Database): Queue {
  const queue = queues.get(database) ?? { last: Promise.resolve(), held: undefined, heldAt: Number.NEGATIVE_INFINITY };
  queues.set(database, queue);
  return queue;
}

/**
 * Runs what writes, after all that came before it.
 * @param work may be run again where the file was held: it has then changed nothing
 * @throws DatabaseHeld where another process holds the file for too long; what `work` throws
 */
export async function inTurn<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (!isSqlite(database)) return work();
  const queue = queueOf(database);
  const deadline = performance.now() + PATIENCE_MS;
  const mine = queue.last.then(() => insist(queue, work, deadline));
  queue.last = mine.catch(() => undefined);
  return mine;
}

/**
 * Runs what may as well be left out: on SQLite not while another process was just seen to hold the file.
 * @throws what `work` throws, but for that
 */
export async function whereFree(database: Database, work: () => Promise<unknown>): Promise<void> {
  const queue = queueOf(database);
  if (performance.now() < queue.heldAt + PATIENCE_MS) return;
  try {
    await work();
  } catch (error) {
    if (!isHeld(error)) throw error;
    queue.heldAt = performance.now();
  }
}

async function insist<T>(queue: Queue, work: () => Promise<T>, deadline: number): Promise<T> {
  for (;;) {
    // Those that waited as long as the one before them do not each begin to wait anew.
    if (queue.held !== undefined && performance.now() > deadline)
      throw new DatabaseHeld('another process holds the database file', { cause: queue.held });
    try {
      const done = await work();
      queue.held = undefined;
      return done;
    } catch (error) {
      queue.held = isHeld(error) ? error : undefined;
      if (queue.held === undefined) throw error;
      queue.heldAt = performance.now();
    }
    await pause(LET_GO_MS);
  }
}
