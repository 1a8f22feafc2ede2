import type { Command } from 'commander';
import { blocks, type Diagnostic, formatDiagnostic } from '../authored/diagnostic.js';
import { readCases } from '../casework/cases.js';
import { type CaseResult, runCases } from '../casework/run-cases.js';
import { readConfig } from '../config.js';
import { readCaseFiles, readNamedFiles } from '../rulebook/read-files.js';
import { openRulebook } from './open-rulebook.js';
import { EXIT } from './run.js';
import { shownFolder } from './shown-folder.js';

interface Options {
  readonly cases?: string[];
  readonly json?: boolean;
  readonly rules?: string;
}

/** truce test: the worked cases against the rulebook. */
export function register(program: Command): void {
  program
    .command('test')
    .summary('run the worked cases')
    .description(
      'Judges every worked case and compares the verdicts with what it expects. Exits 1 when a case fails, 3 when rules or cases do not load.',
    )
    .option('--cases <file...>', 'cases files to run instead of those beside the agreements')
    .option('--json', 'print JSON')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .action(test);
}

async function test(options: Options): Promise<void> {
  const folder = options.rules ?? readConfig().rules;
  const rulebook = await openRulebook(folder);
  if (rulebook === undefined) return;
  const named = options.cases !== undefined;
  const { files, diagnostics } = named ? await readNamedFiles(options.cases) : await readCaseFiles(folder);
  const prefix = named ? '' : shownFolder(folder);
  const read = readCases(files, rulebook);
  const told = [...diagnostics, ...(read.ok ? read.warnings : read.diagnostics)];
  for (const each of told) process.stderr.write(`${formatDiagnostic(each, prefix)}\n`);
  if (!read.ok || blocks(told)) {
    refuse(told);
    return;
  }
  const results = runCases(read.cases, rulebook);
  const failed = results.filter((result) => !result.passed);
  if (failed.length > 0) process.exitCode = EXIT.no;
  const passed = results.length - failed.length;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ passed, failed: failed.length, cases: results }, null, 2)}\n`);
    return;
  }
  for (const result of failed) process.stdout.write(`${failure(result)}\n`);
  process.stdout.write(`${passed} passed, ${failed.length} failed\n`);
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  const files = [...new Set(diagnostics.filter((each) => each.severity === 'error').map((each) => each.file))];
  process.stderr.write(`truce: the cases do not load (${files.join(', ')})\n`);
  process.exitCode = EXIT.rules;
}

function failure({ agreement, id, differences }: CaseResult): string {
  const rows = differences.map(
    ({ reading, key, expected, got }) => `  ${reading}: ${key} should be ${shown(expected)}, but is ${shown(got)}`,
  );
  return [`failed ${agreement} ${id}`, ...rows].join('\n');
}

const shown = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : typeof value === 'string' ? value : JSON.stringify(value);
