import { type Added, withAdded } from '../domain/added.js';
import type { Incident } from '../domain/incident.js';
import { countIncidents, type IncidentSpan, incidentsAfter, type StoredIncident } from '../store/compared-incidents.js';
import type { Database } from '../store/connect.js';
import { Breaks } from './step-by-step.js';

/** Goes over every incident that stands, one by one, holding a page of them; whoever else is at work gets a turn. */

const PAGE = 200;

export interface Walked {
  readonly stored: StoredIncident;
  /** What is judged: the report with what Truce added to it. */
  readonly incident: Incident;
}

/**
 * @param each is called for every incident, in order of id; what takes long is done in steps
 * @yields how many there are after each page; stops early, between two incidents or steps, when the signal is given
 * @returns whether the end was reached
 */
export async function* walkIncidents(
  database: Database,
  span: IncidentSpan,
  each: (walked: Walked) => Iterable<void> | void,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly done: number; readonly of: number }, boolean> {
  const of = await countIncidents(database);
  let after = '';
  let done = 0;
  const breaks = new Breaks();
  const stopped = () => signal?.aborted === true;
  while (!stopped()) {
    const page = await incidentsAfter(database, span, after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return true;
    for (const stored of page) {
      if (stopped()) return false;
      const added = stored.added as Added | null;
      for (const _step of each({ stored, incident: withAdded(stored.report as Incident, added ?? undefined) }) ?? []) {
        await breaks.letOthers();
        if (stopped()) return false;
      }
      await breaks.letOthers();
    }
    after = last.id;
    done += page.length;
    yield { done, of };
  }
  return false;
}
