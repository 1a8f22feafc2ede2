import type { Database, Transaction } from './connect.js';

/** Pages of events: incidents counted by what they are reports of. */

export interface EventFilter {
  /** Only events of which a report has a current verdict under this agreement. */
  readonly agreement?: string | undefined;
  /** Only what may have happened then, by one of its reports. Milliseconds. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Only events of several reports. */
  readonly several?: boolean | undefined;
  /** Only events whose first report had come by this revision. */
  readonly asOf: number;
  /** Only those before this id in the list, which has the newest first. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface EventRow {
  readonly id: string;
  /** How many reports stand, and how many were withdrawn. */
  readonly reports: number;
  readonly withdrawn: number;
  /** When it may have happened, by the reports that stand, or by all where none does. Milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly kinds: readonly string[];
  /** What reporters call it. */
  readonly names: readonly string[];
}

type Row = Record<string, unknown>;

const current = (database: Database | Transaction) =>
  database('incidents as i').join('incident_versions as v', (on) =>
    on.on('v.incident', 'i.id').andOn('v.version', 'i.version'),
  );

/**
 * A page of events as they are now, the newest first. One question, so of one moment: events may be joined or parted at any
 * time, and one that was found a moment ago may have no reports any more.
 */
export async function listEvents(database: Database | Transaction, filter: EventFilter): Promise<EventRow[]> {
  const query = current(database)
    .whereExists(
      database('incident_versions as f')
        .select(database.raw('1'))
        .whereRaw('f.incident = i.id and f.version = 1')
        .where('f.number', '<=', filter.asOf),
    )
    .groupBy('i.event_id')
    .orderBy('i.event_id', 'desc')
    .limit(filter.limit)
    .select('i.event_id');
  if (filter.before !== undefined) query.where('i.event_id', '<', filter.before);
  if (filter.from !== undefined) query.where('v.occurred_to', '>=', filter.from);
  if (filter.to !== undefined) query.where('v.occurred_from', '<=', filter.to);
  if (filter.several === true) query.whereRaw(`${SIBLINGS} > 1`);
  if (filter.several === false) query.whereRaw(`${SIBLINGS} = 1`);
  if (filter.agreement !== undefined)
    query.whereExists(
      database('verdicts as x')
        .select(database.raw('1'))
        .whereRaw('x.incident = i.id')
        .where('x.agreement', filter.agreement)
        .whereNull('x.ended'),
    );
  const members: Row[] = await current(database)
    .whereIn('i.event_id', query)
    .groupBy('i.event_id', 'i.state', 'v.kinds', 'v.event')
    .orderBy('i.event_id', 'desc')
    .select('i.event_id', 'i.state', 'v.kinds', 'v.event')
    .count({ reports: '*' })
    .min({ since: 'v.occurred_from' })
    .max({ until: 'v.occurred_to' });
  const ids = new Set(members.map(({ event_id }) => String(event_id)));
  return [...ids].map((id) => {
    const all = members.filter(({ event_id }) => event_id === id);
    return eventRow(id, all);
  });
}

const SIBLINGS = '(select count(*) from incidents s where s.event_id = i.event_id)';

function eventRow(id: string, all: readonly Row[]): EventRow {
  const standing = all.filter((row) => row.state === 'active');
  const shown = standing.length > 0 ? standing : all;
  return {
    id,
    reports: count(standing),
    withdrawn: count(all) - count(standing),
    from: Math.min(...shown.map(({ since }) => Number(since))),
    to: Math.max(...shown.map(({ until }) => Number(until))),
    kinds: unique(shown.flatMap(({ kinds }) => String(kinds).split('|'))),
    names: unique(shown.map(({ event }) => String(event ?? ''))),
  };
}

const count = (rows: readonly Row[]) => rows.reduce((sum, { reports }) => sum + Number(reports), 0);
const unique = (values: readonly string[]) => [...new Set(values)].filter((value) => value !== '').sort();
