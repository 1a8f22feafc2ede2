import type { Verdict } from '../domain/verdict.js';
import type { VerdictSummary } from '../domain/verdict-summary.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';
import { insertVerdictMarks } from './marks.js';
import { type NewVerdict, verdictOf, verdictRow } from './verdict-rows.js';

/** Verdicts: appended, never edited; one that is superseded or withdrawn keeps its row and gets an end (S20). */

/** Adds verdicts. Their incident versions and their rulebooks must be there. */
export async function insertVerdicts(transaction: Transaction, verdicts: readonly NewVerdict[]): Promise<void> {
  await insertRows(transaction, 'verdicts', verdicts.map(verdictRow));
  await insertVerdictMarks(transaction, verdicts);
}

/** Ends a verdict with the number of the change that superseded or withdrew it. Only once: the database holds it. */
export async function endVerdict(transaction: Transaction, id: string, number: number): Promise<void> {
  await transaction('verdicts').where({ id }).update({ ended: number });
}

/** The whole verdict; undefined when there is none of that id. */
export async function verdictById(database: Database | Transaction, id: string): Promise<Verdict | undefined> {
  const row = await database('verdicts').where({ id }).first();
  return row === undefined ? undefined : verdictOf(row);
}

/** The current verdicts of an incident by agreement: their ids alone. */
export async function currentVerdictIds(transaction: Transaction, incident: string): Promise<Map<string, string>> {
  const rows = await transaction('verdicts').where({ incident }).whereNull('ended').orderBy('agreement');
  return new Map(rows.map(({ agreement, id }) => [agreement, id]));
}

/** All that can ever change of a verdict: the numbers of the change that ended it and of the redaction that touched it last. */
export async function verdictState(
  database: Database | Transaction,
  id: string,
): Promise<{ readonly ended: number | null; readonly redacted: number | null } | undefined> {
  const row = await database('verdicts').where({ id }).first('ended', 'redacted');
  const number = (value: unknown) => (value === null ? null : Number(value));
  return row === undefined ? undefined : { ended: number(row.ended), redacted: number(row.redacted) };
}

/** The current verdicts of incidents, in the order of agreements, by incident id. */
export async function currentVerdictsOf(
  database: Database | Transaction,
  incidents: readonly string[],
): Promise<Map<string, Verdict[]>> {
  const found = new Map<string, Verdict[]>(incidents.map((id) => [id, []]));
  const rows = await database('verdicts')
    .whereIn('incident', [...incidents])
    // With the plus no index on it is used: SQLite would walk along all current verdicts of the record.
    .whereRaw('+ended is null')
    .orderBy('agreement');
  for (const row of rows) found.get(row.incident)?.push(verdictOf(row));
  return found;
}

/** Summaries of every verdict an incident ever had, the first first, with the change that ended each. */
export async function verdictHistory(
  database: Database | Transaction,
  incident: string,
): Promise<(VerdictSummary & { endedBy?: number })[]> {
  const rows = await database('verdicts').where({ incident }).orderBy('number').select('summary', 'ended');
  return rows.map((row) => ({
    ...(JSON.parse(row.summary) as VerdictSummary),
    ...(row.ended === null ? {} : { endedBy: Number(row.ended) }),
  }));
}
