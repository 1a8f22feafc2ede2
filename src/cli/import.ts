import { setFlagsFromString } from 'node:v8';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LiveRulebook } from '../actions/live-rulebook.js';
import { submitStream } from '../actions/submit-stream.js';
import { formatDiagnostic } from '../authored/diagnostic.js';
import { readConfig } from '../config.js';
import { Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import { UnknownWords } from '../intake/unknown-words.js';
import { connect, type Database } from '../store/connect.js';
import { migrate } from '../store/migrate.js';
import { dryRun, dryRunJson, dryRunText } from './dry-run.js';
import { chooseReading, FORMATS, type FormatOptions, type Reading } from './import-format.js';
import { type Input, openInput } from './import-input.js';
import { importJson, importText } from './import-report.js';
import { ImportTally } from './import-tally.js';
import { openLiveRulebook } from './open-live-rulebook.js';
import { openRulebook } from './open-rulebook.js';
import { Progress } from './progress.js';
import { EXIT } from './run.js';
import { checkSpan } from './time-span.js';

/** Records that a dry run shows when nobody says how many. */
const SHOWN = 5;

interface Options extends FormatOptions {
  readonly dryRun?: number | true;
  readonly database?: string;
  readonly rules?: string;
  readonly json?: boolean;
  readonly from?: string;
  readonly to?: string;
}

/** truce import: a dataset goes into the record, judged. */
export function register(program: Command): void {
  program
    .command('import')
    .summary('take a dataset into the record, judged')
    .description(
      'Reads a dataset record by record and stores each as an incident with its verdicts. A second import adds nothing. ' +
        'CSV is read by a profile, a file that says which column becomes which field (profiles/README.md). ' +
        'Files packed with gzip are unpacked on the way.',
    )
    .argument('<file>', 'the file to read; - reads standard input')
    .addOption(new Option('--format <name>', 'what it is (otherwise told by its ending)').choices(FORMATS))
    .option('--profile <name>', 'how its CSV is read: a profile of TRUCE_PROFILES, or a file (otherwise plain)')
    .option('--reporter <name>', 'in whose name the reports are stored (otherwise the one of the profile, or local)')
    .option('--dry-run [n]', `show the first records (${SHOWN} if not said) as incidents; nothing is stored`, counted)
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option(
      '--rules <folder>',
      'a folder of rule files that must be what is live (otherwise the live rulebook; on a new database TRUCE_RULES)',
    )
    .option('--from <time>', 'count only outcomes of events from this day or time on; all are imported')
    .option('--to <time>', 'count only outcomes of events up to and including this day or time')
    .option('--json', 'print the summary as JSON')
    .action(importFile);
}

function counted(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 99999.');
  return Number(text);
}

async function importFile(file: string, options: Options): Promise<void> {
  const span = { from: options.from, to: options.to };
  checkSpan(span);
  const reading = await chooseReading(file, options);
  for (const warning of reading.warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`);
  const input = await openInput(file);
  try {
    const folder = options.rules ?? readConfig().rules;
    if (options.dryRun !== undefined) {
      const rulebook = await openRulebook(folder);
      if (rulebook !== undefined) await showFirst(reading, input, rulebook, options);
      return;
    }
    const database = connect(options.database ?? readConfig().databaseUrl);
    try {
      await migrate(database);
      const live = await openLiveRulebook(database, folder, options.rules !== undefined);
      if (live === undefined) return;
      const tally = new ImportTally(live.current(), span);
      await importInto(database, live, reading, input, tally);
      print(options.json === true ? importJson(tally) : importText(tally, span));
      if (tally.refused > 0) process.exitCode = EXIT.no;
    } finally {
      await database.destroy();
    }
  } finally {
    input.close();
  }
}

async function showFirst(reading: Reading, input: Input, rulebook: Rulebook, options: Options): Promise<void> {
  const unknown = new UnknownWords();
  const most = typeof options.dryRun === 'number' ? options.dryRun : SHOWN;
  const result = await dryRun(reading.read(input.chunks, unknown), most, rulebook);
  print(options.json === true ? dryRunJson(result, unknown) : dryRunText(result, unknown));
  if (result.refused > 0) process.exitCode = EXIT.no;
}

const print = (answer: object | string) =>
  process.stdout.write(typeof answer === 'string' ? answer : `${JSON.stringify(answer, null, 2)}\n`);

async function importInto(
  database: Database,
  live: LiveRulebook,
  { reporter, distinctEvents, read }: Reading,
  input: Input,
  tally: ImportTally,
): Promise<void> {
  // A verdict leaves much behind that dies young. A nursery that grows lets it pile up: measured, 60 MB for no speed.
  setFlagsFromString('--semi-space-growth-factor=1');
  // What outlives it is collected when a fifth has been added, not when it has doubled: 80 MB less for a tenth more processor.
  setFlagsFromString('--heap-growing-percent=20');
  const progress = new Progress(input.size);
  const rulebook = () => live.current();
  const service = { database, rulebook, follow: (hash: string) => live.follow(hash), now: Date.now };
  const items = read(input.chunks, tally.unknown);
  try {
    for await (const chunk of submitStream(service, reporter, items, { distinctEvents })) {
      for (const taken of chunk) tally.add(taken);
      progress.show(input.bytesRead(), `${tally.read} read, ${tally.stored} stored`);
    }
  } catch (error) {
    throw brokenOff(error, tally);
  } finally {
    progress.end();
  }
}

/** A file that turns out to be broken in its middle: what was stored before stays, and the next import goes on there. */
function brokenOff(error: unknown, { read, stored }: ImportTally): unknown {
  if (!(error instanceof Problem) || read === 0) return error;
  const detail = `${error.message}; before that ${read} were read and ${stored} stored, which stay in the record`;
  return new Problem(error.code, detail, { faults: error.faults, cause: error });
}
