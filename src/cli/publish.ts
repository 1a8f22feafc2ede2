import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkRules } from '../actions/check-rules.js';
import { publishRulebook } from '../actions/publish-rulebook.js';
import { rollBackRulebook } from '../actions/roll-back-rulebook.js';
import { compiledFrom } from '../actions/rules-folder.js';
import { formatDiagnostic } from '../authored/diagnostic.js';
import { readConfig, userName } from '../config.js';
import { connect, type Database } from '../store/connect.js';
import { migrate } from '../store/migrate.js';
import { publishedJson, publishedText, tellRefused } from './rules-text.js';
import { shownFolder } from './shown-folder.js';

/** truce publish and truce rollback: what is live in the database. Running services follow within a second. */

interface Options {
  readonly why: string;
  readonly who?: string;
  readonly ifLive?: string;
  readonly database?: string;
  readonly json?: boolean;
}

const DATABASE = ['--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)'] as const;
const IF_LIVE = ['--if-live <hash>', 'change nothing where another rulebook than this is live by now'] as const;

export function register(program: Command): void {
  program
    .command('publish')
    .summary('make the rule files of a folder live')
    .description(
      'Checks a folder of rule files, runs its cases, and makes its rulebook the live one of the database; running services ' +
        'follow within a second, and what it can touch is judged again. Exits 3 when it does not load, 1 when a case fails.',
    )
    .argument('[folder]', 'the folder of rule files (otherwise TRUCE_RULES)')
    .requiredOption('--why <text>', 'why, for the record')
    .option('--who <name>', 'in whose name (otherwise the one you are logged in as)')
    .option(...IF_LIVE)
    .option(...DATABASE)
    .option('--json', 'print JSON')
    .action(publish);
  program
    .command('rollback')
    .summary('make an earlier rulebook live again')
    .description('Makes a rulebook live again that the database keeps; truce rulebook lists those that were live.')
    .argument('<hash>', 'its hash, or the beginning of it')
    .requiredOption('--why <text>', 'why, for the record')
    .option('--who <name>', 'in whose name (otherwise the one you are logged in as)')
    .option(...IF_LIVE)
    .option(...DATABASE)
    .option('--json', 'print JSON')
    .action(rollback);
}

async function publish(named: string | undefined, options: Options): Promise<void> {
  const folder = named === undefined ? readConfig().rules : resolve(named);
  const checked = await checkRules({ folder });
  if (!checked.ok) return tellRefused(folder, checked);
  for (const each of checked.diagnostics) process.stderr.write(`${formatDiagnostic(each, shownFolder(folder))}\n`);
  const rulebook = compiledFrom(checked);
  await onDatabase(options, async (database) => {
    const publishing = { kind: 'publish', ...said(options), folder } as const;
    const published = await publishRulebook({ database, now: Date.now }, rulebook, publishing);
    print(options, publishedText(rulebook.hash, published), publishedJson(rulebook.hash, published));
  });
}

async function rollback(hash: string, options: Options): Promise<void> {
  await onDatabase(options, async (database) => {
    const again = { kind: 'rollback', hash, ...said(options) } as const;
    const { rulebook, ...published } = await rollBackRulebook({ database, now: Date.now }, again);
    print(options, publishedText(rulebook.hash, published), publishedJson(rulebook.hash, published));
  });
}

const said = ({ why, who, ifLive }: Options) => ({
  why,
  who: who ?? userName(),
  ...(ifLive === undefined ? {} : { ifLive }),
});

const print = ({ json }: Options, text: string, value: object) =>
  process.stdout.write(json === true ? `${JSON.stringify(value, null, 2)}\n` : text);

async function onDatabase(options: Options, work: (database: Database) => Promise<void>): Promise<void> {
  const database = connect(options.database ?? readConfig().databaseUrl);
  try {
    await migrate(database);
    await work(database);
  } finally {
    await database.destroy();
  }
}
