import type { Rulebook } from '../engine/rulebook.js';
import { type Rebuilt, rebuildRulebook } from '../rulebook/rebuild.js';
import type { Database } from '../store/connect.js';
import { revisionState } from '../store/revision.js';
import { rulebookSource } from '../store/rulebooks.js';

/** The live rulebook as this process has it. Which one is live stands in the database; a process follows. */
export class LiveRulebook {
  readonly #database: Database;
  #current: Rulebook;
  #behind: string | undefined;
  #following: Promise<unknown> = Promise.resolve();

  /** @param current the live one; or what is served until the first is published */
  constructor(database: Database, current: Rulebook) {
    this.#database = database;
    this.#current = current;
  }

  current(): Rulebook {
    return this.#current;
  }

  /** Why this process cannot serve what is live; undefined where it does. */
  behind(): string | undefined {
    return this.#behind;
  }

  /**
   * Takes over a rulebook that went live, whoever published it.
   * @param ready the same, compiled already
   * @throws LiveRulebookUnreadable when what is kept makes no rulebook for this program
   */
  follow(hash: string, ready?: Rulebook): Promise<Rulebook> {
    if (hash === this.#current.hash && this.#behind === undefined) return Promise.resolve(this.#current);
    const next = () => this.#take(hash, ready);
    const taken = this.#following.then(next, next);
    this.#following = taken;
    return taken;
  }

  async #take(hash: string, ready?: Rulebook): Promise<Rulebook> {
    if (hash !== this.#current.hash) {
      // Whoever was told of another meanwhile is told the truth: what is live is what the database says now.
      const live = (await revisionState(this.#database)).rulebook ?? hash;
      if (live !== this.#current.hash)
        try {
          this.#current = live === ready?.hash ? ready : await openKeptRulebook(this.#database, live);
        } catch (error) {
          if (error instanceof LiveRulebookUnreadable) this.#behind = error.message;
          throw error;
        }
    }
    this.#behind = undefined;
    return this.#current;
  }
}

/** A kept rulebook that this program cannot judge by, such as one of a newer format. */
export class LiveRulebookUnreadable extends Error {}

/** @throws LiveRulebookUnreadable */
export async function openKeptRulebook(database: Database, hash: string): Promise<Rulebook> {
  const source = await rulebookSource(database, hash);
  const rebuilt: Rebuilt = rebuildRulebook(hash, source ?? null);
  if (rebuilt.rulebook !== undefined && rebuilt.differences.length === 0) return rebuilt.rulebook;
  const [first] = rebuilt.differences;
  const why = source === undefined ? 'it is not kept' : `${first?.pointer} ${first?.detail}`;
  throw new LiveRulebookUnreadable(
    `the live rulebook ${hash} cannot be built by this version of Truce (${why}); a newer version may have published it`,
  );
}
