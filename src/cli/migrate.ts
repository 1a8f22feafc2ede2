import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { connect, type Database, shownUrl } from '../store/connect.js';
import { migrate, tablesState } from '../store/migrate.js';
import { EXIT } from './run.js';

/** truce migrate: the tables of a database, as this program expects them. */

interface Options {
  readonly database?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** What is said, as JSON too. */
interface Told {
  readonly database: string;
  readonly upToDate: boolean;
  /** Those that were made now, or with --check those that would be. */
  readonly migrations: readonly string[];
  /** Those that a newer program made; only with --check, because otherwise it is refused. */
  readonly unknown?: readonly string[];
}

export function register(program: Command): void {
  program
    .command('migrate')
    .summary('bring the tables of the database up to date')
    .description(
      'Makes the tables or brings them up to date, as truce serve does when it starts. Any number of processes may do so at ' +
        'once, and each may be killed: all of it is done, or none.',
    )
    .option('--check', 'change nothing and say whether they are up to date: 0 when they are, 1 when not')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const url = options.database ?? readConfig().databaseUrl;
  const checking = options.check === true;
  const database = connect(url, { existing: checking });
  try {
    const told = { database: shownUrl(url), ...(await (checking ? looked(database) : made(database))) };
    process.stdout.write(options.json === true ? `${JSON.stringify(told, null, 2)}\n` : `${text(told, checking)}\n`);
    if (!told.upToDate) process.exitCode = EXIT.no;
  } finally {
    await database.destroy();
  }
}

async function looked(database: Database): Promise<Omit<Told, 'database'>> {
  const { waiting, unknown } = await tablesState(database);
  return { upToDate: waiting.length === 0 && unknown.length === 0, migrations: waiting, unknown };
}

const made = async (database: Database): Promise<Omit<Told, 'database'>> => ({
  upToDate: true,
  migrations: await migrate(database),
});

function text({ database, upToDate, migrations, unknown = [] }: Told, checking: boolean): string {
  const newer =
    unknown.length === 0 ? [] : [`A newer Truce made these, and this one cannot use them:`, ...listed(unknown)];
  if (checking && !upToDate)
    return [`The tables of ${database} are not those of this Truce.`, ...waitingText(migrations), ...newer].join('\n');
  if (migrations.length === 0) return `The tables of ${database} are up to date.`;
  return [`The tables of ${database} were brought up to date:`, ...listed(migrations)].join('\n');
}

const listed = (names: readonly string[]) => names.map((name) => `  ${name}`);
const waitingText = (names: readonly string[]) =>
  names.length === 0 ? [] : ['truce migrate would make these:', ...listed(names)];
