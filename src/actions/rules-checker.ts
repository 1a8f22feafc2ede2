import { Worker } from 'node:worker_threads';
import type { CheckedRules, RulesQuestion } from './check-rules.js';

/**
 * Checks sets of rule files in a thread of its own, one after the other, so that whoever asks the service something is
 * answered meanwhile. The thread is begun when it is needed and ends when it was idle for a while.
 */
export interface RulesChecker {
  /** @throws when the thread ended or took too long: the set could then not be checked, which says nothing about it */
  check(question: RulesQuestion): Promise<CheckedRules>;
  /** Ends the thread; whoever waits for it is told so. */
  close(): Promise<void>;
}

const IDLE_MS = 60_000;
/** A set that takes longer is no set of rules; 200,000 lines of one zone take six seconds on a busy machine. */
const LONGEST_MS = 120_000;
/** Of the thread, in MB: many times what a zone of 6 MB takes, and an end for what would take the machine. */
const HEAP_MB = 1_500;

interface Waiting {
  readonly done: (checked: CheckedRules) => void;
  readonly fail: (error: Error) => void;
  readonly limit: NodeJS.Timeout;
}
interface Answer {
  readonly id: number;
  readonly checked?: CheckedRules;
  readonly failed?: string;
}

export function makeRulesChecker(): RulesChecker {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  let closed = false;

  function started(): Worker {
    const worker = startThread();
    worker.on('message', ({ id, checked, failed }: Answer) => {
      const asked = taken(id);
      if (checked !== undefined) asked?.done(checked);
      else asked?.fail(new Error(`the rule files could not be checked: ${failed}`));
    });
    worker.on('error', (error) => failAll(error));
    worker.on('exit', () => {
      if (thread === worker) thread = undefined;
      failAll(new Error('the thread that checks rule files ended'));
    });
    worker.unref();
    return worker;
  }

  function taken(id: number): Waiting | undefined {
    const asked = waiting.get(id);
    clearTimeout(asked?.limit);
    waiting.delete(id);
    if (waiting.size === 0) {
      thread?.unref();
      clearTimeout(idle);
      idle = setTimeout(() => void end(), IDLE_MS).unref();
    }
    return asked;
  }

  function failAll(cause: unknown) {
    for (const id of [...waiting.keys()])
      taken(id)?.fail(
        new Error('the rule files could not be checked; they may need more memory or time than there is', { cause }),
      );
  }

  async function end() {
    const ending = thread;
    thread = undefined;
    await ending?.terminate();
  }

  return {
    check(question) {
      if (closed) return Promise.reject(new Error('the service is stopping'));
      clearTimeout(idle);
      thread ??= started();
      thread.ref();
      const id = ++last;
      return new Promise((done, fail) => {
        const limit = setTimeout(() => void end(), LONGEST_MS);
        waiting.set(id, { done, fail, limit });
        thread?.postMessage({ id, question });
      });
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      await end();
    },
  };
}

/** From what is compiled; or from the sources, as in a test, where the thread must first learn to read TypeScript. */
function startThread(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./check-rules-thread.js', import.meta.url), { resourceLimits });
  const file = JSON.stringify(new URL('./check-rules-thread.ts', import.meta.url).href);
  const begin = `import('tsx/esm/api').then(({ register }) => { register(); return import(${file}); })`;
  return new Worker(begin, { eval: true, resourceLimits });
}
