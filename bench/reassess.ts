import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What a rule edit costs on a record as it is: a save of the rules with co-location closed in the government's reading goes
 * live, and the record is judged again while the service goes on answering:
 * npm run build && node --import tsx bench/reassess.ts --database sqlite:FILE [--kill SECONDS]
 *
 * Says how long it took, the most memory the process held, and how long reads took while it ran against the same reads
 * before it began, in one run. With --kill the process is ended by SIGKILL after so many seconds and started again. The
 * database is changed: use a copy.
 */
const option = (name: string) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const database = option('--database');
if (database === undefined) throw new Error('say --database sqlite:FILE or postgres://…');
const killAfter = option('--kill');
const rules = mkdtempSync(join(tmpdir(), 'truce-rules-'));
cpSync('rules', rules, { recursive: true });
const agreement = join(rules, 'syria-2016/agreement.yaml');

/** Beside what this process was started with. */
const settings = [
  `TRUCE_DATABASE_URL=${database}`,
  `TRUCE_RULES=${rules}`,
  'TRUCE_PORT=0',
  'TRUCE_PUBLISH=auto',
  'TRUCE_LOG=warn',
];

async function serve() {
  const child = spawn('env', [...settings, process.execPath, 'dist/src/cli/main.js', 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const [, address] = /ready at (http:\/\/[\d.:]+)/.exec(said) ?? [];
    if (address !== undefined) return { child, address };
  }
  throw new Error(`the server ended before it was ready: ${said}`);
}

/** The most memory a process has held, in MB; what has not been asked since counts too. */
const peakOf = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;

const READS = [
  '/v1/verdicts?limit=100',
  '/v1/verdicts?limit=100&outcome=violation',
  '/v1/changes?after=0&limit=100',
  '/v1/incidents?limit=50',
];

/** Milliseconds of reads that alternate, for so long as wanted. */
async function readWhile(wanted: (round: number) => Promise<boolean>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; await wanted(round); round += 1)
    for (const path of READS) {
      const from = performance.now();
      const answer = await fetch(address + path);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
      times.push(performance.now() - from);
    }
  return times;
}
const quantile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)]?.toFixed(1);
const say = (name: string, times: readonly number[]) =>
  console.log(`${name}: ${times.length} reads, p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`);

interface Told {
  readonly items: readonly {
    readonly id: string;
    readonly state: string;
    readonly share: number;
    readonly to: string;
  }[];
}
const latest = async (address: string) =>
  ((await (await fetch(`${address}/v1/reassessments?limit=1`)).json()) as Told).items[0];

let { child, address } = await serve();
for (let left = await latest(address); left !== undefined && left.state !== 'finished'; left = await latest(address))
  await new Promise((done) => setTimeout(done, 500));
const before = (await latest(address))?.id;
say('before', await readWhile(async (round) => round < 50));

const text = readFileSync(agreement, 'utf8');
const closed = text.replace(/^ +- \{ exception: co-located-with-(nusra|islamic-state), when: .*\n/gm, '');
if (closed === text) throw new Error('the rules no longer accept co-location in the way this bench takes out');
// The cases beside the rules say what the rules did before, and would keep the edit from going live.
rmSync(join(rules, 'syria-2016/cases.yaml'));
writeFileSync(agreement, closed);
const start = performance.now();
let killed = 0;
let peak = 0;
const times = await readWhile(async () => {
  if (killAfter !== undefined && killed === 0 && performance.now() - start > Number(killAfter) * 1000) {
    const share = (await latest(address))?.share;
    peak = Math.max(peak, peakOf(child.pid));
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    killed = 1;
    ({ child, address } = await serve());
    console.log(`killed at a share of ${share}; goes on at ${(await latest(address))?.share}`);
  }
  await new Promise((done) => setTimeout(done, 100));
  const now = await latest(address);
  if (now === undefined || now.id === before) return performance.now() - start < 60_000;
  return now.state !== 'finished';
});
const seconds = (performance.now() - start) / 1000;
peak = Math.max(peak, peakOf(child.pid));
say('while it ran', times);
console.log(`from the save to the end: ${seconds.toFixed(1)} s; peak RSS ${peak.toFixed(0)} MB`);
console.log(JSON.stringify(await latest(address)));
child.kill('SIGTERM');
await once(child, 'exit');
rmSync(rules, { recursive: true });
