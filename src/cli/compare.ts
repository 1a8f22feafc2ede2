import { type Command, InvalidArgumentError } from 'commander';
import { type Compared, compareRulebook } from '../actions/compare-rulebook.js';
import { type Swept, sweepRules } from '../actions/sweep-rules.js';
import { endOfSpan } from '../domain/calendar.js';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import { comparedText, NOTHING_STORED, sweptText } from './compare-text.js';
import { checkTimes } from './count-options.js';
import { openRulebook } from './open-rulebook.js';
import { Progress } from './progress.js';
import { openRecord, rulebookBefore } from './rulebook-before.js';
import { EXIT } from './run.js';

interface Options {
  readonly against?: string;
  readonly agreement?: string;
  readonly from?: string;
  readonly to?: string;
  readonly zone: string;
  readonly sweep?: SweepRange;
  readonly json?: boolean;
  readonly database?: string;
  readonly rules?: string;
}

interface SweepRange {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** truce compare: what other rules would make of the incidents that are stored. */
export function register(program: Command): void {
  program
    .command('compare')
    .summary('what other rules would make of the incidents that are stored')
    .description(
      'Judges the stored incidents by the rules of a folder and tells which verdicts would flip, from what to what, and ' +
        'because of which changed rule. Nothing is written. A flip is a change of outcome, or of what is possible alone; ' +
        'the two are counted apart. With --sweep it tells what outcomes become as one number of the rules runs over a range.',
    )
    .argument('<folder>', 'the candidate rules')
    .option('--against <rules>', 'live (the default), the hash of a rulebook that was kept, or a folder')
    .option('--agreement <id>', 'only this agreement')
    .option('--from <time>', 'only what surely happened from this day or time on')
    .option('--to <time>', 'only what surely happened up to and including this day or time')
    .option('--zone <name>', 'the time zone of days and months, such as Asia/Damascus', 'UTC')
    .option('--sweep <path=a..b>', 'one number, such as exceptions.near-the-line.km=1..50 or =0..10:0.5', sweepRange)
    .option('--json', 'print JSON, on one line')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--rules <folder>', 'the rules compared against where none are live yet (otherwise TRUCE_RULES)')
    .action(compare);
}

function sweepRange(text: string): SweepRange {
  const found = /^([^=]+)=(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$/.exec(text);
  if (found === null)
    throw new InvalidArgumentError('It must be path=FROM..TO or path=FROM..TO:STEP, such as exceptions.near.km=1..50.');
  const [, path = '', start, end, step = '1'] = found;
  return { path, start: Number(start), end: Number(end), step: Number(step) };
}

async function compare(folder: string, options: Options): Promise<void> {
  const span = spanOf(options);
  const after = await openRulebook(folder);
  if (after === undefined) return;
  const database = await openRecord(options.database);
  try {
    const before = await rulebookBefore(database, options);
    if (before === undefined) return;
    refuseAgreement(options.agreement, [before.rulebook, after]);
    const interrupted = untilInterrupted();
    try {
      const asked = { ...span, agreement: options.agreement, signal: interrupted.signal };
      if (options.sweep !== undefined) await sweep(database, after, options.sweep, asked, options);
      else
        await flips(database, { before: before.rulebook, after, zone: options.zone, ...asked }, before.said, options);
    } finally {
      interrupted.end();
    }
  } finally {
    await database.destroy();
  }
}

/** @throws Problem for a zone or an end that cannot be, and for a span that ends before it begins */
function spanOf({ from, to, zone }: Options): { from?: number | undefined; to?: number | undefined } {
  checkTimes({ from, to, zone });
  const span = {
    from: from === undefined ? undefined : endOfSpan(from, 'from', zone),
    to: to === undefined ? undefined : endOfSpan(to, 'to', zone),
  };
  if (span.from !== undefined && span.to !== undefined && span.from > span.to)
    throw new Problem('bad-request', `--from must not be after --to, and ${from} is after ${to}`);
  return span;
}

type Narrowed = {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly agreement?: string | undefined;
  readonly signal: AbortSignal;
};

async function flips(
  database: Database,
  asked: Parameters<typeof compareRulebook>[1],
  said: string,
  { json }: Options,
) {
  const run = compareRulebook(database, asked);
  const compared = await shown<{ done: number; of: number; judged: number; flipped: number }, Compared>(
    run,
    ({ judged, flipped }) => `${judged} judged, ${flipped} flipped`,
  );
  end(compared, json === true, () => comparedText(compared, said));
}

async function sweep(database: Database, rulebook: Rulebook, range: SweepRange, asked: Narrowed, { json }: Options) {
  const run = sweepRules(database, { rulebook, ...range, ...asked });
  const swept = await shown<{ done: number; of: number; judged: number }, Swept>(
    run,
    ({ judged }) => `${judged} judged`,
  );
  end(swept, json === true, () => sweptText(swept));
}

async function shown<Step extends { done: number; of: number }, Result>(
  run: AsyncGenerator<Step, Result>,
  text: (step: Step) => string,
): Promise<Result> {
  let progress: Progress | undefined;
  let step = await run.next();
  for (; step.done !== true; step = await run.next()) {
    progress ??= new Progress(step.value.of);
    progress.show(step.value.done, text(step.value));
  }
  progress?.end();
  return step.value;
}

/** One line of JSON or a text; a broken-off answer says so and exits 1. */
function end(
  result: { readonly complete: boolean; readonly incidents: number },
  json: boolean,
  text: () => string,
): void {
  if (!result.complete) process.exitCode = EXIT.no;
  if (result.incidents === 0 && result.complete && json) process.stderr.write(`${NOTHING_STORED}\n`);
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : text());
}

function refuseAgreement(agreement: string | undefined, rulebooks: readonly Rulebook[]): void {
  const ids = [...new Set(rulebooks.flatMap(({ agreements }) => [...agreements.keys()]))];
  if (agreement === undefined || ids.includes(agreement)) return;
  const near = nearest(agreement, ids);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${ids.join(', ')}`;
  throw new Problem('unknown-agreement', `neither rulebook holds an agreement ${agreement}; ${hint}`);
}

/** The first Ctrl-C ends the work where it stands, and what was found is told; a second ends the program. */
function untilInterrupted(): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    signal: controller.signal,
    end() {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
