import { type Caller, mayChange, seesOnly } from '../domain/access.js';
import { Problem } from '../domain/problem.js';
import type { Database, Transaction } from '../store/connect.js';
import { type IncidentVersion, incidentById } from '../store/incidents.js';

/** Which reports a caller may see and change: a monitor's key its own reporter's, unless it is for more. */

/**
 * An incident that the caller may see. One that it may not see is answered like one that is not there.
 * @throws Problem `not-found`
 */
export async function visibleIncident(
  database: Database | Transaction,
  caller: Caller,
  id: string,
): Promise<IncidentVersion> {
  const incident = await incidentById(database, id);
  const only = seesOnly(caller);
  if (incident !== undefined && (only === undefined || only === incident.reporter)) return incident;
  throw new Problem('not-found', `There is no incident ${JSON.stringify(id)}.`);
}

/**
 * An incident that the caller may correct, withdraw or add to.
 * @throws Problem `not-found`, `not-yours`
 */
export async function changeableIncident(
  database: Database | Transaction,
  caller: Caller,
  id: string,
): Promise<IncidentVersion> {
  const incident = await incidentById(database, id);
  if (incident !== undefined && mayChange(caller, incident.reporter)) return incident;
  await visibleIncident(database, caller, id);
  throw new Problem('not-yours', `The incident ${id} is of another reporter, and nothing was changed.`);
}
