import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { LiveRulebookUnreadable } from '../actions/live-rulebook.js';
import { RulebookRefused } from '../actions/refused-rules.js';
import { describeSettings, readConfig } from '../config.js';
import { EXIT } from './run.js';

/** truce serve: the API over a database, until it is told to stop. */
export function register(program: Command): void {
  program
    .command('serve')
    .summary('serve the API')
    .description('Serves the API until SIGTERM or Ctrl-C. SIGHUP reads the rule files again.')
    .addHelpText('after', `\nSettings, from the environment:\n${describeSettings()}`)
    .action(serve);
}

async function serve(): Promise<void> {
  // As for truce import: what judging leaves behind dies young. Measured while the record is judged again: 245 MB, not 362.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
  // The web server is loaded by the one command that needs it: it is a third of the memory of the others.
  const { NoKeys } = await import('../app.js');
  const { HeldUp, ignoreHangUps, ListenError, run, serveUntilStopped } = await import('../main.js');
  const config = readConfig();
  const attend = ignoreHangUps();
  try {
    const running = await run(config);
    process.stdout.write(`${running.greeting}\n`);
    await serveUntilStopped(running);
  } catch (error) {
    if (error instanceof HeldUp) {
      process.stderr.write(`truce: ${error.message}\n`);
      process.exit(EXIT.no);
    }
    const rules = error instanceof RulebookRefused || error instanceof LiveRulebookUnreadable;
    if (!rules && !(error instanceof ListenError) && !(error instanceof NoKeys)) throw error;
    process.stderr.write(`truce: ${error.message}\n`);
    process.exitCode = rules ? EXIT.rules : EXIT.usage;
  } finally {
    attend();
  }
}
