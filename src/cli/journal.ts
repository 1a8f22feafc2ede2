import { once } from 'node:events';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exportJournal, type JournalRead, readJournal } from '../actions/read-journal.js';
import { readConfig } from '../config.js';
import { headText, JOURNAL_ACTS } from '../domain/journal.js';
import { Problem } from '../domain/problem.js';
import { formatInstant, parseInstant } from '../domain/time.js';
import { journalAnswerOf, journalLines } from '../export/journal-lines.js';
import { connect } from '../store/connect.js';
import { refuseOldTables } from '../store/migrate.js';

/** truce journal: who did what to what, when. */

const LIMIT = 50;

interface Options {
  readonly who?: string;
  readonly what?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly ndjson?: boolean;
  readonly json?: boolean;
  readonly database?: string;
}

export function register(program: Command): void {
  const acts = Object.keys(JOURNAL_ACTS);
  const meanings = Object.entries(JOURNAL_ACTS).map(([act, meaning]) => `  ${act.padEnd(24)} ${meaning}`);
  program
    .command('journal')
    .summary('show who did what to what, when')
    .description(
      'Prints the journal, the newest first. With --ndjson it prints all of it, the oldest first, to keep elsewhere. ' +
        'truce verify --journal says whether anybody tampered with it.',
    )
    .option('--who <name>', 'only what was done in this name')
    .addOption(new Option('--what <act>', 'only what was done of this kind').choices(acts))
    .option('--subject <id>', 'only what was done to this: the id of an incident, a link, a record, a key …')
    .option('--from <time>', 'only what was done on or after this day or time')
    .option('--to <time>', 'only what was done up to and including this day (UTC) or time')
    .option('--limit <number>', `how many entries (${LIMIT})`, wholeNumber, LIMIT)
    .option('--ndjson', 'print all of them, one a line, the oldest first')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nWhat can be done:\n${meanings.join('\n')}\n`)
    .action(printJournal);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
}

async function printJournal(options: Options, command: Command): Promise<void> {
  const { who, what, subject, limit, ndjson, json } = options;
  if (ndjson === true && (json === true || command.getOptionValueSource('limit') === 'cli'))
    throw new Problem('bad-request', '--ndjson prints all of it as lines of JSON: leave out --limit and --json');
  const filter = { who, what, subject, ...spanOf(options) };
  const database = connect(options.database ?? readConfig().databaseUrl, { existing: true });
  try {
    await refuseOldTables(database);
    if (ndjson === true) {
      for await (const lines of journalLines(exportJournal({ database }, filter)))
        if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
      return;
    }
    const read = await readJournal({ database }, filter, { limit });
    process.stdout.write(json === true ? jsonOf(read) : textOf(read));
  } finally {
    await database.destroy();
  }
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @throws Problem `bad-request` naming every end that is neither a day nor a time */
function spanOf({ from, to }: Options) {
  const ends = [
    { option: '--from', text: from, at: from === undefined ? undefined : endOf(from, 'T00:00:00Z') },
    { option: '--to', text: to, at: to === undefined ? undefined : endOf(to, 'T23:59:59.999Z') },
  ];
  const faults = ends
    .filter(({ text, at }) => text !== undefined && at === undefined)
    .map(({ option, text }) => ({
      pointer: option,
      detail: 'must be a day such as 2016-02-27 or a time with an offset',
      got: text,
    }));
  if (faults.length > 0) throw new Problem('bad-request', 'the time cannot be read', { faults });
  return { from: ends[0]?.at, to: ends[1]?.at };
}

const endOf = (text: string, clock: string) => parseInstant(DAY.test(text) ? text + clock : text);

const jsonOf = ({ items, next, head }: JournalRead): string =>
  `${JSON.stringify({ items: items.map(journalAnswerOf), more: next !== undefined, head }, null, 2)}\n`;

function textOf({ items, next, head }: JournalRead): string {
  const lines = items.map(({ number, at, who, what, subject, before, after }) => {
    const hashes = [before, after].map((hash) => (hash === undefined ? '-' : hash.replace('sha256:', '').slice(0, 12)));
    return `${String(number).padStart(6)}  ${formatInstant(at)}  ${what.padEnd(22)}  ${subject}  ${hashes.join(' > ')}  ${who}`;
  });
  if (items.length === 0) lines.push('No entry.');
  if (next !== undefined) lines.push('There are older ones: --limit shows more, --ndjson all.');
  if (head !== undefined) lines.push(`Head: ${headText(head)}`);
  return `${lines.join('\n')}\n`;
}
