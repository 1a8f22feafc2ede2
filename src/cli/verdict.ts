import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exportVerdict } from '../actions/export-verdict.js';
import { programVersion, readConfig } from '../config.js';
import { Problem } from '../domain/problem.js';
import { connect } from '../store/connect.js';
import { refuseOldTables } from '../store/migrate.js';

interface Options {
  readonly write: string;
  readonly database?: string;
}

/** truce verdict: one stored verdict as a file that can be checked anywhere. */
export function register(program: Command): void {
  program
    .command('verdict')
    .summary('write a stored verdict to a file that truce verify checks anywhere')
    .description(
      'Writes one verdict with the report, the rulebook and their hashes to one file, which truce verify FILE checks on any ' +
        'machine, without a database and without rules. The account of the reporter is not in it.',
    )
    .argument('<id>', 'the id of the verdict, such as ver_019abc')
    .requiredOption('--write <file>', 'the file to write; it must not be there yet; - writes to standard output')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .action(writeVerdict);
}

async function writeVerdict(id: string, { write, database: url }: Options): Promise<void> {
  const database = connect(url ?? readConfig().databaseUrl, { existing: true });
  try {
    await refuseOldTables(database);
    const file = await exportVerdict({ database }, id, programVersion());
    const text = `${JSON.stringify(file, null, 1)}\n`;
    if (write === '-') process.stdout.write(text);
    else await writeNew(write, text);
  } finally {
    await database.destroy();
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = exists ? 'it is there already' : error instanceof Error ? error.message : error;
    throw new Problem('bad-request', `${path} cannot be written: ${why}`);
  }
}
