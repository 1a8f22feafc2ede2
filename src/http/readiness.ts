import { refusedLines } from '../actions/refused-rules.js';
import type { FolderStatus } from '../actions/rules-folder.js';
import { Problem } from '../domain/problem.js';

/** Whether the service can answer, and if not, what it waits for. */
export type Readiness =
  | { readonly ready: false; readonly waitingFor: readonly string[] }
  | {
      readonly ready: true;
      /** When the folder of rule files was last read. */
      readonly loadedAt: number;
      /** The folder of rule files, where it could not go live; what is served is then the last good rulebook. */
      readonly refused?: { readonly at: number; readonly diagnostics: readonly string[] };
      /** The folder of rule files, where it could go live and waits to be published. */
      readonly waiting?: { readonly at: number; readonly rulebook: string };
    };

/** The problem of a service that is still starting or stopping */
export const notReady = (waitingFor: readonly string[]): Problem =>
  new Problem('not-ready', `Not ready yet: ${waitingFor.join('; ')}. Try again in a second.`);

/** @throws Problem `not-ready` until the service can answer */
export function refuseUntilReady({ readiness }: { readiness(): Readiness }): void {
  const state = readiness();
  if (!state.ready) throw notReady(state.waitingFor);
}

/** What /ready says of a service that serves a rulebook. */
export function readyWith({ state, at, hash, diagnostics, failed }: FolderStatus): Readiness {
  const ready = { ready: true, loadedAt: at } as const;
  if (state === 'refused')
    return { ...ready, refused: { at, diagnostics: refusedLines(diagnostics, failed).map(({ line }) => line) } };
  return state === 'waiting' && hash !== undefined ? { ...ready, waiting: { at, rulebook: hash } } : ready;
}
