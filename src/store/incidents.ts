import type { IncidentState } from '../domain/incident-state.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** Incidents and their versions. A version is never changed; a correction adds one. */

/** One version of an incident with what lists search by. Times in milliseconds. */
export interface IncidentVersion {
  readonly id: string;
  readonly reporter: string;
  readonly reportId: string;
  readonly state: IncidentState;
  readonly version: number;
  /** The revision it came with. */
  readonly number: number;
  readonly receivedAt: number;
  readonly report: unknown;
  readonly hash: string;
  readonly warnings: unknown;
  /** Why it was corrected or withdrawn, where somebody said so. */
  readonly reason: string | null;
  /** What Truce added to the report before judging it; null = nothing. */
  readonly added: unknown;
  /** The event it belongs to now. */
  readonly eventId: string;
}

export interface NewIncident extends NewVersion {
  readonly eventId: string;
  /** The name its reporter gave the event, folded; and whether its source codes each event once. */
  readonly eventKey: string | null;
  readonly distinct: boolean;
}

export interface NewVersion extends Omit<IncidentVersion, 'eventId'> {
  readonly event: string | null;
  readonly kinds: readonly string[];
  readonly occurred: { readonly from: number; readonly to: number };
  readonly lon: number | null;
  readonly lat: number | null;
}

export interface IncidentFilter {
  /** Only reports of this reporter. */
  readonly reporter?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly kind?: string | undefined;
  readonly event?: string | undefined;
  readonly reportId?: string | undefined;
  /** As the incidents were at this revision. */
  readonly asOf: number;
  /** Only those before this id in the list, which has the newest first. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Adds the reporter when it is not there yet. */
export const keepReporter = (transaction: Transaction, id: string, at: number): Promise<void> =>
  keepReporters(transaction, [id], at);

/** Adds the reporters that are not there yet. */
export async function keepReporters(transaction: Transaction, ids: Iterable<string>, at: number): Promise<void> {
  const rows = [...new Set(ids)].map((id) => ({ id, since: at }));
  if (rows.length > 0) await transaction('reporters').insert(rows).onConflict('id').ignore();
}

/** Adds incidents with their first version. The reporter must be there. */
export async function insertIncidents(transaction: Transaction, incidents: readonly NewIncident[]): Promise<void> {
  await insertRows(
    transaction,
    'incidents',
    incidents.map(({ id, reporter, reportId, state, version, eventId, eventKey, distinct }) => ({
      id,
      reporter,
      report_id: reportId,
      state,
      version,
      event_id: eventId,
      event_key: eventKey,
      distinct_event: distinct ? 1 : 0,
    })),
  );
  await insertRows(transaction, 'incident_versions', incidents.map(versionRow));
}

/** Adds a version to an incident that is there, and makes it the current one. Its event stays. */
export async function insertVersion(transaction: Transaction, incident: NewVersion): Promise<void> {
  await insertRows(transaction, 'incident_versions', [versionRow(incident)]);
  const { id, state, version } = incident;
  await transaction('incidents').where({ id }).update({ state, version });
}

const versionRow = (incident: NewVersion) => ({
  incident: incident.id,
  version: incident.version,
  number: incident.number,
  report: JSON.stringify(incident.report),
  hash: incident.hash,
  warnings: JSON.stringify(incident.warnings),
  state: incident.state,
  reason: incident.reason,
  added: incident.added == null ? null : JSON.stringify(incident.added),
  received_at: incident.receivedAt,
  event: incident.event,
  kinds: `|${incident.kinds.join('|')}|`,
  occurred_from: incident.occurred.from,
  occurred_to: incident.occurred.to,
  lon: incident.lon,
  lat: incident.lat,
});

const joined = (database: Database | Transaction) =>
  database('incidents as i').join('incident_versions as v', 'v.incident', 'i.id').select('i.*', 'v.*');
const current = (database: Database | Transaction) => joined(database).whereRaw('v.version = i.version');

const recordOf = (row: Record<string, unknown>): IncidentVersion => ({
  id: String(row.id),
  reporter: String(row.reporter),
  reportId: String(row.report_id),
  state: row.state as IncidentState,
  version: Number(row.version),
  number: Number(row.number),
  receivedAt: Number(row.received_at),
  report: JSON.parse(String(row.report)),
  hash: String(row.hash),
  warnings: JSON.parse(String(row.warnings)),
  reason: row.reason == null ? null : String(row.reason),
  added: row.added == null ? null : JSON.parse(String(row.added)),
  eventId: String(row.event_id),
});

/** What a report is known by: the reporter, and the id that the reporter gave it. */
export interface ReportName {
  readonly reporter: string;
  readonly reportId: string;
}
export const reportKey = ({ reporter, reportId }: ReportName): string => JSON.stringify([reporter, reportId]);

/** The current versions of reports that are there, by `reportKey`. */
export async function incidentsByReport(
  database: Database | Transaction,
  reports: readonly ReportName[],
): Promise<Map<string, IncidentVersion>> {
  const wanted = new Set(reports.map(reportKey));
  const rows = await current(database)
    .whereIn('i.reporter', [...new Set(reports.map(({ reporter }) => reporter))])
    .whereIn('i.report_id', [...new Set(reports.map(({ reportId }) => reportId))]);
  // Two reporters may use one id for reports of their own, and only one of them may have been asked about it.
  return new Map(
    rows
      .map((row): [string, Record<string, unknown>] => [
        reportKey({ reporter: String(row.reporter), reportId: String(row.report_id) }),
        row,
      ])
      .filter(([key]) => wanted.has(key))
      .map(([key, row]) => [key, recordOf(row)]),
  );
}

/** The current version; undefined when there is no such incident. */
export async function incidentById(database: Database | Transaction, id: string): Promise<IncidentVersion | undefined> {
  const row = await current(database).where('i.id', id).first();
  return row === undefined ? undefined : recordOf(row);
}

/** The current versions of incidents, in the order of the ids. */
export async function incidentsById(
  database: Database | Transaction,
  ids: readonly string[],
): Promise<IncidentVersion[]> {
  const rows = await current(database).whereIn('i.id', [...ids]);
  const found = new Map(rows.map((row) => [String(row.id), recordOf(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Every version, the first first. */
export async function versionsOf(database: Database | Transaction, id: string): Promise<IncidentVersion[]> {
  const rows = await joined(database).where('i.id', id).orderBy('v.version');
  return rows.map(recordOf);
}

/** A page of incidents as of a revision, the newest first. */
export async function listIncidents(
  database: Database | Transaction,
  filter: IncidentFilter,
): Promise<IncidentVersion[]> {
  const query = joined(database)
    .whereRaw(
      'v.version = (select max(w.version) from incident_versions w where w.incident = i.id and w.number <= ?)',
      [filter.asOf],
    )
    .orderBy('i.id', 'desc')
    .limit(filter.limit);
  if (filter.reporter !== undefined) query.where('i.reporter', filter.reporter);
  if (filter.before !== undefined) query.where('i.id', '<', filter.before);
  if (filter.from !== undefined) query.where('v.occurred_to', '>=', filter.from);
  if (filter.to !== undefined) query.where('v.occurred_from', '<=', filter.to);
  if (filter.kind !== undefined) query.where('v.kinds', 'like', `%|${filter.kind}|%`);
  if (filter.event !== undefined) query.where('v.event', filter.event);
  if (filter.reportId !== undefined) query.where('i.report_id', filter.reportId);
  return (await query).map(recordOf);
}

/** What was said in a version, and why it came to be. */
export interface SaidVersion {
  readonly incident: string;
  readonly version: number;
  readonly number: number;
  readonly report: unknown;
  readonly reason: string | null;
}

/** A page of all versions of all incidents after a number, the oldest first. */
export async function versionsAfter(database: Database, after: number, limit: number): Promise<SaidVersion[]> {
  const rows = await database('incident_versions')
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .select('incident', 'version', 'number', 'report', 'reason');
  return rows.map((row) => ({
    incident: String(row.incident),
    version: Number(row.version),
    number: Number(row.number),
    report: JSON.parse(row.report),
    reason: row.reason,
  }));
}
