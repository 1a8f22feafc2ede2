import type { Diagnostic } from '../authored/diagnostic.js';
import { formatDiagnostic } from '../authored/diagnostic.js';
import type { Rulebook } from '../engine/rulebook.js';
import { loadRulebook } from './load.js';

/** Rule files that did not load, with every diagnostic. */
export class RulebookRefused extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((each) => each.severity === 'error');
    super(`the rule files do not load\n${errors.map((each) => formatDiagnostic(each)).join('\n')}`);
    this.name = 'RulebookRefused';
    this.diagnostics = diagnostics;
  }
}

export interface ShelfStatus {
  readonly hash: string;
  /** When the rulebook that is served was loaded, in milliseconds since 1970. */
  readonly loadedAt: number;
  readonly warnings: readonly Diagnostic[];
  /** The latest attempt, where it was refused. */
  readonly refused?: { readonly at: number; readonly diagnostics: readonly Diagnostic[] };
}

export interface Shelf {
  /** The rulebook that is served: the last good one. */
  current(): Rulebook;
  /** Reads the folder again. All or nothing: what is served changes only when every file loads. */
  reload(): Promise<{ ok: boolean; diagnostics: readonly Diagnostic[] }>;
  status(): ShelfStatus;
}

/**
 * Loads a rules folder and keeps the last good rulebook.
 * @throws RulebookRefused when the first load fails.
 */
export async function makeShelf(folder: string, now: () => number = Date.now): Promise<Shelf> {
  const first = await loadRulebook(folder);
  if (!first.ok) throw new RulebookRefused(first.diagnostics);
  let rulebook = first.rulebook;
  let status: ShelfStatus = { hash: rulebook.hash, loadedAt: now(), warnings: first.warnings };
  let queue: Promise<unknown> = Promise.resolve();
  const attempt = async () => {
    const loaded = await loadRulebook(folder);
    if (!loaded.ok) {
      status = { ...status, refused: { at: now(), diagnostics: loaded.diagnostics } };
      return { ok: false, diagnostics: loaded.diagnostics };
    }
    if (loaded.rulebook.hash !== rulebook.hash) rulebook = loaded.rulebook;
    status = { hash: rulebook.hash, loadedAt: now(), warnings: loaded.warnings };
    return { ok: true, diagnostics: loaded.warnings };
  };
  return {
    current: () => rulebook,
    status: () => status,
    reload() {
      const result = queue.then(attempt, attempt);
      queue = result;
      return result;
    },
  };
}
