import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** How reports that may be near each other are found: each version is filed under whole numbers. */

/** The current version of a report that stands, with what is compared first. Times in milliseconds. */
export interface NearbyReport {
  readonly incident: string;
  readonly number: number;
  readonly reporter: string;
  readonly reportId: string;
  readonly from: number;
  readonly to: number;
  readonly lon: number | null;
  readonly lat: number | null;
  /** Its source codes each event once, so that no two of its reports are of one. */
  readonly distinct: boolean;
}

/** A statement takes a few thousand values at most: SQLite allows 32,766. */
const KEYS_AT_ONCE = 5_000;
const REPORTS_AT_ONCE = 500;

/** Files versions of reports, by their numbers, under the keys that a near report shares. */
export async function fileUnder(
  transaction: Transaction,
  versions: readonly { readonly number: number; readonly keys: readonly number[] }[],
): Promise<void> {
  await insertRows(
    transaction,
    'near_keys',
    versions.flatMap(({ number, keys }) => keys.map((near) => ({ near, number }))),
  );
}

/**
 * Reports filed under any of the keys, the newest first.
 * @param codedBy a reporter whose reports that are coded as distinct events are left out
 * @param most how many versions to look at for each few thousand keys; with more than that, the oldest are left out
 */
export async function filedUnderAny(
  database: Database | Transaction,
  keys: readonly number[],
  codedBy: string | undefined,
  most: number,
): Promise<NearbyReport[]> {
  const found = new Map<number, NearbyReport>();
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const numbers = database('near_keys')
      .distinct('number')
      .whereIn('near', keys.slice(start, start + KEYS_AT_ONCE))
      .orderBy('number', 'desc')
      .limit(most);
    const query = database('incident_versions as v')
      .join('incidents as i', (on) => on.on('i.id', 'v.incident').andOn('i.version', 'v.version'))
      .whereIn('v.number', numbers)
      .where('i.state', 'active')
      .select('v.number', 'v.incident', 'v.occurred_from', 'v.occurred_to', 'v.lon', 'v.lat')
      .select('i.reporter', 'i.report_id', 'i.distinct_event');
    if (codedBy !== undefined)
      query.where((other) => other.whereNot('i.reporter', codedBy).orWhere('i.distinct_event', 0));
    for (const row of await query)
      found.set(Number(row.number), {
        incident: row.incident,
        number: Number(row.number),
        reporter: row.reporter,
        reportId: row.report_id,
        from: Number(row.occurred_from),
        to: Number(row.occurred_to),
        lon: row.lon,
        lat: row.lat,
        distinct: Number(row.distinct_event) === 1,
      });
  }
  return [...found.values()].sort((a, b) => b.number - a.number);
}

/** Reports with what was added to them, by the number of their version. */
export async function reportsByNumber(
  database: Database | Transaction,
  numbers: readonly number[],
): Promise<Map<number, { readonly report: unknown; readonly added: unknown }>> {
  const found = new Map<number, { readonly report: unknown; readonly added: unknown }>();
  for (let start = 0; start < numbers.length; start += REPORTS_AT_ONCE) {
    const rows = await database('incident_versions')
      .whereIn('number', numbers.slice(start, start + REPORTS_AT_ONCE))
      .select('number', 'report', 'added');
    for (const { number, report, added } of rows)
      found.set(Number(number), { report: JSON.parse(report), added: added === null ? null : JSON.parse(added) });
  }
  return found;
}
