import type { Mark } from '../engine/marks.js';
import { type Change, changesNumbered } from './changes.js';
import type { Database, Transaction } from './connect.js';
import { journaledRedactions, type Redaction, redactionsOf } from './redactions.js';
import { readBodyText } from './verdict-body.js';

/** Verdicts exactly as they lie in their tables, for those who check them. Nothing is parsed that is not asked for. */

export interface StoredVerdict {
  readonly number: number;
  readonly id: string;
  /** Every column of its row but the body. */
  readonly row: Readonly<Record<string, unknown>>;
  /** The JSON of the judgement, byte for byte; undefined where the body cannot be unpacked. */
  readonly text: string | undefined;
  /** The row of the incident version that it judges; undefined where there is none. */
  readonly version: StoredVersion | undefined;
  readonly marks: readonly Mark[];
  /** The changes that made it and that ended it, as the feed tells them, in order of number. */
  readonly changes: readonly Change[];
}

/** What is kept of an incident version. */
export interface StoredVersion {
  /** As it was sent; undefined where what is stored is not JSON. */
  readonly report: unknown;
  /** What Truce added before judging; null = nothing, undefined where what is stored is not JSON. */
  readonly added: unknown;
  readonly hash: string;
  readonly receivedAt: number;
  /** What was redacted of its report, the first first. */
  readonly redactions: readonly StoredRedaction[];
}

/** A redaction, and whether the journal knows of it. */
export interface StoredRedaction extends Redaction {
  readonly journaled: boolean;
}

export interface VerdictSpan {
  /** Only verdicts with a greater number. */
  readonly after: number;
  /** Only verdicts up to this revision. */
  readonly asOf: number;
  readonly agreement?: string | undefined;
}

/** How many verdicts a span holds, current, superseded and withdrawn. */
export async function countVerdicts(database: Database, span: VerdictSpan): Promise<number> {
  const [row] = await within(database, span).count({ verdicts: '*' });
  return Number(row?.verdicts ?? 0);
}

/** The first verdicts of a span in order of number. */
export async function storedVerdicts(database: Database, span: VerdictSpan, limit: number): Promise<StoredVerdict[]> {
  const rows: Record<string, unknown>[] = await within(database, span).orderBy('number').limit(limit);
  return whole(database, rows);
}

/** One verdict; undefined when there is none of that id. */
export async function storedVerdict(database: Database, id: string): Promise<StoredVerdict | undefined> {
  const [found] = await whole(database, await database('verdicts').where({ id }));
  return found;
}

/** How many verdicts an incident ever had. */
export async function countVerdictsOf(database: Database | Transaction, incident: string): Promise<number> {
  const [row] = await database('verdicts').where({ incident }).count({ verdicts: '*' });
  return Number(row?.verdicts ?? 0);
}

/** Every verdict that an incident ever had, the first first. */
export async function storedVerdictsOf(database: Database, incident: string): Promise<StoredVerdict[]> {
  const rows: Record<string, unknown>[] = await database('verdicts').where({ incident }).orderBy('number');
  const found: StoredVerdict[] = [];
  // One at a time: their numbers may lie far apart, and marks are read by spans of numbers.
  for (const row of rows) found.push(...(await whole(database, [row])));
  return found;
}

function within(database: Database, { after, asOf, agreement }: VerdictSpan) {
  const query = database('verdicts').where('number', '>', after).where('number', '<=', asOf);
  return agreement === undefined ? query : query.where({ agreement });
}

async function whole(database: Database, rows: readonly Record<string, unknown>[]): Promise<StoredVerdict[]> {
  const numbers = rows.map((row) => Number(row.number));
  const marks = await marksOf(database, numbers);
  const versions = await versionsOf(database, rows);
  const changes = await changesNumbered(
    database,
    rows.flatMap(({ number, ended }) => (ended === null ? [Number(number)] : [Number(number), Number(ended)])),
  );
  const changesOf = ({ number, ended }: Record<string, unknown>) =>
    [number, ended].flatMap((each) => changes.get(Number(each ?? 0)) ?? []);
  return rows.map(({ body, ...row }) => ({
    number: Number(row.number),
    id: String(row.id),
    row,
    text: unpacked(body as Buffer),
    version: versions.get(versionKey(row.incident, row.version)),
    marks: marks.get(Number(row.number)) ?? [],
    changes: changesOf(row),
  }));
}

function unpacked(body: Buffer): string | undefined {
  try {
    return readBodyText(body);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const versionKey = (incident: unknown, version: unknown) => `${incident} ${version}`;

async function versionsOf(
  database: Database,
  rows: readonly Record<string, unknown>[],
): Promise<Map<string, StoredVersion>> {
  const incidents = [...new Set(rows.map((row) => String(row.incident)))];
  const found = await database('incident_versions').whereIn('incident', incidents);
  const redactions = await storedRedactions(database, incidents);
  return new Map(
    found.map((row) => [
      versionKey(row.incident, row.version),
      {
        report: parsed(row.report),
        added: row.added === null ? null : parsed(row.added),
        hash: String(row.hash),
        receivedAt: Number(row.received_at),
        redactions: redactions.filter(
          ({ incident, version }) => incident === row.incident && version === Number(row.version),
        ),
      },
    ]),
  );
}

/** What was redacted of the reports of incidents. */
async function storedRedactions(database: Database, incidents: readonly string[]): Promise<StoredRedaction[]> {
  const found = (await redactionsOf(database, incidents)).filter(({ part }) => part === 'report');
  const journaled = await journaledRedactions(database, [...new Set(found.map(({ incident }) => incident))]);
  return found.map((each) => ({
    ...each,
    journaled: journaled.get(each.incident)?.has(`${each.before} ${each.after}`) === true,
  }));
}

/** Marks lie in the order of marks, so the span of numbers is looked up under each of them. */
async function marksOf(database: Database, numbers: readonly number[]): Promise<Map<number, Mark[]>> {
  const byNumber = new Map<number, Mark[]>(numbers.map((number) => [number, []]));
  if (numbers.length === 0) return byNumber;
  const rows = await database
    .select('m.reading', 'm.kind', 'm.value', 'v.number')
    .from('marks as m')
    .crossJoin('verdict_marks as v' as never)
    .whereRaw('v.mark = m.id')
    .whereBetween('v.number', [Math.min(...numbers), Math.max(...numbers)])
    .orderBy('m.id');
  for (const { reading, kind, value, number } of rows) byNumber.get(Number(number))?.push({ reading, kind, value });
  return byNumber;
}

/** The agreements that verdicts were ever judged under, in order. */
export async function judgedAgreements(database: Database): Promise<string[]> {
  return database('marks').where({ kind: 'agreement' }).orderBy('value').pluck('value');
}
