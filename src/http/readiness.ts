import { Problem } from '../domain/problem.js';

/** Whether the service can answer, and if not, what it waits for. */
export type Readiness =
  | { readonly ready: false; readonly waitingFor: readonly string[] }
  | {
      readonly ready: true;
      readonly loadedAt: number;
      /** The latest reload, where it was refused; what is served is then the last good rulebook. */
      readonly refused?: { readonly at: number; readonly diagnostics: readonly string[] };
    };

/** @throws nothing; the problem of a service that is still starting or stopping */
export const notReady = (waitingFor: readonly string[]): Problem =>
  new Problem('not-ready', `Not ready yet: ${waitingFor.join('; ')}. Try again in a second.`);
