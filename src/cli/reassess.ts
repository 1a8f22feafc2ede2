import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { type Command, Option } from 'commander';
import { KeptRulebooks } from '../actions/kept-rulebooks.js';
import { planWhatIsMissing } from '../actions/plan-reassessment.js';
import {
  type ReassessmentDocument,
  readReassessment,
  readReassessments,
  reassessmentDocument,
} from '../actions/read-reassessments.js';
import { type Reassessor, RulebookLost, reassess } from '../actions/reassess.js';
import { readConfig } from '../config.js';
import { connect, type Database } from '../store/connect.js';
import { refuseOldTables } from '../store/migrate.js';
import { latestReassessment } from '../store/reassessments.js';
import { revisionState } from '../store/revision.js';
import { Progress } from './progress.js';
import { reassessmentLines, reassessmentsText } from './reassess-text.js';
import { EXIT } from './run.js';

/** truce reassess: what a publish left to be judged again, in the foreground. */

interface Options {
  readonly status?: boolean;
  readonly database?: string;
  readonly json?: boolean;
}

/** So many are shown by --status. */
const SHOWN = 20;
/** How often another process is looked at while it works, in milliseconds. */
const LOOK_MS = 500;

export function register(program: Command): void {
  program
    .command('reassess')
    .summary('judge again what a publish can touch')
    .description(
      'After a publish, stored incidents that it can touch are judged again; a serving process does so by itself. This ' +
        'runs it, goes on where it was broken off, or watches the process that works on it. Ctrl-C loses nothing.',
    )
    .option('--status', 'only show how far it is, and what came of those before')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .addOption(new Option('--json', 'print JSON'))
    .action(reassessCommand);
}

async function reassessCommand(options: Options): Promise<void> {
  const database = connect(options.database ?? readConfig().databaseUrl, { existing: true });
  try {
    await refuseOldTables(database);
    if (options.status === true) await showStatus(database, options.json === true);
    else await run(database, options.json === true);
  } finally {
    await database.destroy();
  }
}

async function showStatus(database: Database, json: boolean): Promise<void> {
  const { items } = await readReassessments({ database, now: Date.now }, SHOWN);
  process.stdout.write(json ? `${JSON.stringify({ items }, null, 2)}\n` : reassessmentsText(items));
}

async function run(database: Database, json: boolean): Promise<void> {
  // As for truce import: what judging leaves behind dies young, and is collected before it piles up.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
  const ending = new AbortController();
  const stop = () => ending.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const { rulebook: live } = await revisionState(database);
    if (live !== undefined) await planWhatIsMissing(database, live, Date.now);
    const id = await workOrWatch(database, ending.signal);
    if (id === undefined) {
      process.stdout.write(json ? '{ "left": false }\n' : 'Nothing is left to be judged again.\n');
      return;
    }
    const end = await readReassessment({ database, now: Date.now }, id);
    process.stdout.write(json ? `${JSON.stringify(end, null, 2)}\n` : `${reassessmentLines(end).join('\n')}\n`);
    if (end.state === 'finished') return;
    process.exitCode = EXIT.no;
    if (!json) process.stdout.write('It was broken off. Nothing is lost: truce reassess goes on there.\n');
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Works on what is open, or watches who does, until nothing is. @returns the last; undefined where nothing was open */
async function workOrWatch(database: Database, signal: AbortSignal): Promise<string | undefined> {
  const asking = { database, now: Date.now };
  const reassessor: Reassessor = { ...asking, keptRulebooks: new KeptRulebooks(database), holder: randomUUID() };
  const progress = new Progress(10_000);
  let id: string | undefined;
  try {
    while (!signal.aborted) {
      for await (const each of reassess(reassessor, signal)) {
        id = each.id;
        show(progress, reassessmentDocument(each, Date.now()), '');
      }
      const latest = await latestReassessment(database);
      if (latest === undefined || latest.state === 'finished' || latest.state === 'superseded') break;
      id = latest.id;
      const told = await readReassessment(asking, latest.id);
      show(progress, told, told.workedOn ? ', another process works on it' : ', waiting for a process that is gone');
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof RulebookLost) throw new Error(`nothing more was judged again: ${error.message}`);
    throw error;
  } finally {
    progress.end();
  }
  return id;
}

function show(
  progress: Progress,
  { share, judged, superseded, added, ended }: ReassessmentDocument,
  who: string,
): void {
  const otherwise = superseded + added + ended;
  progress.show(Math.floor(share * 10_000), `${judged} judged, ${otherwise} came out otherwise${who}`);
}
