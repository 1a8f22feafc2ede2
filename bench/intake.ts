import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judged } from '../src/actions/prepare-incident.js';
import { type Reported, recordIncidents } from '../src/actions/record-incidents.js';
import { submitMany } from '../src/actions/submit-many.js';
import type { Incident } from '../src/domain/incident.js';
import type { Rulebook } from '../src/engine/rulebook.js';
import { readCsv } from '../src/intake/read-csv.js';
import { profileByName } from '../src/intake/read-profile.js';
import { UnknownWords } from '../src/intake/unknown-words.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { connect, type Database } from '../src/store/connect.js';
import { migrate } from '../src/store/migrate.js';
import { write } from '../src/store/revision.js';
import { startPostgres } from '../test/helpers/postgres.js';
import { recordRows, type TransactionRows, writeRows } from './recorded-rows.js';
import { variedReports } from './varied-reports.js';

/**
 * Batch intake against the same rows written by bare knex: the same tables, rows and sizes of transaction, prepared
 * beforehand, on a fresh database each time, one after the other in every round.
 *
 * node dist/bench/intake.js [--reports 5000] [--chunk 10] [--rounds 3] [--ucdp FILE] [--only sqlite]
 *
 * Without --ucdp the reports are the worked cases again and again, each at a time and place of its own.
 */
const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '5000' },
    chunk: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    ucdp: { type: 'string' },
    only: { type: 'string' }, // sqlite or postgres
  },
});
const REPORTS = Number(values.reports);
const CHUNK = Number(values.chunk);
const ROUNDS = Number(values.rounds);

async function events(file: string): Promise<Incident[]> {
  const found: Incident[] = [];
  const profile = await profileByName('profiles', 'ucdp-ged');
  for await (const item of readCsv(createReadStream(file), profile, new UnknownWords())) {
    if ('incident' in item) found.push(item.incident);
  }
  // Spread over the whole file: its first years come before any agreement.
  const step = Math.max(1, found.length / REPORTS);
  return found.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, REPORTS);
}

function chunksOf<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / CHUNK);
  return Array.from({ length: count }, (_, index) => items.slice(index * CHUNK, (index + 1) * CHUNK));
}

/** Somewhere to write: every `open` is an empty, migrated database. */
interface Place {
  readonly name: string;
  open(): Promise<{ readonly database: Database; close(): Promise<void> }>;
  end(): Promise<void>;
}

async function sqlite(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'truce-bench-'));
  let count = 0;
  return {
    name: 'SQLite',
    async open() {
      const file = join(folder, `${++count}.sqlite`);
      const database = connect(`sqlite:${file}`);
      await migrate(database);
      const close = async () => {
        await database.destroy();
        for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
      };
      return { database, close };
    },
    end: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgres(): Promise<Place> {
  const server = await startPostgres();
  return {
    name: 'PostgreSQL',
    async open() {
      const database = connect(await server.createDatabase());
      await migrate(database);
      return { database, close: () => database.destroy() };
    },
    end: () => server.stop(),
  };
}

type Work = (database: Database) => Promise<void>;

/** What some work takes on a fresh database. */
async function onFresh(place: Place, work: Work): Promise<Took> {
  const { database, close } = await place.open();
  try {
    return await took(() => work(database));
  } finally {
    await close();
  }
}

/** What some work took, in seconds: by the clock, and of this process's processor time, all threads together. */
interface Took {
  readonly clock: number;
  readonly processor: number;
}

async function took(work: () => unknown): Promise<Took> {
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  await work();
  const clock = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(before);
  return { clock, processor: (user + system) / 1e6 };
}

const now = () => Date.UTC(2026, 0, 1);

/** What the batch endpoint and the import do with reports that were read. */
const intake =
  (rulebook: Rulebook, incidents: readonly Incident[]): Work =>
  async (database) => {
    for (const chunk of chunksOf(incidents)) {
      const answers = await submitMany({ database, now }, rulebook, 'bench', chunk);
      const refused = answers.find(({ status }) => status !== 201);
      if (refused !== undefined) throw new Error(`a report was not stored: ${JSON.stringify(refused)}`);
    }
  };

/** The same with every report judged beforehand. */
const storing =
  (rulebook: Rulebook, entries: readonly Reported[]): Work =>
  async (database) => {
    const from = { rulebook, at: now() };
    for (const chunk of chunksOf(entries))
      await write(database, (transaction, revision) => recordIncidents(transaction, revision, from, chunk));
  };

const bare =
  (rows: readonly TransactionRows[]): Work =>
  (database) =>
    writeRows(database, rows);

const loaded = await loadRulebook('rules');
if (!loaded.ok) throw new Error('the rules do not load');
const { rulebook } = loaded;
if (values.ucdp !== undefined && !existsSync(values.ucdp)) throw new Error(`there is no ${values.ucdp}`);
const incidents = values.ucdp === undefined ? await variedReports(REPORTS) : await events(values.ucdp);
const judgeAll = () => incidents.map((incident) => ({ reporter: 'bench', incident, ...judged(incident, rulebook) }));
const entries = judgeAll();

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
const what = values.ucdp === undefined ? 'worked cases, moved' : 'UCDP events';
console.log(
  `${incidents.length} reports (${what}), ${CHUNK} in a transaction, medians of ${ROUNDS} rounds, side by side`,
);

const micros = (times: readonly number[]) => `${((median(times) / incidents.length) * 1e6).toFixed(0)} µs`;
const perReport = (times: readonly Took[]) =>
  `${micros(times.map(({ clock }) => clock))} a report (${micros(times.map(({ processor }) => processor))} of processor)`;

const judging: Took[] = [];
for (let round = 0; round < ROUNDS; round++) judging.push(await took(judgeAll));
console.log(`judging alone (facts, verdicts with reasons, hashes, warnings): ${perReport(judging)}`);

for (const make of [sqlite, postgres]) {
  if (values.only !== undefined && values.only !== make.name) continue;
  const place = await make();
  try {
    let rows: TransactionRows[] = [];
    await onFresh(place, async (database) => {
      const recorded = recordRows(database);
      await intake(rulebook, incidents)(database);
      rows = recorded();
    });
    const times = { whole: [] as Took[], stored: [] as Took[], rows: [] as Took[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.whole.push(await onFresh(place, intake(rulebook, incidents)));
      times.stored.push(await onFresh(place, storing(rulebook, entries)));
      times.rows.push(await onFresh(place, bare(rows)));
    }
    const of = (ours: readonly Took[]) => {
      const share = (part: keyof Took) =>
        median(times.rows.map((took, round) => took[part] / (ours[round] as Took)[part])).toFixed(2);
      return `${share('clock')} of bare knex (${share('processor')} by processor)`;
    };
    const count = rows.flat().reduce((sum, each) => sum + each.rows.length, 0);
    console.log(`${place.name}: ${(count / incidents.length).toFixed(1)} rows a report`);
    console.log(`  the rows by bare knex      ${perReport(times.rows)}`);
    console.log(`  batch intake, judging too  ${perReport(times.whole)}: ${of(times.whole)}`);
    console.log(`  storing what was judged    ${perReport(times.stored)}: ${of(times.stored)}`);
  } finally {
    await place.end();
  }
}
