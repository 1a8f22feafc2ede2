import { type Command, InvalidArgumentError } from 'commander';
import type { CheckedVerdict } from '../actions/checked-verdict.js';
import { verifyFile } from '../actions/verify-file.js';
import { recordToVerify, verifyRecord } from '../actions/verify-record.js';
import { readConfig } from '../config.js';
import { Problem } from '../domain/problem.js';
import type { VerdictFile } from '../domain/verdict-file.js';
import type { Sampling } from '../engine/second-opinion.js';
import { RulesRuns } from '../engine/second-opinion-runs.js';
import { connect, type Database } from '../store/connect.js';
import { refuseOldTables } from '../store/migrate.js';
import { Progress } from './progress.js';
import { readJsonFile } from './read-json-file.js';
import { EXIT } from './run.js';
import { verifyJournalOf } from './verify-journal.js';
import { findingText, verifiedText } from './verify-report.js';
import { type Verified, VerifyTally, verifiedJson } from './verify-tally.js';

/** All completions of a candidate are run where there are fewer than this (issue 3). */
const ALL_BELOW = 1_000;
const COMPLETIONS = 8;

interface Options {
  readonly database?: string;
  readonly agreement?: string;
  readonly completions: number;
  readonly secondOpinion: boolean;
  readonly journal?: boolean;
  readonly head?: readonly string[];
  readonly json?: boolean;
}

/** truce verify: every stored verdict judged again, or one that came as a file, or the journal held against itself. */
export function register(program: Command): void {
  program
    .command('verify')
    .summary('judge every stored verdict again, or one that came as a file; or check the journal')
    .description(
      'Judges every stored verdict again by its own rulebook and holds it against what is stored, byte for byte, and asks ' +
        'json-rules-engine on completed facts. With a file (truce verdict ID --write FILE) it needs neither a database nor rules. ' +
        'With --journal it finds any entry of the journal that was changed, removed, added or reordered.',
    )
    .argument('[file]', 'a verdict file; - reads standard input')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--agreement <id>', 'only verdicts under this agreement')
    .option(
      '--completions <number>',
      `completions to run for each candidate under each reading; all where there are fewer than ${ALL_BELOW}`,
      wholeNumber,
      COMPLETIONS,
    )
    .option('--no-second-opinion', 'do not ask json-rules-engine')
    .option('--journal', 'check the journal instead: its chain, and that the record and it tell the same')
    .option(
      '--head <number:hash>',
      'an earlier head of the journal, which must be in it still; may be said again',
      (text: string, said: string[] = []) => [...said, text],
    )
    .option('--json', 'print JSON')
    .action(verify);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
}

async function verify(file: string | undefined, options: Options, command: Command): Promise<void> {
  if (options.journal === true) return verifyJournalOf(journalOnly(file, options, command));
  if (options.head !== undefined)
    throw new Problem('bad-request', '--head is a head of the journal: say --journal with it');
  const sampling = options.secondOpinion
    ? { exhaustiveBelow: Math.max(ALL_BELOW, options.completions), samples: options.completions }
    : undefined;
  if (file === undefined) await verifyDatabase(options, sampling);
  else if (options.database === undefined && options.agreement === undefined)
    await verifyOneFile(file, sampling, options.json === true);
  else
    throw new Problem(
      'bad-request',
      'a verdict file is checked by itself: leave out --database and --agreement, or the file',
    );
}

/** @throws Problem where something is said that has nothing to do with the journal */
function journalOnly(file: string | undefined, options: Options, command: Command): Options {
  const foreign = ['agreement', 'completions', 'secondOpinion'].filter(
    (name) => command.getOptionValueSource(name) === 'cli',
  );
  if (file === undefined && foreign.length === 0) return options;
  throw new Problem(
    'bad-request',
    '--journal is about no verdict: leave out the file, --agreement, --completions and --no-second-opinion',
  );
}

async function verifyDatabase(options: Options, sampling: Sampling | undefined): Promise<void> {
  const database = connect(options.database ?? readConfig().databaseUrl, { existing: true });
  try {
    await refuseOldTables(database);
    await verifyAll(database, options, sampling);
  } finally {
    await database.destroy();
  }
}

async function verifyAll(database: Database, { agreement, json }: Options, sampling: Sampling | undefined) {
  const began = performance.now();
  const record = await recordToVerify(database, agreement);
  const { verdicts, asOf } = record;
  const tally = new VerifyTally();
  const runs = new RulesRuns();
  const findings = new Findings(json === true);
  const progress = new Progress(verdicts);
  let done = 0;
  for await (const checked of verifyRecord(database, record, { sampling }, runs)) {
    if (tally.add(checked)) findings.tell(checked);
    done += 1;
    progress.show(done, `${done} of ${verdicts} verdicts, ${tally.differences} differences`);
  }
  progress.end();
  const about = { asOf, ...(agreement === undefined ? {} : { agreement }) };
  findings.end({ verdicts, tally, ran: runs.ran, sampling, about, seconds: secondsSince(began) });
}

async function verifyOneFile(file: string, sampling: Sampling | undefined, json: boolean): Promise<void> {
  const began = performance.now();
  const content = await readJsonFile(file);
  const runs = new RulesRuns();
  const checked = await verifyFile(content, sampling === undefined ? undefined : { sampling, runs });
  const tally = new VerifyTally();
  const findings = new Findings(json);
  if (tally.add(checked)) findings.tell(checked);
  const { incident, sha256 } = content as VerdictFile;
  const about = { verdictId: checked.verdictId, report: incident?.hash, rulebook: checked.rulebook, file: sha256 };
  const verified = { verdicts: 1, tally, ran: runs.ran, sampling, about, seconds: secondsSince(began) };
  if (!json) process.stdout.write(hashLines(verified));
  findings.end(verified);
}

/** What the file cannot prove by itself is told with it. */
const hashLines = ({ about }: Verified) =>
  `Verdict ${about.verdictId}, with all that it follows from:\n` +
  `  report   ${about.report}\n  rulebook ${about.rulebook}\n  file     ${about.file}\n` +
  '  That these are the report and the rules which were published is for whoever published them to say: compare the hashes.\n';

/** Tells what differs as soon as it is found, so that nothing is held, and the counts at the end. */
class Findings {
  readonly #json: boolean;
  #told = 0;

  constructor(json: boolean) {
    this.#json = json;
  }

  tell(checked: CheckedVerdict): void {
    const opinions = checked.secondOpinion?.filter(({ agrees }) => !agrees) ?? [];
    const { secondOpinion: _, ...rest } = checked;
    const finding = opinions.length > 0 ? { ...rest, secondOpinion: opinions } : rest;
    const before = this.#told === 0 ? '{\n  "found": [\n' : ',\n';
    process.stdout.write(this.#json ? `${before}    ${JSON.stringify(finding)}` : findingText(checked));
    this.#told += 1;
  }

  end(verified: Verified): void {
    if (!verified.tally.fine(verified.verdicts)) process.exitCode = EXIT.no;
    if (!this.#json) {
      process.stdout.write(verifiedText(verified));
      return;
    }
    const found = this.#told === 0 ? '{\n  "found": [],\n' : '\n  ],\n';
    const counts = JSON.stringify(verifiedJson(verified), null, 2).slice(2);
    process.stdout.write(`${found}${counts}\n`);
  }
}

const secondsSince = (began: number) => Math.round((performance.now() - began) / 100) / 10;
