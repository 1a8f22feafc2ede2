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
}

/** A statement takes a few thousand values at most: SQLite allows 32,766. */
const KEYS_AT_ONCE = 5_000;

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
 * @param most how many versions to look at for each few thousand keys; with more than that, the oldest are left out
 */
export async function filedUnderAny(
  database: Database | Transaction,
  keys: readonly number[],
  most: number,
): Promise<NearbyReport[]> {
  const found = new Map<number, NearbyReport>();
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const numbers = database('near_keys')
      .distinct('number')
      .whereIn('near', keys.slice(start, start + KEYS_AT_ONCE))
      .orderBy('number', 'desc')
      .limit(most);
    const rows = await database('incident_versions as v')
      .join('incidents as i', (on) => on.on('i.id', 'v.incident').andOn('i.version', 'v.version'))
      .whereIn('v.number', numbers)
      .where('i.state', 'active')
      .select('v.number', 'v.incident', 'v.occurred_from', 'v.occurred_to', 'v.lon', 'v.lat')
      .select('i.reporter', 'i.report_id');
    for (const row of rows)
      found.set(Number(row.number), {
        incident: row.incident,
        number: Number(row.number),
        reporter: row.reporter,
        reportId: row.report_id,
        from: Number(row.occurred_from),
        to: Number(row.occurred_to),
        lon: row.lon,
        lat: row.lat,
      });
  }
  return [...found.values()].sort((a, b) => b.number - a.number);
}
