import { type Rebuilt, rebuildRulebook } from '../rulebook/rebuild.js';
import type { Database } from '../store/connect.js';
import { rulebookSource } from '../store/rulebooks.js';

/** How many rulebooks are held compiled at once; verdicts of one stand together, so few are needed. */
const MOST_HELD = 8;

/** The rulebooks that verdicts of a database were judged by, built again from what is kept. Those asked for last are held. */
export class KeptRulebooks {
  readonly #database: Database;
  readonly #held = new Map<string, Rebuilt>();

  constructor(database: Database) {
    this.#database = database;
  }

  async get(hash: string): Promise<Rebuilt> {
    const held = this.#held.get(hash) ?? (await this.#rebuilt(hash));
    this.#held.delete(hash);
    this.#held.set(hash, held);
    if (this.#held.size > MOST_HELD) this.#held.delete(this.#held.keys().next().value as string);
    return held;
  }

  async #rebuilt(hash: string): Promise<Rebuilt> {
    const source = await rulebookSource(this.#database, hash).catch((error: unknown) => {
      if (error instanceof SyntaxError) return null;
      throw error;
    });
    if (source === undefined)
      return { differences: [{ pointer: '/rulebook/hash', detail: 'names a rulebook that is not kept', got: hash }] };
    return rebuildRulebook(hash, source);
  }
}
