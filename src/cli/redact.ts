import { type Command, InvalidArgumentError } from 'commander';
import { findHolding } from '../actions/find-incidents-holding.js';
import { KeptRulebooks } from '../actions/kept-rulebooks.js';
import { openKeptRulebook } from '../actions/live-rulebook.js';
import { type RedactedAnswer, redactIncident } from '../actions/redact-incident.js';
import { readConfig, userName } from '../config.js';
import { faultsFromZod } from '../domain/faults.js';
import { Problem } from '../domain/problem.js';
import { redactionRequestSchema } from '../domain/redaction-request.js';
import { connect, type Database } from '../store/connect.js';
import { migrate } from '../store/migrate.js';
import { revisionState } from '../store/revision.js';
import { rewrite } from '../store/scrub.js';
import { EXIT } from './run.js';

/** truce redact: a person's details go out of all that is stored of an incident, or are looked for in all. */

interface Options {
  readonly pointer?: string[];
  readonly text?: string[];
  readonly version?: number[];
  readonly reason?: string;
  readonly ifVersion?: number;
  readonly dryRun?: boolean;
  readonly rewrite?: boolean;
  readonly who?: string;
  readonly database?: string;
  readonly json?: boolean;
}

const HELP = `
Without an incident it only says where a text stands, in which versions of which incidents and in which records beside them.
Look for every spelling there is, also in other scripts: each is a text of its own.

What goes is nowhere afterwards, but in backups and in what was delivered before; the answer says where copies may be.
With --rewrite the database is then written anew (VACUUM), so that nothing of it is left in free space of its files either;
nobody can write to it meanwhile, and it needs as much space again.`;

const collect = (text: string, before: string[] = []) => [...before, text];
const collectNumbers = (text: string, before: number[] = []) => [...before, whole(text)];

function whole(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
}

export function register(program: Command): void {
  program
    .command('redact')
    .summary("take a person's details out of what is stored, or look where they stand")
    .description(
      'Takes what pointers name, or every occurrence of a text, out of every version of an incident and of all that follows ' +
        'from it. What stands is judged anew without it. That something went, where, when, by whom and why is kept.',
    )
    .argument('[incident]', 'the id of the incident; without it, where the text stands in all of them')
    .option('--pointer <pointer>', 'a JSON pointer into the report, such as /notes; may be repeated', collect)
    .option('--text <text>', 'every occurrence goes, in any case and with any diacritics; may be repeated', collect)
    .option('--version <number>', 'only of this version; may be repeated (otherwise of all)', collectNumbers)
    .option('--reason <text>', 'why, without repeating what is to go: it is kept')
    .option('--if-version <number>', 'only where this version stands', whole)
    .option('--dry-run', 'only show what would go, and what stands there')
    .option('--rewrite', 'afterwards write the database anew, without free space in which something may be left')
    .option('--who <name>', 'in whose name, for the journal (otherwise the one you are logged in as)')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(redact);
}

async function redact(incident: string | undefined, options: Options): Promise<void> {
  const database = connect(options.database ?? readConfig().databaseUrl, { existing: true });
  try {
    await migrate(database);
    if (incident === undefined) await find(database, options);
    else await redactOne(database, incident, options);
  } finally {
    await database.destroy();
  }
}

async function find(database: Database, { text, pointer, json }: Options): Promise<void> {
  if (text === undefined || pointer !== undefined)
    throw new Problem('bad-request', 'without an incident, truce redact looks where a text stands: give it --text');
  const found = [];
  for await (const each of findHolding(database, text)) {
    found.push(each);
    if (json !== true)
      process.stdout.write(
        `${each.id}${each.version === undefined ? '' : ` version ${each.version}`}: ${each.pointers.join(', ')}\n`,
      );
  }
  if (json === true) process.stdout.write(`${JSON.stringify({ found }, null, 2)}\n`);
  else if (found.length === 0) process.stdout.write('It stands nowhere.\n');
  if (found.length === 0) process.exitCode = EXIT.no;
}

async function redactOne(database: Database, id: string, options: Options): Promise<void> {
  const asked = requestOf(options);
  const { rulebook: hash } = await revisionState(database);
  if (hash === undefined) throw new Problem('not-found', `There is no incident ${JSON.stringify(id)}.`);
  const live = await openKeptRulebook(database, hash);
  const service = { database, now: Date.now, rulebook: () => live, keptRulebooks: new KeptRulebooks(database) };
  const { ifVersion, who = userName() } = options;
  const { status: _, ...answer } = await redactIncident(service, who, {
    ...asked,
    id,
    ...(ifVersion === undefined ? {} : { ifVersion }),
  });
  if (options.rewrite === true && answer.redactions.length > 0) await rewrite(database);
  process.stdout.write(options.json === true ? `${JSON.stringify(answer, null, 2)}\n` : textOf(answer));
}

function requestOf({ pointer, text, version, reason, dryRun }: Options) {
  const asked = {
    ...(pointer === undefined ? {} : { pointers: pointer }),
    ...(text === undefined ? {} : { text }),
    ...(version === undefined ? {} : { versions: version }),
    ...(dryRun === true ? { dryRun } : {}),
    reason: reason ?? (dryRun === true ? 'only asked' : undefined),
  };
  const read = redactionRequestSchema.safeParse(asked);
  if (read.success) return read.data;
  throw new Problem('bad-request', 'nothing was redacted', {
    faults: faultsFromZod(read.error, asked, redactionRequestSchema),
  });
}

function textOf({
  incident,
  redactions,
  would,
  left,
  remains,
}: RedactedAnswer | Omit<RedactedAnswer, 'status'>): string {
  const lines: string[] = [];
  const where = (part: string, version: number | undefined, subject: string | undefined, pointer: string) =>
    `${version === undefined || version === 0 ? subject : `version ${version}`} ${part === 'reason' ? 'reason' : pointer}`;
  if (would !== undefined) {
    lines.push(would.length === 0 ? 'Nothing would go.' : 'Would go:');
    for (const { part, version, subject, pointer, is } of would)
      lines.push(`  ${where(part, version, subject, pointer)}: ${JSON.stringify(is)}`);
  } else if (redactions.length === 0) lines.push('There was nothing left to take.');
  else {
    lines.push(`Redacted; version ${incident.version} of ${incident.id} stands:`);
    for (const each of redactions) lines.push(`  ${where(each.part, each.version, each.subject, each.pointer)}`);
  }
  for (const { version, pointer, why } of left) lines.push(`Left in version ${version}: ${pointer} ${why}.`);
  for (const each of remains) lines.push(`May still hold it: ${each}.`);
  return `${lines.join('\n')}\n`;
}
