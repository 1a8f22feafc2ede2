import type { Command } from 'commander';
import { blocks, formatDiagnostic } from '../authored/diagnostic.js';
import { readConfig, standardLanguages } from '../config.js';
import { readLanguages } from '../language/read-languages.js';
import { EXIT } from './run.js';
import { shownFolder } from './shown-folder.js';

interface Options {
  readonly json?: boolean;
  readonly languages?: string;
}

/** truce languages: what prose can be written in, and every fault of the language files at once. */
export function register(program: Command): void {
  program
    .command('languages')
    .summary('check the language files that prose is written in')
    .description('Lists the languages there are and prints every fault of their files. Exits 3 when a file is refused.')
    .option('--json', 'print JSON')
    .option('--languages <folder>', 'the folder of language files (otherwise TRUCE_LANGUAGES)')
    .action(languages);
}

async function languages(options: Options): Promise<void> {
  const folder = options.languages ?? readConfig().languages;
  const { all, diagnostics } = await readLanguages(folder, standardLanguages());
  if (blocks(diagnostics)) process.exitCode = EXIT.rules;
  const there = [...all.values()].map(({ tag, name, lacks }) => ({ tag, name, lacks }));
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ ok: !blocks(diagnostics), languages: there, diagnostics }, null, 2)}\n`);
    return;
  }
  for (const each of diagnostics) process.stdout.write(`${formatDiagnostic(each, shownFolder(folder))}\n`);
  for (const { tag, name, lacks } of there) {
    const state = lacks === 0 ? 'complete' : `lacks ${lacks} ${lacks === 1 ? 'message' : 'messages'}, said in English`;
    process.stdout.write(`${tag}  ${name}, ${state}\n`);
  }
}
