import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exportVerdict } from '../actions/export-verdict.js';
import { KeptRulebooks } from '../actions/kept-rulebooks.js';
import { programVersion, readConfig } from '../config.js';
import { withAdded } from '../domain/added.js';
import { Problem } from '../domain/problem.js';
import { verdictProse } from '../export/prose.js';
import { connect, type Database } from '../store/connect.js';
import { refuseOldTables } from '../store/migrate.js';
import { openLanguage } from './open-languages.js';

interface Options {
  readonly write?: string;
  readonly lang?: string;
  readonly database?: string;
}

/** truce verdict: one stored verdict as prose, or as a file that can be checked anywhere. */
export function register(program: Command): void {
  program
    .command('verdict')
    .summary('print a stored verdict as prose, or write it to a file that truce verify checks anywhere')
    .description(
      'Prints one stored verdict as prose, with the names of the rulebook that judged it. With --write it writes the verdict ' +
        'with the report, the rulebook and their hashes to one file, which truce verify FILE checks on any machine, without ' +
        'a database and without rules. The account of the reporter is not in it.',
    )
    .argument('<id>', 'the id of the verdict, such as ver_019abc')
    .option('--write <file>', 'the file to write; it must not be there yet; - writes to standard output')
    .option('--lang <tag>', 'the language of the prose, of those in the folder of language files (otherwise English)')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .action(showVerdict);
}

async function showVerdict(id: string, { write, lang, database: url }: Options): Promise<void> {
  if (write !== undefined && lang !== undefined)
    throw new Problem('bad-request', '--lang speaks of prose, and the file of --write is the same in every language');
  const database = connect(url ?? readConfig().databaseUrl, { existing: true });
  try {
    await refuseOldTables(database);
    if (write === undefined) process.stdout.write(await prose(database, id, lang));
    else await writeVerdict(database, id, write);
  } finally {
    await database.destroy();
  }
}

async function prose(database: Database, id: string, lang: string | undefined): Promise<string> {
  const language = await openLanguage(lang);
  const { verdict, incident } = await exportVerdict({ database }, id, programVersion());
  const { rulebook } = await new KeptRulebooks(database).get(verdict.rulebook);
  if (rulebook === undefined) throw new Error(`the rulebook of verdict ${id} cannot be built again`);
  const redacted = [...new Set(incident.redactions?.map(({ pointer }) => pointer))];
  return verdictProse(verdict, withAdded(incident.report, incident.added), rulebook, language, { redacted });
}

async function writeVerdict(database: Database, id: string, write: string): Promise<void> {
  const file = await exportVerdict({ database }, id, programVersion());
  const text = `${JSON.stringify(file, null, 1)}\n`;
  if (write === '-') process.stdout.write(text);
  else await writeNew(write, text);
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
