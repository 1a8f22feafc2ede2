import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { type Command, Option } from 'commander';
import { submitMany } from '../actions/submit-many.js';
import { readConfig } from '../config.js';
import type { Incident } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import { readUcdp } from '../intake/read-ucdp.js';
import { connect, type Database } from '../store/connect.js';
import { migrate } from '../store/migrate.js';
import { importJson, importText } from './import-report.js';
import { ImportTally } from './import-tally.js';
import { openRulebook } from './open-rulebook.js';
import { Progress } from './progress.js';
import { EXIT } from './run.js';
import { checkSpan } from './time-span.js';

/** Each format: who is named as the reporter, and how the file is read. */
const FORMATS = { ucdp: { reporter: 'ucdp-ged', read: readUcdp } } as const;

/** Judged and stored in one transaction. A hundred is hardly faster, measured, and takes 50 MB more at the peak. */
const CHUNK = 10;

interface Options {
  readonly format: keyof typeof FORMATS;
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
      'Reads a dataset row by row and stores each event as an incident with its verdicts. A second import adds nothing.',
    )
    .argument('<file>', 'the file to read')
    .addOption(new Option('--format <name>', 'what the file is').choices(Object.keys(FORMATS)).makeOptionMandatory())
    .option('--database <url>', 'sqlite:FILE (otherwise TRUCE_DATABASE_URL)')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .option('--from <time>', 'count only outcomes of events from this day or time on; all are imported')
    .option('--to <time>', 'count only outcomes of events up to and including this day or time')
    .option('--json', 'print the summary as JSON')
    .action(importFile);
}

async function importFile(file: string, options: Options): Promise<void> {
  const span = { from: options.from, to: options.to };
  checkSpan(span);
  const size = await sizeOf(file);
  const rulebook = await openRulebook(options.rules ?? readConfig().rules);
  if (rulebook === undefined) return;
  const tally = new ImportTally(rulebook, span);
  const database = connect(options.database ?? readConfig().databaseUrl);
  try {
    await migrate(database);
    await importInto(database, rulebook, createReadStream(file), size, options.format, tally);
  } finally {
    await database.destroy();
  }
  process.stdout.write(
    options.json === true ? `${JSON.stringify(importJson(tally), null, 2)}\n` : importText(tally, span),
  );
  if (tally.refused > 0) process.exitCode = EXIT.no;
}

async function importInto(
  database: Database,
  rulebook: Rulebook,
  stream: ReadStream,
  size: number,
  format: keyof typeof FORMATS,
  tally: ImportTally,
): Promise<void> {
  const { reporter, read } = FORMATS[format];
  // A verdict leaves much behind that dies young. A nursery that grows lets it pile up: measured, 60 MB for no speed.
  setFlagsFromString('--semi-space-growth-factor=1');
  const progress = new Progress(size);
  let waiting: { readonly line: number; readonly incident: Incident }[] = [];
  const submit = async () => {
    const incidents = waiting.map(({ incident }) => incident);
    const answers = await submitMany({ database, now: Date.now }, rulebook, reporter, incidents);
    for (const [index, { line, incident }] of waiting.entries()) {
      const answer = answers[index];
      if (answer === undefined) throw new Error(`line ${line} was submitted and not answered`);
      tally.add(line, incident, answer);
    }
    waiting = [];
    progress.show(stream.bytesRead, `${tally.read} read, ${tally.stored} stored`);
  };
  try {
    for await (const item of read(stream, warnOfColumns)) {
      tally.read += 1;
      if ('faults' in item) tally.refuse(item);
      else waiting.push(item);
      if (waiting.length >= CHUNK) await submit();
    }
    if (waiting.length > 0) await submit();
  } finally {
    progress.end();
    stream.destroy();
  }
}

function warnOfColumns(faults: readonly { readonly pointer: string; readonly detail: string }[]): void {
  for (const { pointer, detail } of faults) process.stderr.write(`warning: ${pointer.slice(1)} ${detail}\n`);
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new Problem('bad-request', `${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  throw new Problem('bad-request', `${file} is not a file`);
}
