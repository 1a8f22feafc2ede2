import type { Diagnostic } from '../authored/diagnostic.js';
import type { CaseResult } from '../casework/run-cases.js';
import type { Rulebook, RulebookSource } from '../engine/rulebook.js';
import { compileRulebook } from '../engine/rulebook.js';
import { type FolderWatch, looksOf, watchFolder } from '../rulebook/watch-folder.js';
import type { Database } from '../store/connect.js';
import { lastFromFolder, wasEverLive } from '../store/publications.js';
import type { CheckedRules } from './check-rules.js';
import type { LiveRulebook } from './live-rulebook.js';
import { type Published, publishRulebook } from './publish-rulebook.js';
import type { RulesChecker } from './rules-checker.js';

/** How the rule files of a folder stand to the rulebook that is live. */
export interface FolderStatus {
  readonly folder: string;
  /** `same` as what is live, `waiting` to be published, or `refused` because it does not load or a case of it fails. */
  readonly state: 'same' | 'waiting' | 'refused';
  /** When it was last read, in milliseconds since 1970. */
  readonly at: number;
  /** Of its rulebook; absent where it does not load. */
  readonly hash?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: readonly CaseResult[];
}

const AGAIN_MS = 5_000;

/** What became of a look at the folder. */
export interface Looked {
  readonly status: FolderStatus;
  /** The paths that changed since it was last read. */
  readonly changed: readonly string[];
  /** Where it went live by itself. */
  readonly published?: Published;
}

export interface FolderSettings {
  readonly folder: string;
  /** Whether what changes in it, loads and passes its cases goes live by itself. */
  readonly mode: 'auto' | 'manual';
  readonly now: () => number;
  /** Told of every look at the folder after the first, and of what kept one from being taken. */
  readonly heard: (looked: Looked | { readonly failed: unknown }) => void;
}

/**
 * The folder of rule files of this process. What changes in it is read as a whole; only a change that is seen in the folder
 * publishes, so that neither a rollback nor the folder of another process is undone by a folder that merely differs.
 */
export class RulesFolder {
  readonly #database: Database;
  readonly #checker: RulesChecker;
  readonly #settings: FolderSettings;
  #live: LiveRulebook | undefined;
  #checked: CheckedRules | undefined;
  #at = 0;
  #looks = '';
  /** The rulebook that this folder offered last: it is not offered again until there was another. */
  #offered: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #watch: FolderWatch | undefined;
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(database: Database, checker: RulesChecker, settings: FolderSettings) {
    this.#database = database;
    this.#checker = checker;
    this.#settings = settings;
  }

  get mode(): FolderSettings['mode'] {
    return this.#settings.mode;
  }

  /** The first reading, before anything is live in this process. @param known what is live in the database */
  async read(known?: string): Promise<CheckedRules> {
    this.#looks = await looksOf(this.#settings.folder);
    this.#checked = await this.#checker.check({ folder: this.#settings.folder, known });
    this.#at = this.#settings.now();
    return this.#checked;
  }

  /** From now on the folder is held against what is live, and a change of it is noticed. */
  async attend(live: LiveRulebook): Promise<void> {
    this.#live = live;
    this.#offered = (await lastFromFolder(this.#database, this.#settings.folder))?.hash;
    const published = await this.#offer([]);
    if (published !== undefined) this.#settings.heard({ status: this.status(), changed: [], published });
    this.#watch = watchFolder(this.#settings.folder, this.#looks, (looks) => {
      if (looks !== this.#looks) void this.look();
    });
  }

  /** Reads the folder again, now. */
  look(): Promise<Looked | undefined> {
    const next = () => this.#look();
    const looked = this.#queue.then(next, next);
    this.#queue = looked;
    return looked;
  }

  status(): FolderStatus {
    if (this.#checked === undefined) throw new Error('the folder has not been read');
    const { ok, rulebook, diagnostics, cases } = this.#checked;
    const same = rulebook?.hash === this.#live?.current().hash;
    return {
      folder: this.#settings.folder,
      state: !ok ? 'refused' : same ? 'same' : 'waiting',
      at: this.#at,
      ...(rulebook === undefined ? {} : { hash: rulebook.hash }),
      diagnostics,
      failed: cases.failed,
    };
  }

  /** The rulebook of the folder as it was last read; undefined where it could not go live. */
  rulebook(): Rulebook | undefined {
    return this.#checked?.ok === true ? compiledFrom(this.#checked) : undefined;
  }

  /** Ends the watch, and comes back when nothing is being read or published any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watch?.close();
    clearTimeout(this.#again);
    await this.#queue.catch(() => undefined);
  }

  async #look(): Promise<Looked | undefined> {
    try {
      const before = this.#checked?.files ?? {};
      do {
        this.#looks = await looksOf(this.#settings.folder);
        this.#checked = await this.#checker.check({ folder: this.#settings.folder });
        this.#at = this.#settings.now();
        // What was changed while it was read may be half of the old and half of the new.
      } while (this.#looks !== (await looksOf(this.#settings.folder)));
      const changed = changedBetween(before, this.#checked.files);
      const published = await this.#offer(changed);
      const looked = { status: this.status(), changed, ...(published === undefined ? {} : { published }) };
      this.#settings.heard(looked);
      return looked;
    } catch (failed) {
      // The set is neither good nor bad, such as while the database does not answer: it is looked at again.
      if (!this.#closed) this.#again = setTimeout(() => void this.look(), AGAIN_MS).unref();
      this.#settings.heard({ failed });
      return undefined;
    }
  }

  /** Makes what the folder holds live where that is for it to do. */
  async #offer(changed: readonly string[]): Promise<Published | undefined> {
    const { folder, mode } = this.#settings;
    const rulebook = this.#checked?.ok === true ? this.#checked.rulebook : undefined;
    if (rulebook === undefined || this.#live === undefined) return undefined;
    const { hash } = rulebook;
    const live = this.#live.current().hash;
    const first = this.#offered === undefined && hash !== live;
    // A folder from which nothing was published yet may hold what was live long ago; only what is new is news.
    const news = first ? !(await wasEverLive(this.#database, hash)) : hash !== this.#offered;
    if (hash === live || !news || mode !== 'auto') {
      this.#offered = hash;
      return undefined;
    }
    const ready = this.rulebook() as Rulebook;
    const why = changed.length === 0 ? 'the folder of rule files was changed' : `changed ${changed.join(', ')}`;
    const publishing = { kind: 'automatic', who: 'truce', why, folder } as const;
    const published = await publishRulebook({ database: this.#database, now: this.#settings.now }, ready, publishing);
    this.#offered = hash;
    await this.#live.follow(hash, ready);
    return published;
  }
}

/** What the other thread has checked needs no second check; its hash is that of its source. */
export function compiledFrom({ rulebook }: Pick<CheckedRules, 'rulebook'>): Rulebook {
  if (rulebook === undefined) throw new Error('the rule files do not load');
  return compileRulebook(JSON.parse(rulebook.source) as RulebookSource, rulebook.hash);
}

function changedBetween(before: CheckedRules['files'], after: CheckedRules['files']): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => before[path] !== after[path])
    .sort();
}
