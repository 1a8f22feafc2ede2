import { type Rebuilt, rebuildRulebook } from '../rulebook/rebuild.js';
import type { Database } from '../store/connect.js';
import { rulebookText } from '../store/rulebooks.js';

/** How many rulebooks are held compiled at once; verdicts of one stand together, so few are needed. */
const MOST_HELD = 8;

interface Held {
  /** What it was built from; undefined where nothing was kept. */
  readonly text: string | undefined;
  readonly rebuilt: Rebuilt;
}

/** The rulebooks that verdicts of a database were judged by, built again from what is kept. Those asked for last are held. */
export class KeptRulebooks {
  readonly #database: Database;
  readonly #held = new Map<string, Held>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** As it was kept when it was first asked for: for many verdicts in one go. */
  async get(hash: string): Promise<Rebuilt> {
    const held = this.#held.get(hash);
    return held === undefined ? this.getAsKeptNow(hash) : this.#hold(hash, held);
  }

  /** As it is kept now. Compiling takes longer than judging, so it is done again only where the kept text has changed. */
  async getAsKeptNow(hash: string): Promise<Rebuilt> {
    const text = await rulebookText(this.#database, hash);
    const held = this.#held.get(hash);
    return this.#hold(hash, held?.text === text && held !== undefined ? held : { text, rebuilt: rebuilt(hash, text) });
  }

  #hold(hash: string, held: Held): Rebuilt {
    this.#held.delete(hash);
    this.#held.set(hash, held);
    if (this.#held.size > MOST_HELD) this.#held.delete(this.#held.keys().next().value as string);
    return held.rebuilt;
  }
}

function rebuilt(hash: string, text: string | undefined): Rebuilt {
  if (text === undefined)
    return { differences: [{ pointer: '/rulebook/hash', detail: 'names a rulebook that is not kept', got: hash }] };
  let source: unknown = null;
  try {
    source = JSON.parse(text);
  } catch {
    // What is no JSON is no rulebook, and is told as such.
  }
  return rebuildRulebook(hash, source);
}
