import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { submitMany } from '../src/actions/submit-many.js';
import type { Incident } from '../src/domain/incident.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { connect } from '../src/store/connect.js';
import { migrate } from '../src/store/migrate.js';
import { Chance } from '../test/engine/support/chance.js';
import { startPostgres } from '../test/helpers/postgres.js';
import { type RowsOf, recordRows, type TransactionRows } from './recorded-rows.js';
import { closedLoop, openLoop, percentile, target } from './single-posts/load.js';
import { variedReports } from './varied-reports.js';

/**
 * Single posts to POST /v1/incidents against a bare Express handler that inserts the same rows (single-posts/bare-server.ts),
 * each a process of its own on a fresh database, in turns; PostgreSQL waits for its disk. Then what a post takes where half
 * as many arrive as Truce could take, at random moments.
 *
 * npm run build && node --import tsx bench/single-posts.ts [--reports 3000] [--senders 32] [--rounds 3] [--only sqlite]
 */
const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '3000' },
    senders: { type: 'string', default: '32' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' }, // sqlite or postgres
    profile: { type: 'string' }, // a folder for processor profiles of Truce
  },
});
const REPORTS = Number(values.reports);
const SENDERS = Number(values.senders);
const ROUNDS = Number(values.rounds);
/** Posts before the clock starts, for either side: code is compiled, and what is stored once is stored. */
const WARM_UP = 200;

/** Tables whose rows many reports refer to: the bare side has them before the clock starts. */
const SHARED: readonly string[] = ['reporters', 'rulebooks', 'marks'];

const folder = mkdtempSync(join(tmpdir(), 'truce-single-'));
const reports = await variedReports(REPORTS + WARM_UP);
const bodies = reports.map((report) => JSON.stringify(report));
const rowsFile = join(folder, 'rows');
writeFileSync(rowsFile, serialize(await recordedRows(reports)));

/** What Truce inserts for each report. What a report shares with others is kept apart, so that any order will do. */
async function recordedRows(incidents: readonly Incident[]) {
  const loaded = await loadRulebook('rules');
  if (!loaded.ok) throw new Error('the rules do not load');
  const database = connect('sqlite::memory:');
  await migrate(database);
  const recorded = recordRows(database);
  const now = () => Date.UTC(2026, 0, 1);
  for (const incident of incidents) await submitMany({ database, now }, loaded.rulebook, 'local', [incident]);
  const transactions = recorded();
  await database.destroy();
  const common: RowsOf[] = [];
  const byReport = new Map<string, TransactionRows>();
  for (const [index, tables] of transactions.entries()) {
    common.push(...tables.filter(({ table }) => SHARED.includes(table)));
    byReport.set(
      incidents[index]?.reportId ?? '',
      tables.filter(({ table }) => !SHARED.includes(table)),
    );
  }
  const rows = [...byReport.values()].flat().reduce((sum, each) => sum + each.rows.length, 0);
  console.log(`${incidents.length} reports, ${(rows / incidents.length).toFixed(1)} rows a report`);
  return { common, byReport };
}
interface Side {
  readonly child: ChildProcess;
  readonly address: string;
}

async function started(words: readonly string[], url: string): Promise<Side> {
  const child = spawn(process.execPath, words, {
    env: { TRUCE_PORT: '0', TRUCE_LOG: 'info', TRUCE_DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const chunk of child.stdout as NonNullable<ChildProcess['stdout']>) {
    const [, address] = /ready at (http:\/\/[\d.:]+)/.exec(String(chunk)) ?? [];
    if (address !== undefined) return { child, address };
  }
  throw new Error(`${words.join(' ')} ended before it was ready`);
}

const profiled = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
const truce = (url: string) => started([...profiled, 'bin/truce.js', 'serve'], url);
const bare = (url: string) => started(['--import', 'tsx', 'bench/single-posts/bare-server.ts', url, rowsFile], url);

async function ended({ child }: Side) {
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** The processor time that a process has taken so far, all its threads together, in milliseconds; Linux only. */
function processorOf({ child }: Side): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

interface Saturated {
  /** Posts a second. */
  readonly rate: number;
  /** Milliseconds of processor time a post, without that of a database server. */
  readonly processor: number;
}

async function saturated(start: (url: string) => Promise<Side>, url: string): Promise<Saturated> {
  const side = await start(url);
  const to = target(side.address);
  await closedLoop(to, bodies.slice(0, 1), 1);
  await closedLoop(to, bodies.slice(1, WARM_UP), SENDERS);
  const before = processorOf(side);
  const rate = await closedLoop(to, bodies.slice(WARM_UP), SENDERS);
  const processor = (processorOf(side) - before) / (bodies.length - WARM_UP);
  to.agent.destroy();
  await ended(side);
  return { rate, processor };
}

async function atHalf(url: string, rate: number): Promise<number[]> {
  const side = await truce(url);
  const to = target(side.address);
  const chance = new Chance(11);
  await closedLoop(to, bodies.slice(0, WARM_UP), SENDERS);
  const took = await openLoop(to, bodies.slice(WARM_UP), rate, () => chance.next());
  to.agent.destroy();
  await ended(side);
  return took;
}

const median = (of: readonly number[]) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] as number;
const load = () =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(' ');

async function compare(name: string, open: () => Promise<string>) {
  console.log(`${name}, ${SENDERS} senders, ${ROUNDS} rounds, load ${load()}`);
  const sides = { truce: [] as Saturated[], bare: [] as Saturated[] };
  for (let round = 0; round < ROUNDS; round++) {
    const theirs = await saturated(bare, await open());
    const ours = await saturated(truce, await open());
    sides.bare.push(theirs);
    sides.truce.push(ours);
    const told = ({ rate, processor }: Saturated) => `${rate.toFixed(0)}/s (${processor.toFixed(2)} ms of processor)`;
    console.log(`  bare ${told(theirs)}, Truce ${told(ours)}: ${(ours.rate / theirs.rate).toFixed(2)}`);
  }
  const each = (of: (ours: Saturated, theirs: Saturated) => number) =>
    median(sides.truce.map((ours, round) => of(ours, sides.bare[round] as Saturated)));
  const ratio = each((ours, theirs) => ours.rate / theirs.rate);
  const byProcessor = each((ours, theirs) => theirs.processor / ours.processor);
  const half = each(({ rate }) => rate) / 2;
  const took = await atHalf(await open(), half);
  const [middle, slow] = [percentile(took, 0.5), percentile(took, 0.99)];
  console.log(`  ratio ${ratio.toFixed(2)} (${byProcessor.toFixed(2)} by processor)`);
  console.log(`  at ${half.toFixed(0)} posts a second: p50 ${middle.toFixed(1)} ms, p99 ${slow.toFixed(1)} ms`);
  console.log(`  load ${load()}`);
}

try {
  let files = 0;
  if (values.only !== 'postgres') await compare('SQLite', async () => `sqlite:${join(folder, `${++files}.sqlite`)}`);
  if (values.only !== 'sqlite') {
    const server = await startPostgres({ flags: [] });
    try {
      await compare('PostgreSQL', () => server.createDatabase());
    } finally {
      await server.stop();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
