import { formatInstant } from '../domain/time.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** What was redacted, where, by whom, when and why. Only added to; what was taken out is kept nowhere. */

/** Of a report, of why a version came to be, of a record beside the report, or of a note to a link. */
export type RedactedPart = 'report' | 'reason' | 'record' | 'note';

export interface Redaction {
  /** The revision that it took; all that went at once has one. */
  readonly number: number;
  readonly incident: string;
  readonly part: RedactedPart;
  /** The id of the incident, the record or the link. */
  readonly subject: string;
  /** 0 where it is of no version. */
  readonly version: number;
  /** Into the report as it was sent, or into the record. */
  readonly pointer: string;
  /** The hashes of the whole report or record before and after; null where there is no such hash. */
  readonly before: string | null;
  readonly after: string | null;
  readonly by: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Adds redactions, and makes the last of them known to every process. Only under the lock of the revision. */
export async function insertRedactions(transaction: Transaction, redactions: readonly Redaction[]): Promise<void> {
  await insertRows(
    transaction,
    'redactions',
    redactions.map(({ by, ...rest }) => ({ ...rest, author: by })),
  );
  const last = Math.max(...redactions.map(({ number }) => number));
  await transaction('revision').where({ id: 1 }).update({ redacted: last });
}

const redactionOf = (row: Record<string, unknown>): Redaction => ({
  number: Number(row.number),
  incident: String(row.incident),
  part: row.part as RedactedPart,
  subject: String(row.subject),
  version: Number(row.version),
  pointer: String(row.pointer),
  before: row.before === null ? null : String(row.before),
  after: row.after === null ? null : String(row.after),
  by: String(row.author),
  reason: String(row.reason),
  at: Number(row.at),
});

/** What was ever redacted of incidents and of what is beside them, the first first. */
export async function redactionsOf(
  database: Database | Transaction,
  incidents: readonly string[],
): Promise<Redaction[]> {
  const rows = await database('redactions')
    .whereIn('incident', [...incidents])
    .orderBy(['number', 'version', 'pointer']);
  return rows.map(redactionOf);
}

/** What was redacted of the report of one version, as pointers. */
export async function redactedPointers(
  database: Database | Transaction,
  incident: string,
  version: number,
): Promise<string[]> {
  return database('redactions')
    .where({ incident, version, part: 'report' })
    .orderBy('pointer')
    .distinct()
    .pluck('pointer');
}

/** What the journal says was redacted of incidents: `before after` of each, by incident. */
export async function journaledRedactions(
  database: Database | Transaction,
  incidents: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await database('journal')
    .whereIn('subject', [...incidents])
    .where({ what: 'incident-redacted' })
    .select('subject', 'before', 'after');
  const found = new Map<string, Set<string>>();
  for (const { subject, before, after } of rows)
    found.set(subject, (found.get(subject) ?? new Set()).add(`${before} ${after}`));
  return found;
}

/** As it is answered: everything but what went. */
export interface RedactionDocument {
  readonly part: RedactedPart;
  readonly version?: number;
  /** Of what is of no version: the id of the record or the link. */
  readonly subject?: string;
  readonly pointer: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly before?: string;
  readonly after?: string;
}

export const redactionDocument = (redaction: Redaction): RedactionDocument => {
  const { part, subject, version, pointer, at, by, reason, before, after } = redaction;
  return {
    part,
    ...(version === 0 ? { subject } : { version }),
    pointer,
    at: formatInstant(at),
    by,
    reason,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  };
};
