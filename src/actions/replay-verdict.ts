import { Problem } from '../domain/problem.js';
import type { Asking } from '../engine/second-opinion.js';
import { RulesRuns } from '../engine/second-opinion-runs.js';
import { storedVerdict } from '../store/stored-verdicts.js';
import { checkVerdict } from './check-verdict.js';
import type { CheckedVerdict } from './checked-verdict.js';
import type { KeptRulebooks } from './kept-rulebooks.js';
import type { Service } from './service.js';

/** What one request may cost. The event loop has its turn after each completion, so that others are answered meanwhile. */
const oneRequest = (): Asking => ({
  runs: new RulesRuns(),
  sampling: { exhaustiveBelow: 1_000, samples: 16, atMost: 1_000 },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
});

/**
 * A sceptic has a verdict judged again, by its own rulebook, and by json-rules-engine if they want.
 * @throws Problem `not-found`
 */
export async function replayVerdict(
  { database, keptRulebooks }: Pick<Service, 'database'> & { readonly keptRulebooks: KeptRulebooks },
  id: string,
  withSecondOpinion: boolean,
): Promise<CheckedVerdict> {
  const stored = await storedVerdict(database, id);
  if (stored === undefined) throw new Problem('not-found', `There is no verdict ${JSON.stringify(id)}.`);
  const rebuilt = await keptRulebooks.getAsKeptNow(String(stored.row.rulebook));
  return checkVerdict(stored, rebuilt, withSecondOpinion ? oneRequest() : undefined);
}
