import type { Command } from 'commander';
import { type Diagnostic, formatDiagnostic } from '../authored/diagnostic.js';
import { readConfig } from '../config.js';
import { loadRulebook } from '../rulebook/load.js';
import { inspectRules } from './inspect-rules.js';
import { EXIT } from './run.js';
import { shownFolder } from './shown-folder.js';

interface Options {
  readonly inspect?: boolean;
  readonly json?: boolean;
  readonly rules?: string;
}

/** truce check: whether the rule files load, and every fault of theirs at once. */
export function register(program: Command): void {
  program
    .command('check')
    .summary('check the rule files')
    .description('Checks the rule files and prints every fault with its place. Exits 3 when they do not load.')
    .option('--json', 'print JSON')
    .option('--no-inspect', 'leave out the search for rules that load and cannot matter')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .action(check);
}

async function check(options: Options): Promise<void> {
  const folder = options.rules ?? readConfig().rules;
  const loaded = await loadRulebook(folder);
  const inspected = loaded.ok && options.inspect !== false ? await inspectRules(folder, loaded.rulebook) : undefined;
  const diagnostics = loaded.ok ? [...loaded.warnings, ...(inspected?.diagnostics ?? [])] : loaded.diagnostics;
  if (!loaded.ok) process.exitCode = EXIT.rules;
  if (options.json === true) {
    const hash = loaded.ok ? { rulebook: loaded.rulebook.hash } : {};
    const { accepted, undecided } = inspected ?? {};
    process.stdout.write(`${JSON.stringify({ ok: loaded.ok, ...hash, diagnostics, accepted, undecided }, null, 2)}\n`);
    return;
  }
  const prefix = shownFolder(folder);
  for (const each of diagnostics) process.stdout.write(`${formatDiagnostic(each, prefix)}\n`);
  process.stdout.write(`${summary(prefix, diagnostics, loaded.ok ? [...loaded.rulebook.agreements.keys()] : [])}\n`);
  if (loaded.ok) process.stdout.write(`rulebook ${loaded.rulebook.hash}\n`);
}

function summary(folder: string, diagnostics: readonly Diagnostic[], agreements: readonly string[]): string {
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const noted = warnings === 0 ? '' : `, ${counted(warnings, 'warning')}`;
  if (errors > 0) return `${folder} does not load: ${counted(errors, 'error')}${noted}`;
  return `${folder} loads: ${counted(agreements.length, 'agreement')} (${agreements.join(', ')})${noted}`;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
