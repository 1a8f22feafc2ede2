import { Command, CommanderError } from 'commander';
import { ConfigError, describeSettings, refuseUnknownSettings } from '../config.js';
import { Problem } from '../domain/problem.js';
import { DatabaseUrlError } from '../store/connect.js';
import { storageProblem } from '../store/storage-problem.js';

/** Runs one command line: the exit codes and the one way in which errors are told. */

/** 0 fine, 1 the answer is no or something broke, 2 bad usage or bad input, 3 the rule files do not load. */
export const EXIT = { fine: 0, no: 1, usage: 2, rules: 3 } as const;

export interface CommandModule {
  register(program: Command): void;
}

/**
 * @param words the command line without node and the script
 * @param modules every command, in the order of the help
 * @param showStack whether an unforeseen error prints where it came from
 * @returns the exit code; a command sets its own by process.exitCode
 */
export async function run(
  words: readonly string[],
  modules: readonly CommandModule[],
  showStack: () => boolean = () => false,
): Promise<number> {
  const program = new Command('truce')
    .description('Judges incidents against ceasefire agreements, under each reading of them, with reasons.')
    .addHelpText('after', `\nSettings, from the environment:\n${describeSettings()}`)
    .showHelpAfterError('Run truce --help, or truce COMMAND --help.')
    .exitOverride();
  program.hook('preAction', () => refuseUnknownSettings());
  for (const module of modules) module.register(program);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return Number(process.exitCode ?? EXIT.fine);
  } catch (error) {
    return tell(error, showStack);
  }
}

/** Commander has printed its own errors by now, with the nearest command or option. */
function tell(error: unknown, showStack: () => boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  const lines = error instanceof Problem ? problemLines(error) : [oneLine(error), ...storageLines(error)];
  process.stderr.write(`${lines.join('\n')}\n`);
  if (showStack() && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return isUsage(error) ? EXIT.usage : EXIT.no;
}

/** Whether whoever typed the command can mend it. */
const isUsage = (error: unknown): boolean =>
  (error instanceof Problem && error.code !== 'internal') ||
  error instanceof ConfigError ||
  error instanceof DatabaseUrlError;

/** A problem with every fault at once, each with the pointer to where it is. */
export function problemLines(problem: Problem): string[] {
  const faults = problem.faults.map((fault) => {
    const got = fault.got === undefined ? '' : ` (got ${JSON.stringify(fault.got)})`;
    return `  ${fault.pointer === '' ? '/' : fault.pointer} ${fault.detail}${got}${hintOf(fault)}`;
  });
  return [`truce: ${problem.message}`, ...faults];
}

/** What would be right, where the sentence does not say it yet. */
function hintOf({ detail, nearest }: Problem['faults'][number]): string {
  const near = nearest ?? [];
  return near.length === 0 || near.some((name) => detail.includes(name)) ? '' : `; did you mean ${near.join(' or ')}?`;
}

/** What to do about a database that failed. */
const storageLines = (error: unknown): string[] => {
  const problem = storageProblem(error);
  return problem === undefined
    ? []
    : [`  ${problem.document().title}; nothing is half stored, and the same command goes on from there`];
};

const oneLine = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return `truce: ${text.replace(/\s*\n\s*/g, '; ')}`;
};
