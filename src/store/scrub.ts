import { inflateSync } from 'node:zlib';
import type { Judgement } from '../domain/verdict.js';
import type { Mark } from '../engine/marks.js';
import { type Database, isSqlite, type Transaction } from './connect.js';
import { insertVerdictMarks } from './marks.js';
import { bodyOf } from './verdict-body.js';

/** Takes what was redacted out of the rows that hold it. The database lets it only where the redaction is in the record. */

export interface ScrubbedVersion {
  readonly report: unknown;
  readonly warnings: unknown;
  readonly reason: string | null;
  readonly added: unknown;
  readonly event: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

/** @param redaction the number of the redaction, which must be in the record */
export async function scrubVersion(
  transaction: Transaction,
  redaction: number,
  { incident, version }: { readonly incident: string; readonly version: number },
  { report, warnings, added, ...rest }: ScrubbedVersion,
): Promise<void> {
  const row = {
    ...rest,
    report: JSON.stringify(report),
    warnings: JSON.stringify(warnings),
    added: added == null ? null : JSON.stringify(added),
  };
  await transaction('incident_versions')
    .where({ incident, version })
    .update({ ...row, redacted: redaction });
}

export interface ScrubbedVerdict {
  readonly number: number;
  /** JSON. */
  readonly summary: string;
  /** Absent: nothing in it was to go. */
  readonly judgement?: Judgement | undefined;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly area: string | null;
  /** Marks that would still find it by what went, and those of who is named that take their place. */
  readonly stale: readonly Mark[];
  readonly fresh: readonly Mark[];
}

export async function scrubVerdicts(
  transaction: Transaction,
  redaction: number,
  verdicts: readonly ScrubbedVerdict[],
): Promise<void> {
  for (const { number, judgement, stale: _, fresh: __, ...row } of verdicts) {
    const body = judgement === undefined ? {} : { body: bodyOf(judgement) };
    await transaction('verdicts')
      .where({ number })
      .update({ ...row, ...body, redacted: redaction });
  }
  const fresh = verdicts.map((verdict) => ({ number: verdict.number, marks: verdict.fresh }));
  await insertVerdictMarks(transaction, fresh, false);
  // After those that are new, so that none is taken out of the dictionary that is given again.
  for (const { number, stale } of verdicts) for (const mark of stale) await dropMark(transaction, mark, number);
}

/** A mark that no verdict bears any longer goes out of the dictionary too. */
async function dropMark(transaction: Transaction, { reading, kind, value }: Mark, number: number): Promise<void> {
  const row = await transaction('marks').where({ reading, kind, value }).first('id');
  if (row === undefined) return;
  await transaction('verdict_marks').where({ mark: row.id, number }).delete();
  const borne = await transaction('verdict_marks').where({ mark: row.id }).first('number');
  if (borne === undefined) await transaction('marks').where({ id: row.id }).delete();
}

/**
 * Versions that stand no longer are found by nothing, and a hash of a name and a day tells the name to whoever tries.
 * @param numbers of versions of which something was redacted
 */
export async function dropNearKeys(transaction: Transaction, numbers: readonly number[]): Promise<void> {
  await transaction('near_keys')
    .whereIn('number', [...numbers])
    .delete();
}

interface LinkRow {
  readonly id: string;
  readonly because: string;
}
interface DecisionRow {
  readonly link: string;
  readonly number: number;
  readonly author: string;
  readonly note: string | null;
  readonly because: string | null;
}

/** The links of an incident with what was decided of them, as they lie in their tables. */
export async function linkRows(
  transaction: Database | Transaction,
  incident: string,
): Promise<{ readonly links: readonly LinkRow[]; readonly decisions: readonly DecisionRow[] }> {
  const links: LinkRow[] = await transaction('links')
    .where({ earlier: incident })
    .orWhere({ later: incident })
    .orderBy('number')
    .select('id', 'because');
  const ids = links.map(({ id }) => id);
  const decisions: DecisionRow[] = await transaction('link_decisions')
    .whereIn('link', ids)
    .orderBy(['link', 'number'])
    .select('link', 'number', 'author', 'note', 'because');
  return { links, decisions: decisions.map((row) => ({ ...row, number: Number(row.number) })) };
}

export async function scrubLink(transaction: Transaction, redaction: number, { id, because }: LinkRow): Promise<void> {
  await transaction('links').where({ id }).update({ because, redacted: redaction });
}

export async function scrubDecision(
  transaction: Transaction,
  redaction: number,
  { link, number, ...row }: DecisionRow,
): Promise<void> {
  await transaction('link_decisions')
    .where({ link, number })
    .update({ ...row, redacted: redaction });
}

export async function scrubRecord(
  transaction: Transaction,
  redaction: number,
  { id, by, body }: { readonly id: string; readonly by: string; readonly body: unknown },
): Promise<void> {
  await transaction('records')
    .where({ id })
    .update({ author: by, body: JSON.stringify(body), redacted: redaction });
}

const RECEIPTS_AT_ONCE = 200;

/**
 * Drops stored answers that tell of an incident, or of its event: a request that is sent again is then run again, and
 * finds what is stored.
 * @param ids any of which an answer holds
 */
export async function dropReceiptsOf(transaction: Transaction, ids: readonly string[]): Promise<void> {
  for (let after: readonly [string, string] = ['', '']; ; ) {
    const rows: { caller: string; key: string; location: string | null; body: Buffer | null }[] = await transaction(
      'receipts',
    )
      .whereNotNull('status')
      .whereRaw('(caller, key) > (?, ?)', [...after])
      .orderBy(['caller', 'key'])
      .limit(RECEIPTS_AT_ONCE);
    for (const { caller, key, location, body } of rows) {
      const told = `${location ?? ''} ${body === null ? '' : inflateSync(body).toString('utf8')}`;
      if (ids.some((id) => told.includes(id))) await transaction('receipts').where({ caller, key }).delete();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [last.caller, last.key];
  }
}

/**
 * Empties SQLite's write-ahead log, in which rows stand as they were before.
 * @returns whether nothing of it is left; true on PostgreSQL, which has none of ours
 */
export async function emptyLog(database: Database): Promise<boolean> {
  if (!isSqlite(database)) return true;
  const [told] = await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  return Number(told?.busy ?? 0) === 0;
}

/** The tables of which a redaction leaves rows behind in a file until they are written anew. */
const SCRUBBED = [
  ...['incident_versions', 'verdicts', 'marks', 'verdict_marks', 'near_keys'],
  ...['incidents', 'links', 'link_decisions', 'records', 'receipts'],
];

/** Writes the database anew without what was freed. Nobody else can write meanwhile. */
export async function rewrite(database: Database): Promise<void> {
  if (isSqlite(database)) await database.raw('VACUUM');
  else for (const table of SCRUBBED) await database.raw('VACUUM FULL ??', [table]);
  await emptyLog(database);
}
