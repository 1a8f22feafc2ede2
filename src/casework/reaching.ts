import type { Case } from '../domain/worked-case.js';
import { type Coverage, missingFrom } from './coverage.js';
import type { Original } from './mutant.js';
import { type Nearby, Neighbourhood } from './nearby.js';
import { shownBy } from './trace-case.js';

/** How many reports are tried in all. */
const MOST_TRIED = 6_000;

/** @returns for goals that no case shows, by their ids, a report that the engine finds to show them. */
export function reportsThatReach(original: Original, cases: readonly Case[], coverage: Coverage): Map<string, Nearby> {
  const open = new Set(missingFrom(coverage).map((goal) => goal.id));
  const found = new Map<string, Nearby>();
  if (open.size === 0) return found;
  const readings = original.agreement.readings.map(({ id }) => id);
  for (const near of new Neighbourhood(original, cases).around(() => true, MOST_TRIED)) {
    for (const id of shownBy(original, coverage.dates, near.incident, readings))
      if (open.delete(id)) found.set(id, near);
    if (open.size === 0) break;
  }
  return found;
}
