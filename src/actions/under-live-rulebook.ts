import type { Rulebook } from '../engine/rulebook.js';
import { RulebookMoved } from '../store/revision.js';
import { openKeptRulebook } from './live-rulebook.js';
import type { Service } from './service.js';

/**
 * Judges and stores under the live rulebook. Where another was published between judging and storing, nothing was stored,
 * and all is done again under that one: whoever reported learns of it by the verdict's rulebook alone.
 * @param rulebook what is live as far as this process knows
 */
export async function underLiveRulebook<T>(
  { database, follow }: Pick<Service, 'database' | 'follow'>,
  rulebook: Rulebook,
  work: (rulebook: Rulebook) => Promise<T>,
): Promise<T> {
  let live = rulebook;
  for (;;) {
    try {
      return await work(live);
    } catch (error) {
      if (!(error instanceof RulebookMoved)) throw error;
      live = await (follow?.(error.live) ?? openKeptRulebook(database, error.live));
    }
  }
}
