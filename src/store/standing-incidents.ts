import type { Database, Transaction } from './connect.js';
import { readBodyText } from './verdict-body.js';

/** Incidents as they stand, with the current verdicts of each, in the order of their versions: what is judged again. */

export interface StandingVerdict {
  readonly id: string;
  readonly number: number;
  readonly agreement: string;
  readonly rulebook: string;
  readonly semantics: number;
}

export interface StandingIncident {
  /** Of its current version. */
  readonly number: number;
  readonly id: string;
  readonly version: number;
  readonly reportId: string;
  readonly report: unknown;
  /** What Truce added before judging; null = nothing. */
  readonly added: unknown;
  readonly hash: string;
  readonly verdicts: readonly StandingVerdict[];
}

export interface Stretch {
  /** Only versions with a greater number, and up to this one. */
  readonly after: number;
  readonly through: number;
  /** Only incidents with a current verdict under one of these; all when absent. */
  readonly agreements?: readonly string[] | undefined;
  readonly limit: number;
}

/** The first incidents of a stretch that were not withdrawn. */
export async function standingIncidents(
  database: Database,
  { after, through, agreements, limit }: Stretch,
): Promise<StandingIncident[]> {
  const query = database('incident_versions as v')
    .join('incidents as i', (on) => on.on('i.id', 'v.incident').andOn('i.version', 'v.version'))
    .where('v.number', '>', after)
    .where('v.number', '<=', through)
    .where('i.state', 'active')
    .orderBy('v.number')
    .limit(limit)
    .select('v.number', 'v.incident', 'v.version', 'v.report', 'v.added', 'v.hash', 'i.report_id');
  if (agreements !== undefined)
    query.whereExists(
      database('verdicts as w')
        .select(database.raw('1'))
        .whereRaw('w.incident = v.incident')
        .whereRaw('w.version = v.version')
        .whereIn('w.agreement', [...agreements])
        .whereNull('w.ended'),
    );
  const rows: Record<string, unknown>[] = await query;
  const verdicts = await standingVerdicts(
    database,
    rows.map((row) => String(row.incident)),
  );
  return rows.map((row) => ({
    number: Number(row.number),
    id: String(row.incident),
    version: Number(row.version),
    reportId: String(row.report_id),
    report: JSON.parse(String(row.report)),
    added: row.added === null ? null : JSON.parse(String(row.added)),
    hash: String(row.hash),
    verdicts: verdicts.get(String(row.incident)) ?? [],
  }));
}

async function standingVerdicts(
  database: Database,
  incidents: readonly string[],
): Promise<Map<string, StandingVerdict[]>> {
  const found = new Map<string, StandingVerdict[]>(incidents.map((id) => [id, []]));
  const rows = await database('verdicts')
    .whereIn('incident', [...incidents])
    // With the plus no index on it is used: SQLite would walk along all current verdicts of the record.
    .whereRaw('+ended is null')
    .orderBy('agreement')
    .select('id', 'number', 'incident', 'agreement', 'rulebook', 'semantics');
  for (const { id, number, incident, agreement, rulebook, semantics } of rows)
    found.get(incident)?.push({ id, number: Number(number), agreement, rulebook, semantics: Number(semantics) });
  return found;
}

/** The JSON of judgements, byte for byte, by the number of their verdict; one that cannot be unpacked is left out. */
export async function judgementTexts(database: Database, numbers: readonly number[]): Promise<Map<number, string>> {
  const rows: { number: number; body: Buffer }[] = await database('verdicts')
    .whereIn('number', [...numbers])
    .select('number', 'body');
  const texts = new Map<number, string>();
  for (const { number, body } of rows)
    try {
      texts.set(Number(number), readBodyText(body));
    } catch {
      // It is superseded by one that can be read.
    }
  return texts;
}

/** Which of these versions stand still: nobody has corrected or withdrawn the incident since. */
export async function stillStanding(
  transaction: Transaction,
  versions: readonly { readonly id: string; readonly version: number }[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction('incidents')
    .whereIn(
      'id',
      versions.map(({ id }) => id),
    )
    .where({ state: 'active' })
    .select('id', 'version');
  const current = new Map(rows.map(({ id, version }) => [String(id), Number(version)]));
  return new Set(versions.filter(({ id, version }) => current.get(id) === version).map(({ id }) => id));
}
