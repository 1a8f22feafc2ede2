import { parentPort } from 'node:worker_threads';
import { checkRules, type RulesQuestion } from './check-rules.js';

/** The other thread of rules-checker.ts: loading a large set takes seconds, and requests are answered meanwhile. */

parentPort?.on('message', async ({ id, question }: { readonly id: number; readonly question: RulesQuestion }) => {
  try {
    parentPort?.postMessage({ id, checked: await checkRules(question) });
  } catch (error) {
    parentPort?.postMessage({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
