import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDiagnostic } from './authored/diagnostic.js';
import { readCases } from './casework/cases.js';
import { type Config, readConfig } from './config.js';
import type { Incident } from './domain/incident.js';
import type { Verdict } from './domain/verdict.js';
import { OUTCOMES, type OutcomeOrOpen } from './domain/words.js';
import { ListenError, type Running, run, serveUntilStopped } from './main.js';
import { readCaseFiles } from './rulebook/read-files.js';

/**
 * npm run demo: the service on a scratch database, the worked incidents of every agreement posted through the API, one
 * verdict in prose, a table of outcomes, and the service goes on. With --once it ends after printing.
 */

const COLUMNS: readonly OutcomeOrOpen[] = [...OUTCOMES, 'undetermined'];
/** How many reports are on their way at the same time. */
const AT_ONCE = 8;

async function demo(once: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'truce-demo-'));
  try {
    const running = await start({
      ...readConfig(undefined, { TRUCE_LOG: 'warn' }),
      databaseUrl: `sqlite:${join(folder, 'truce.sqlite')}`,
    });
    try {
      await show(running);
    } catch (error) {
      await running.stop();
      throw error;
    }
    if (once) return await running.stop();
    say('', 'Serving until Ctrl-C.');
    await serveUntilStopped(running);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** On the usual port, or on any that is free. */
async function start(config: Config): Promise<Running> {
  try {
    return await run(config);
  } catch (error) {
    if (error instanceof ListenError) return run({ ...config, port: 0 });
    throw error;
  }
}

async function show({ app, address, greeting }: Running): Promise<void> {
  say(greeting);
  const incidents = await workedIncidents(app.context.rulebook(), readConfig().rules);
  const verdicts = (await inTurns(incidents, (incident) => post(address, incident))).flat();
  say(`${incidents.length} worked incidents posted to ${address}/v1/incidents, ${verdicts.length} verdicts.`, '');
  const shown = verdicts.find(({ contested }) => contested) ?? verdicts[0];
  if (shown === undefined) throw new Error('no incident was judged under any agreement');
  const prose = await fetch(`${address}/v1/verdicts/${shown.id}`, { headers: { accept: 'text/plain' } });
  if (!prose.ok) throw new Error(`the verdict could not be read: ${await prose.text()}`);
  say(await prose.text(), '');
  say(...table(verdicts), '');
  say(`The API and its reference: ${address}/docs`, 'What may be a violation under another reading:');
  say(`  curl '${address}/v1/verdicts?reading=${secondReading(shown)}&mayBe=violation&limit=5'`);
}

const say = (...lines: readonly string[]) => void process.stdout.write(`${lines.join('\n')}\n`);
const secondReading = ({ readings, reading }: Verdict) => Object.keys(readings)[1] ?? reading;

async function workedIncidents(rulebook: Parameters<typeof readCases>[1], rules: string): Promise<readonly Incident[]> {
  const { files } = await readCaseFiles(rules);
  const read = readCases(files, rulebook);
  if (!read.ok) throw new Error(read.diagnostics.map((each) => formatDiagnostic(each)).join('\n'));
  return read.cases.flatMap(({ cases }) => cases.map(({ incident }) => incident));
}

async function post(address: string, incident: Incident): Promise<readonly Verdict[]> {
  const answer = await fetch(`${address}/v1/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(incident),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`report ${incident.reportId} was refused: ${text}`);
  return (JSON.parse(text) as { verdicts: Verdict[] }).verdicts;
}

/** A few at a time, the answers in order. */
async function inTurns<In, Out>(all: readonly In[], work: (each: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE)
    done.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(work))));
  return done;
}

/** How many verdicts each reading of each agreement comes to, by outcome. */
function table(verdicts: readonly Verdict[]): string[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { agreement, readings } of verdicts) {
    for (const [reading, { outcome }] of Object.entries(readings)) {
      const row = counts.get(`${agreement} ${reading}`) ?? new Map<string, number>();
      counts.set(`${agreement} ${reading}`, row.set(outcome, (row.get(outcome) ?? 0) + 1));
    }
  }
  const width = Math.max('agreement, reading'.length, ...[...counts.keys()].map((name) => name.length));
  const line = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(width)}${cells.map((cell, index) => String(cell).padStart((COLUMNS[index] ?? '').length + 2)).join('')}`;
  return [
    line('agreement, reading', COLUMNS),
    ...[...counts].map(([name, row]) =>
      line(
        name,
        COLUMNS.map((outcome) => row.get(outcome) ?? 0),
      ),
    ),
  ];
}

try {
  await demo(process.argv.includes('--once'));
} catch (error) {
  process.stderr.write(`truce: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
