import type { Nearness } from '../domain/sighting.js';
import type { Warning } from '../domain/verdict.js';
import type { Database } from '../store/connect.js';
import { type Link, linksOf } from '../store/links.js';
import { MOST_COMPARED } from './link-near-reports.js';

/** Another report that may be of the same act: suspected, or confirmed by a person. */
export interface PossibleDuplicate {
  readonly link: string;
  readonly incident: string;
  readonly reporter: string;
  readonly reportId: string;
  readonly state: 'suspected' | 'confirmed';
  readonly because: Nearness[];
}

/**
 * What every incident may be a duplicate of, the oldest link first. Links that were rejected or have lapsed are left out.
 * @param asOf as the links were at this revision; as they are now when absent
 */
export async function possibleDuplicates(
  database: Database,
  incidents: readonly string[],
  asOf?: number,
): Promise<Map<string, PossibleDuplicate[]>> {
  const found = new Map<string, PossibleDuplicate[]>(incidents.map((id) => [id, []]));
  for (const link of await linksOf(database, incidents, asOf)) {
    if (link.state !== 'suspected' && link.state !== 'confirmed') continue;
    const { state } = link;
    found.get(link.earlier.incident)?.push({ ...otherOf(link, 'later'), state });
    found.get(link.later.incident)?.push({ ...otherOf(link, 'earlier'), state });
  }
  return found;
}

function otherOf({ id, because, ...ends }: Link, end: 'earlier' | 'later') {
  const { incident, reporter, reportId } = ends[end];
  return { link: id, incident, reporter, reportId, because: [...because] };
}

/**
 * What the sender of a report is told of them.
 * @param unlinked how many more are as near
 */
export function duplicateWarnings(duplicates: readonly PossibleDuplicate[], unlinked = 0): Warning[] {
  const suspected = duplicates.filter(({ state }) => state === 'suspected');
  const warnings = suspected.map(({ link, incident, reporter, reportId, because }) => ({
    pointer: '',
    code: 'possible-duplicate',
    detail:
      `may be of the same act as ${incident}, the report ${JSON.stringify(reportId)} of ${reporter}: ` +
      `${because.map(({ detail }) => detail).join('; ')}. Both are kept; say which it is at /v1/links/${link}/decision`,
  }));
  if (unlinked === 0) return warnings;
  const detail = `is as near to ${unlinked} more reports, which were not linked; of the newest ${MOST_COMPARED} around, the ${suspected.length} nearest were`;
  return [...warnings, { pointer: '', code: 'possible-duplicate', detail }];
}
