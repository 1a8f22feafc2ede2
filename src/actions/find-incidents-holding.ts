import { holdsAny } from '../domain/find-text.js';
import { pointersHolding } from '../domain/redact-report.js';
import type { Database } from '../store/connect.js';
import { versionsAfter } from '../store/incidents.js';
import { recordsAfter } from '../store/records.js';

/** Where a text stands: an operator who is asked to take a name out has to find it first. */
export interface Holding {
  /** The id of the incident, or of the record beside one. */
  readonly id: string;
  /** Absent for a record. */
  readonly version?: number;
  readonly pointers: readonly string[];
}

/** Read and looked through at a time. */
const PAGE = 500;

/**
 * Goes through every version of every report and every record, the oldest first.
 * @param looked told how many were looked through so far
 */
export async function* findHolding(
  database: Database,
  texts: readonly string[],
  looked: (count: number) => void = () => undefined,
): AsyncGenerator<Holding> {
  let count = 0;
  for (let after = 0; ; ) {
    const versions = await versionsAfter(database, after, PAGE);
    for (const { incident: id, version, report, reason } of versions) {
      const pointers = pointersHolding(report, texts);
      if (reason !== null && holdsAny(reason, texts)) pointers.push('reason');
      if (pointers.length > 0) yield { id, version, pointers };
    }
    const last = versions.at(-1);
    if (last === undefined) break;
    count += versions.length;
    looked(count);
    after = last.number;
  }
  for (let after = 0; ; ) {
    const records = await recordsAfter(database, after, PAGE);
    for (const { id, by, body } of records) {
      const pointers = pointersHolding(body, texts);
      if (pointers.length === 0 && holdsAny(by, texts)) pointers.push('/by');
      if (pointers.length > 0) yield { id, pointers };
    }
    const last = records.at(-1);
    if (last === undefined) return;
    count += records.length;
    looked(count);
    after = last.number;
  }
}
