import { brotliCompressSync, constants } from 'node:zlib';
import { uuidv7 } from 'uuidv7';
import type { JournalHead } from '../src/domain/journal.js';
import { hashOf } from '../src/engine/hash.js';
import { connect, type Transaction } from '../src/store/connect.js';
import { appendToJournal, journalHead } from '../src/store/journal.js';
import { readBodyText } from '../src/store/verdict-body.js';

/**
 * Makes a record of a million out of one of some thousands, for measuring what runs over all of it (compare, reassess):
 * node --import tsx bench/million.ts --database sqlite:FILE [--most 1000000]
 *
 * FILE is a copy of a database into which real events were imported; it grows in place, on SQLite only. Every incident is
 * copied with its verdicts and marks under ids, a reportId and hashes of its own, so that each copy replays to its bytes.
 * Each copy has its entry in the journal. The keys by which near reports are found are not copied.
 */
const option = (name: string) => process.argv[process.argv.indexOf(name) + 1];
const url = option('--database');
if (url === undefined || !url.startsWith('sqlite:')) throw new Error('say --database sqlite:FILE');
const most = process.argv.includes('--most') ? Number(option('--most')) : 1_000_000;
const PAGE = 500;
/** The fastest quality: a copy's body need only unpack to the right bytes. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 18 };
const packed = (text: string) => Buffer.concat([Buffer.of(2), brotliCompressSync(text, { params })]);

const database = connect(url);
await database.raw('PRAGMA synchronous = OFF');
const [counted] = await database('incidents').count({ rows: '*' });
const step = Number((await database('revision').first('number')).number);
const copies = Math.ceil(most / Number(counted?.rows)) - 1;

type Row = Record<string, unknown>;
const into = async (transaction: Transaction, table: string, rows: Row[]) => {
  for (let start = 0; start < rows.length; start += 100)
    await transaction(table).insert(rows.slice(start, start + 100));
};

/** One incident with all its rows, once more. */
function copyOf(version: Row, incident: Row, verdicts: readonly Row[], changes: readonly Row[], k: number) {
  const id = `inc_${uuidv7()}`;
  const report = JSON.parse(String(version.report));
  report.reportId = `${report.reportId}-${k}`;
  const hash = hashOf(report);
  const shift = (number: unknown) => Number(number) + k * step;
  const copied = verdicts.map((row) => {
    const judgement = JSON.parse(readBodyText(row.body as Buffer));
    const known = { ...judgement.incident, id, reportId: report.reportId, hash };
    const verdict = `ver_${uuidv7()}`;
    const number = shift(row.number);
    const summary = { ...JSON.parse(String(row.summary)), incident: known, id: verdict, revision: number };
    const body = packed(JSON.stringify({ ...judgement, incident: known }));
    return { ...row, id: verdict, incident: id, number, summary: JSON.stringify(summary), body };
  });
  return {
    incident: {
      ...incident,
      reporter: String(incident.reporter),
      id,
      report_id: report.reportId,
      event_id: `evt_${uuidv7()}`,
      event_key: null,
    },
    version: { ...version, incident: id, number: shift(version.number), report: JSON.stringify(report), hash },
    verdicts: copied,
    changes: changes.map((row, at) => ({
      ...row,
      number: shift(row.number),
      incident: id,
      verdict_id: copied[at]?.id,
    })),
  };
}

let head = (await journalHead(database)) as JournalHead;
for (let after = 0; ; ) {
  const versions: Row[] = await database('incident_versions')
    .where('number', '>', after)
    .where('number', '<=', step)
    .orderBy('number')
    .limit(PAGE);
  if (versions.length === 0) break;
  after = Number(versions.at(-1)?.number);
  const ids = versions.map((row) => String(row.incident));
  const incidents = new Map<string, Row>((await database('incidents').whereIn('id', ids)).map((row) => [row.id, row]));
  const verdicts: Row[] = await database('verdicts').whereIn('incident', ids).orderBy('number');
  const changes: Row[] = await database('changes').whereIn(
    'number',
    verdicts.map((row) => Number(row.number)),
  );
  await database.transaction(async (transaction) => {
    for (const version of versions) {
      const own = verdicts.filter((row) => row.incident === version.incident);
      const told = own.flatMap((row) => changes.filter((change) => change.number === row.number));
      const made = Array.from({ length: copies }, (_, at) =>
        copyOf(version, incidents.get(String(version.incident)) as Row, own, told, at + 1),
      );
      await into(
        transaction,
        'incidents',
        made.map((each) => each.incident),
      );
      await into(
        transaction,
        'incident_versions',
        made.map((each) => each.version),
      );
      await into(
        transaction,
        'verdicts',
        made.flatMap((each) => each.verdicts),
      );
      await into(
        transaction,
        'changes',
        made.flatMap((each) => each.changes),
      );
      head = await appendToJournal(
        transaction,
        head,
        made.map((each) => ({
          at: Number(version.received_at),
          who: String(each.incident.reporter),
          what: 'incident-received' as const,
          subject: each.version.incident,
          after: each.version.hash,
        })),
      );
    }
  });
  process.stderr.write(`\r${after} of ${step}, ${copies} copies each`);
}
const numbers = `WITH RECURSIVE c(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < ${copies})`;
for (const id of await database('marks').orderBy('id').pluck('id'))
  await database.raw(
    `${numbers} INSERT INTO verdict_marks (mark, number) SELECT mark, number + c.k * ${step} FROM c CROSS JOIN verdict_marks WHERE mark = ${id} AND number <= ${step}`,
  );
await database('revision').update({
  number: step * (copies + 1),
  journal_number: head.number,
  journal_hash: head.hash,
});
const [now] = await database('incidents').count({ rows: '*' });
process.stderr.write(`\n${now?.rows} incidents\n`);
await database.destroy();
