import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../src/store/connect.js';

/**
 * What it takes to back a record up, to bring it back and to check it, with the most memory each of the processes held:
 * npm run build && node --import tsx bench/backup.ts --database sqlite:FILE [--into postgres://…] [--verify]
 *
 * FILE is a record such as bench/million.ts makes. It is restored into a new file, or where --into says; --verify judges
 * every verdict of what was restored again. Nothing of the record is changed.
 */
const option = (name: string) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const database = option('--database');
if (database === undefined) throw new Error('say --database sqlite:FILE or postgres://…');
const folder = mkdtempSync(join(tmpdir(), 'truce-bench-backup-'));
const file = join(folder, 'record.truce');
const target = option('--into') ?? `sqlite:${join(folder, 'restored.sqlite')}`;

const peakOf = ({ pid }: ChildProcess): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0; // it has just ended
  }
};

/** Runs a command to its end and says how long it took and what it held. */
async function timed(...words: string[]): Promise<void> {
  const began = performance.now();
  const child = spawn(process.execPath, ['dist/src/cli/main.js', ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peak = Math.max(peak, peakOf(child));
    await pause(20);
  }
  const [code] = await ended;
  const load = loadavg().map((each) => each.toFixed(1));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${words[0]}: exit ${code}, ${seconds} s, peak ${peak.toFixed(0)} MB, load ${load.join(' ')}`);
  if (code !== 0) throw new Error(`truce ${words.join(' ')} ended with ${code}`);
}

const megabytes = (path: string) => (statSync(path).size / 1e6).toFixed(0);
try {
  const record = connect(database, { existing: true });
  for (const table of ['verdicts', 'incidents', 'verdict_marks', 'journal']) {
    const [counted] = await record(table).count({ rows: '*' });
    console.log(`${table}: ${Number(counted?.rows).toLocaleString('en')} rows`);
  }
  await record.destroy();
  console.log(`${cpus().length} processors`);
  await timed('backup', file, '--database', database);
  console.log(`the backup: ${megabytes(file)} MB`);
  await timed('restore', file, '--database', target);
  if (target.startsWith('sqlite:')) console.log(`restored: ${megabytes(target.slice('sqlite:'.length))} MB`);
  await timed('verify', '--journal', '--database', target);
  if (process.argv.includes('--verify')) await timed('verify', '--no-second-opinion', '--database', target);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
