import { type Database, isSqlite, type Transaction } from './connect.js';

/** Where verdicts come from: the area they lie in and the sources of the reports that were judged. */

export interface VerdictSources {
  readonly area?: string;
  /** As the report has them. */
  readonly sources: readonly {
    readonly name: string;
    readonly url?: string | null;
    readonly licence?: string | null;
  }[];
}

/** So many at a time, because a report may have many sources. */
const AT_ONCE = 100;

/** @param numbers of verdicts. @returns by number; only the sources are taken out of each report, not the rest */
export async function sourcesOfVerdicts(
  database: Database | Transaction,
  numbers: readonly number[],
): Promise<Map<number, VerdictSources>> {
  const sources = isSqlite(database) ? "json_extract(i.report, '$.sources')" : "(i.report::json -> 'sources')::text";
  const found = new Map<number, VerdictSources>();
  for (let start = 0; start < numbers.length; start += AT_ONCE) {
    const rows: { number: number | string; area: string | null; sources: string | null }[] = await database(
      'verdicts as v',
    )
      .join('incident_versions as i', (on) =>
        on.on('i.incident', '=', 'v.incident').andOn('i.version', '=', 'v.version'),
      )
      .whereIn('v.number', numbers.slice(start, start + AT_ONCE))
      .select('v.number', 'v.area', database.raw(`${sources} as sources`));
    for (const row of rows)
      found.set(Number(row.number), {
        ...(row.area === null ? {} : { area: row.area }),
        sources: JSON.parse(row.sources ?? '[]') ?? [],
      });
  }
  return found;
}
