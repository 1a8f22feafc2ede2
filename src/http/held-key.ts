import type { Request } from 'express';
import { authenticate } from '../actions/authenticate.js';
import { Problem } from '../domain/problem.js';
import type { Database } from '../store/connect.js';
import { secretOf } from './guard.js';
import type { Context, Operation } from './operation.js';

/** A key is looked at when a request comes, and again while its answer goes on: one that has ended is told nothing more. */

/** What was found so lately holds still, however many are answered with one key. Milliseconds. */
const HOLDS_MS = 1_000;

export interface HeldKey {
  /**
   * Looks at the key again, at most once a second. A database that does not answer now ends nothing.
   * @throws Problem `no-key`, `bad-key` where it would be refused now
   */
  refuseEnded(): Promise<void>;
}

/** By database and secret, what was found in the last second. */
const looked = new WeakMap<Database, Map<string, Promise<void>>>();

/** The key of a request that has just passed the guard. */
export function holdKey(request: Request, { scopes, always }: Operation, context: Context): HeldKey {
  const passed = performance.now();
  return {
    async refuseEnded() {
      if (scopes.length === 0 || always === true || performance.now() - passed < HOLDS_MS) return;
      const found = looked.get(context.database) ?? new Map<string, Promise<void>>();
      looked.set(context.database, found);
      const secret = secretOf(request);
      const name = secret ?? '';
      const known = found.get(name) ?? look(context, secret);
      if (!found.has(name)) {
        found.set(name, known);
        setTimeout(() => found.delete(name), HOLDS_MS).unref();
      }
      await known;
    },
  };
}

async function look(context: Context, secret: string | undefined): Promise<void> {
  try {
    await authenticate(context, secret);
  } catch (error) {
    if (error instanceof Problem) throw error;
  }
}

/**
 * The pieces of an answer for as long as its key is good.
 * @param cut hangs up: an answer that has begun is never ended as if it were whole
 * @throws Problem `no-key`, `bad-key` before the first piece
 */
export async function* whileGood<Piece>(
  pieces: AsyncIterable<Piece>,
  key: HeldKey,
  cut: () => void,
): AsyncGenerator<Piece> {
  let begun = false;
  for await (const piece of pieces) {
    try {
      await key.refuseEnded();
    } catch (error) {
      if (!begun) throw error;
      return cut();
    }
    begun = true;
    yield piece;
  }
}
