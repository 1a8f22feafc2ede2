import type { Command } from 'commander';
import { blocks, type Diagnostic, formatDiagnostic } from '../authored/diagnostic.js';
import { readCases } from '../casework/cases.js';
import { coverageOf } from '../casework/coverage.js';
import { lineFinder } from '../casework/line-finder.js';
import { originalOf } from '../casework/mutants.js';
import { type CaseResult, runCases } from '../casework/run-cases.js';
import { readConfig } from '../config.js';
import type { Case, CasesFile } from '../domain/worked-case.js';
import type { Rulebook } from '../engine/rulebook.js';
import { readCaseFiles, readNamedFiles, readRuleFiles } from '../rulebook/read-files.js';
import { openRulebook } from './open-rulebook.js';
import { EXIT } from './run.js';
import { shownFolder } from './shown-folder.js';
import { coverageJson, coverageLine, coverageText, type Where } from './test-coverage.js';
import { mutantsJson, mutantsText, runAll, shareKilled } from './test-mutants.js';

interface Options {
  readonly cases?: string[];
  readonly coverage?: boolean;
  readonly mutants?: boolean;
  readonly only?: string;
  readonly limit?: string;
  readonly threshold?: string;
  readonly json?: boolean;
  readonly rules?: string;
}

/** truce test: the worked cases against the rulebook, and the rules against the worked cases. */
export function register(program: Command): void {
  const command = program
    .command('test')
    .summary('run the worked cases')
    .description(
      'Judges every worked case and compares the verdicts with what it expects. Exits 1 when a case fails, 3 when rules or cases do not load.',
    )
    .option('--cases <file...>', 'cases files to run instead of those beside the agreements')
    .option('--coverage', 'say what of the rules no case shows')
    .option('--mutants', 'put small mistakes into the rules and say which of them no case notices')
    .option('--only <agreement>', 'the cases of one agreement only')
    .option('--limit <n>', 'with --mutants: no more mutants than so many, evenly chosen')
    .option('--threshold <percent>', 'with --mutants: exit 1 where fewer are killed')
    .option('--json', 'print JSON')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .action((options: Options) => {
      const fault = faultOf(options);
      if (fault !== undefined) command.error(fault);
      return test(options);
    });
}

function faultOf({ mutants, limit, threshold }: Options): string | undefined {
  if (mutants !== true && (limit ?? threshold) !== undefined)
    return `--${limit === undefined ? 'threshold' : 'limit'} needs --mutants`;
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) return '--limit must be a whole number above 0';
  if (threshold !== undefined && !(/^\d+(\.\d+)?$/.test(threshold) && Number(threshold) <= 100))
    return '--threshold must be a percentage from 0 to 100';
  return undefined;
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
  const chosen = chosenCases(read.cases, rulebook, options.only);
  if (chosen === undefined) return;
  const results = runCases(chosen, rulebook);
  const failed = results.filter((result) => !result.passed);
  if (failed.length > 0) process.exitCode = EXIT.no;
  const summary = { passed: results.length - failed.length, failed: failed.length };
  const detail = options.coverage === true || options.mutants === true;
  if (options.json !== true) {
    for (const result of failed) process.stdout.write(`${failure(result)}\n`);
    process.stdout.write(`${summary.passed} passed, ${summary.failed} failed\n`);
  } else if (!detail) {
    process.stdout.write(`${JSON.stringify({ ...summary, cases: results }, null, 2)}\n`);
    return;
  }
  await detailOf(options, rulebook, folder, chosen, { ...summary, cases: results });
}

/** What the cases show of the rules, and which mistakes in them they notice. */
async function detailOf(
  options: Options,
  rulebook: Rulebook,
  folder: string,
  chosen: readonly CasesFile[],
  ran: { readonly passed: number; readonly failed: number; readonly cases: readonly CaseResult[] },
): Promise<void> {
  const say = (text: string) => {
    if (options.json !== true) process.stdout.write(`${text}\n`);
  };
  const where = await lines(folder);
  const failing = new Set(ran.cases.filter((each) => !each.passed).map(({ agreement, id }) => `${agreement} ${id}`));
  const coverage: unknown[] = [];
  const mutants: unknown[] = [];
  for (const [id, cases] of casesByAgreement(chosen)) {
    const original = originalOf(rulebook, id);
    if (options.coverage === true || options.mutants !== true) {
      const found = coverageOf(original, cases);
      coverage.push(coverageJson(found, where));
      say(options.coverage === true ? coverageText(original, cases, found, where) : coverageLine(found));
    }
    if (options.mutants !== true) continue;
    const passing = cases.filter((each) => !failing.has(`${id} ${each.id}`));
    const report = runAll(original, passing, options.limit === undefined ? undefined : Number(options.limit));
    mutants.push(mutantsJson(report, where));
    say(mutantsText(report, where));
    if (options.threshold !== undefined && shareKilled(report) * 100 < Number(options.threshold))
      process.exitCode = EXIT.no;
  }
  if (options.json !== true) return;
  const detail = {
    ...(options.coverage === true ? { coverage } : {}),
    ...(options.mutants === true ? { mutants } : {}),
  };
  process.stdout.write(`${JSON.stringify({ ...ran, ...detail }, null, 2)}\n`);
}

/** The line of a place, in the file as it is shown. */
async function lines(folder: string): Promise<Where> {
  const find = lineFinder((await readRuleFiles(folder)).files);
  return (place) => {
    const found = find(place);
    return { ...found, file: `${shownFolder(folder)}${found.file}` };
  };
}

function chosenCases(
  files: readonly CasesFile[],
  rulebook: Rulebook,
  only: string | undefined,
): readonly CasesFile[] | undefined {
  if (only === undefined) return files;
  if (rulebook.agreements.has(only)) return files.filter((file) => file.agreement === only);
  const known = [...rulebook.agreements.keys()].join(', ');
  process.stderr.write(`truce: the rulebook has no agreement \`${only}\`; it has ${known}\n`);
  process.exitCode = EXIT.usage;
  return undefined;
}

/** Two files may hold cases of one agreement. */
function casesByAgreement(files: readonly CasesFile[]): Map<string, Case[]> {
  const found = new Map<string, Case[]>();
  for (const { agreement, cases } of files) found.set(agreement, [...(found.get(agreement) ?? []), ...cases]);
  return found;
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
