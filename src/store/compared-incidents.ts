import { possibleByReading } from '../domain/outcomes-text.js';
import type { Outcome } from '../domain/words.js';
import { type Database, isSqlite } from './connect.js';

/** Incidents with what is known of their current verdicts, page by page in order of id, as of a revision. Only reads. */

export interface ComparedVerdict {
  readonly agreement: string;
  readonly rulebook: string;
  readonly semantics: number;
  /** What each reading leaves possible. */
  readonly possible: ReadonlyMap<string, readonly Outcome[]>;
}

export interface StoredIncident {
  readonly id: string;
  /** As it was sent. */
  readonly report: unknown;
  /** What Truce added before judging; null = nothing. */
  readonly added: unknown;
  readonly occurredFrom: number;
  readonly verdicts: readonly ComparedVerdict[];
}

export interface IncidentSpan {
  readonly asOf: number;
  /** Only what surely happened at or after, and at or before, these instants. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** How many incidents the record holds, withdrawn ones among them: what a walk over all of them is a share of. */
export async function countIncidents(database: Database): Promise<number> {
  const [row] = await database('incidents').count({ rows: '*' });
  return Number(row?.rows ?? 0);
}

/**
 * The next incidents that stood at the revision, in the version that was current then.
 * @param after the id of the last one of the page before; empty for the first page
 */
export async function incidentsAfter(
  database: Database,
  { asOf, from, to }: IncidentSpan,
  after: string,
  limit: number,
): Promise<StoredIncident[]> {
  const query = database('incident_versions as v')
    .where('v.incident', '>', after)
    .where('v.number', '<=', asOf)
    .where('v.state', 'active')
    .whereNotExists(
      database('incident_versions as w')
        .select(database.raw('1'))
        .whereRaw('w.incident = v.incident and w.version > v.version')
        .where('w.number', '<=', asOf),
    )
    .orderBy('v.incident')
    .limit(limit)
    .select('v.incident', 'v.report', 'v.added', 'v.occurred_from');
  if (from !== undefined) query.where('v.occurred_from', '>=', from);
  if (to !== undefined) query.where('v.occurred_to', '<=', to);
  const rows: Record<string, unknown>[] = await query;
  const verdicts = await verdictsOf(
    database,
    rows.map(({ incident }) => String(incident)),
    asOf,
  );
  return rows.map((row) => ({
    id: String(row.incident),
    report: JSON.parse(String(row.report)),
    added: row.added === null ? null : JSON.parse(String(row.added)),
    occurredFrom: Number(row.occurred_from),
    verdicts: verdicts.get(String(row.incident)) ?? [],
  }));
}

/** What verdicts come to is read from the index that counts use: the rows themselves are fat with reasons. */
async function verdictsOf(
  database: Database,
  incidents: readonly string[],
  asOf: number,
): Promise<Map<string, ComparedVerdict[]>> {
  const rows: Record<string, unknown>[] = await database('verdicts')
    .whereIn('incident', [...incidents])
    .where('number', '<=', asOf)
    .where((current) => current.whereNull('ended').orWhere('ended', '>', asOf))
    .select('number', 'incident', 'agreement', 'rulebook', 'semantics');
  const counted = isSqlite(database) ? database.raw('verdicts INDEXED BY verdicts_counted') : 'verdicts';
  const texts: Record<string, unknown>[] = await database
    .from(counted as never)
    .whereIn(
      'number',
      rows.map(({ number }) => Number(number)),
    )
    .select('number', 'outcomes');
  const byNumber = new Map(texts.map(({ number, outcomes }) => [Number(number), String(outcomes)]));
  const found = new Map<string, ComparedVerdict[]>(incidents.map((id) => [id, []]));
  for (const { number, incident, agreement, rulebook, semantics } of rows)
    found.get(String(incident))?.push({
      agreement: String(agreement),
      rulebook: String(rulebook),
      semantics: Number(semantics),
      possible: possibleByReading(byNumber.get(Number(number)) ?? ''),
    });
  return found;
}
