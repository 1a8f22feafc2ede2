import { type Command, InvalidArgumentError } from 'commander';
import { checkRules } from '../actions/check-rules.js';
import { refusedLines } from '../actions/refused-rules.js';
import { readConfig } from '../config.js';
import { formatInstant } from '../domain/time.js';
import { connect } from '../store/connect.js';
import { refuseOldTables } from '../store/migrate.js';
import { listPublications } from '../store/publications.js';
import { revisionState } from '../store/revision.js';
import { publicationJson, publicationLine } from './rules-text.js';

interface Options {
  readonly limit: number;
  readonly rules?: string;
  readonly database?: string;
  readonly json?: boolean;
}

/** truce rulebook: what is live since when and by whom, how the folder stands to it, and what was live before. */
export function register(program: Command): void {
  program
    .command('rulebook')
    .summary('show what is live, and what was')
    .description(
      'Shows the live rulebook of the database, how the folder of rule files stands to it, and what was live before.',
    )
    .option('--limit <n>', 'so many publications, the newest first', wholeNumber, 10)
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .action(show);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 9999.');
}

async function show(options: Options): Promise<void> {
  const database = connect(options.database ?? readConfig().databaseUrl, { existing: true });
  try {
    await refuseOldTables(database);
    const { rulebook: live } = await revisionState(database);
    const publications = await listPublications(database, { limit: options.limit });
    const folder = options.rules ?? readConfig().rules;
    const { ok, rulebook, diagnostics, cases } = await checkRules({ folder, known: live });
    const state = !ok ? 'refused' : rulebook?.hash === live ? 'same' : 'waiting';
    const refused = refusedLines(diagnostics, cases.failed).map(({ line }) => line);
    if (options.json === true) {
      const about = { folder, state, ...(rulebook === undefined ? {} : { rulebook: rulebook.hash }), diagnostics };
      const said = { rulebook: live ?? null, folder: { ...about, failed: cases.failed } };
      process.stdout.write(
        `${JSON.stringify({ ...said, publications: publications.map(publicationJson) }, null, 2)}\n`,
      );
      return;
    }
    const [latest] = publications;
    const since = latest === undefined ? '' : ` since ${formatInstant(latest.at)}, by ${latest.who}: ${latest.why}`;
    const how = {
      same: 'holds the same',
      waiting: `holds ${rulebook?.hash}, which is not live; truce publish makes it so`,
      refused: 'could not go live:',
    }[state];
    const lines = [
      live === undefined
        ? 'Nothing was published yet; the first start of a service does it.'
        : `${live} is live${since}`,
      `${folder} ${how}`,
      ...refused.map((line) => `  ${line}`),
      ...publications.map(publicationLine),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await database.destroy();
  }
}
