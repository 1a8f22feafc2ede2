/** What becomes of a report: it stands, or its reporter has withdrawn it. */
export const INCIDENT_STATES = ['active', 'withdrawn'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
