import { foldEventText, ownEventOf } from '../domain/event.js';
import type { Incident } from '../domain/incident.js';
import type { Transaction } from '../store/connect.js';
import { eventsNamed } from '../store/event-members.js';
import type { NewIncident, NewVersion } from '../store/incidents.js';

/** The event as its reporter names it, folded; null when the report names none. */
export const eventKeyOf = ({ event }: Incident): string | null =>
  event == null || foldEventText(event) === '' ? null : foldEventText(event);

/** Gives new incidents their events: one that a report before them named as they do, or one of their own. */
export async function withEvents(
  transaction: Transaction,
  recorded: readonly { readonly incident: NewVersion }[],
  distinct: boolean,
): Promise<NewIncident[]> {
  const keyed = recorded.map(({ incident }) => ({ incident, key: eventKeyOf(incident.report as Incident) }));
  const keys = new Set(keyed.flatMap(({ key }) => (key === null ? [] : [key])));
  const events = await eventsNamed(transaction, [...keys]);
  return keyed.map(({ incident, key }) => {
    const eventId = (key === null ? undefined : events.get(key)) ?? ownEventOf(incident.id);
    if (key !== null) events.set(key, eventId);
    return { ...incident, eventId, eventKey: key, distinct };
  });
}
