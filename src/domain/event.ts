/** Events: one or several reports of one thing that happened. */

/**
 * The name that a reporter gave an event, so that two ways of writing it meet: case and white space do not count.
 * Names of events are chosen by reporters to tie reports together, so nothing else is folded.
 */
export const foldEventText = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();

/** The event that an incident begins, whatever it may be joined to later: the same uuid under another prefix. */
export const ownEventOf = (incident: string): string => `evt_${incident.slice('inc_'.length)}`;

/** The incident that an event is named after. */
export const incidentOfEvent = (event: string): string => `inc_${event.slice('evt_'.length)}`;
