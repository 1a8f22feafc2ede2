import { type Command, Option } from 'commander';
import { readConfig } from '../config.js';
import { type Checked, checkRules } from './check-rules.js';
import { FORMATS, type Format, formatAs } from './diagnostic-format.js';
import { EXIT } from './run.js';
import { shownFolder } from './shown-folder.js';
import { watchFolder } from './watch-folder.js';

interface Options {
  readonly format: Format;
  readonly inspect: boolean;
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly watch?: boolean;
  readonly rules?: string;
}

/** truce check: whether rules and cases load, and every fault of theirs at once. */
export function register(program: Command): void {
  program
    .command('check')
    .summary('check the rule files and their cases')
    .description(
      'Checks the rule files and the cases beside them, and prints every fault with its place and what would be right. ' +
        'Exits 3 when they do not load. docs/diagnostics.md explains every code.',
    )
    .addOption(new Option('--format <form>', 'how to print').choices(FORMATS).default('human'))
    .option('--json', 'the same as --format json')
    .option('--no-inspect', 'leave out the search for rules that load and cannot matter, as docs/findings.md tells')
    .option('--strict', 'exit 1 when there are warnings')
    .option('--watch', 'check again after every change, until interrupted')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .action(check);
}

async function check(options: Options): Promise<void> {
  const folder = options.rules ?? readConfig().rules;
  if (options.watch !== true) {
    await checkOnce(folder, options);
    return;
  }
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  await watchFolder(folder, interrupted.signal, async () => {
    if (process.stdout.isTTY === true) process.stdout.write(CLEAR);
    await checkOnce(folder, options);
    if (formatOf(options) === 'human') process.stdout.write('watching; interrupt to end\n');
  });
}

/** Clears the terminal and what was scrolled away. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

const formatOf = (options: Options): Format => (options.json === true ? 'json' : options.format);

async function checkOnce(folder: string, options: Options): Promise<void> {
  const checked = await checkRules(folder, options.inspect);
  const { errors, warnings } = countsOf(checked);
  process.exitCode = !checked.ok ? EXIT.rules : warnings > 0 && options.strict === true ? EXIT.no : EXIT.fine;
  const format = formatOf(options);
  if (format === 'json') {
    const indent = options.watch === true ? undefined : 2;
    process.stdout.write(`${JSON.stringify(asJson(checked, errors, warnings), null, indent)}\n`);
    return;
  }
  const prefix = shownFolder(folder);
  for (const each of checked.diagnostics) process.stdout.write(`${formatAs(format, each, prefix)}\n`);
  if (format !== 'human') return;
  process.stdout.write(`${summary(prefix, checked, errors, warnings)}\n`);
  if (checked.ok && checked.rulebook !== undefined) process.stdout.write(`rulebook ${checked.rulebook.hash}\n`);
}

function countsOf({ diagnostics }: Checked): { errors: number; warnings: number } {
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

/** The form that programs may rely on; keys are only added. */
function asJson({ ok, rulebook, cases, diagnostics, inspected }: Checked, errors: number, warnings: number) {
  return {
    ok,
    ...(ok && rulebook !== undefined ? { rulebook: rulebook.hash, agreements: [...rulebook.agreements.keys()] } : {}),
    ...(cases === undefined ? {} : { cases }),
    errors,
    warnings,
    diagnostics,
    ...inspected,
  };
}

function summary(folder: string, { ok, rulebook, cases }: Checked, errors: number, warnings: number): string {
  const noted = warnings === 0 ? '' : `, ${counted(warnings, 'warning')}`;
  if (!ok) {
    const what = rulebook === undefined ? folder : `${folder} loads, but its cases do not`;
    return `${what}${rulebook === undefined ? ' does not load' : ''}: ${counted(errors, 'error')}${noted}`;
  }
  const agreements = [...(rulebook?.agreements.keys() ?? [])];
  const beside = cases === undefined || cases === 0 ? '' : `, ${counted(cases, 'case')}`;
  return `${folder} loads: ${counted(agreements.length, 'agreement')} (${agreements.join(', ')})${beside}${noted}`;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
