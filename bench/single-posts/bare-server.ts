import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { deserialize } from 'node:v8';
import express from 'express';
import { connect, isSqlite } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { type TransactionRows, writeRows } from '../recorded-rows.js';

/**
 * The other side of bench/single-posts.ts: an Express handler that parses the body as JSON and inserts the rows that Truce
 * stored for that report, one transaction a request, through the same knex, driver and settings of the database. It judges,
 * asks, checks and locks nothing, and answers in a few bytes.
 *
 * node --import tsx bench/single-posts/bare-server.ts DATABASE_URL ROWS_FILE
 */
const [url = '', file = ''] = process.argv.slice(2);
const { common, byReport } = deserialize(readFileSync(file)) as {
  /** What only the first report brings: its reporter, the rulebook, the dictionary of marks. */
  common: TransactionRows;
  byReport: Map<string, TransactionRows>;
};
const database = connect(url);
await migrate(database);
await writeRows(database, [common]);
// Several are inserted at once, in no order: a link may come before the report it leads to.
if (!isSqlite(database))
  await database.raw('alter table links drop constraint links_earlier_foreign, drop constraint links_later_foreign');

const app = express();
app.use(express.json({ limit: '1mb' }));
app.post('/v1/incidents', async (request, response) => {
  const rows = byReport.get(request.body.reportId);
  if (rows === undefined) throw new Error('no such report');
  await writeRows(database, [rows]);
  response.status(201).json({ reportId: request.body.reportId });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
