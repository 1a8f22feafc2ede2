import type { Command } from 'commander';
import { describeSettings, effectiveSettings } from '../config.js';
import { shownUrl } from '../store/connect.js';
import { table } from './table.js';

/** truce config: which settings there are, and what they come to here. */

interface Options {
  readonly check?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('config')
    .summary('print the settings, or check those of the environment')
    .description('Prints every setting with its meaning and default. The environment is not looked at without --check.')
    .option('--check', 'print what the settings come to here, or everything that is wrong with them')
    .option('--json', 'as --check, in JSON')
    .action(run);
}

function run({ check, json }: Options): void {
  if (check !== true && json !== true) return void process.stdout.write(`${describeSettings()}\n`);
  const settings = effectiveSettings().map(({ name, value, from }) => ({
    name,
    // Nobody reads a password out of what is printed.
    value: name === 'TRUCE_DATABASE_URL' ? shownUrl(value) : value,
    from,
  }));
  const text = () => table(settings.map(({ name, value, from }) => [name, value, from])).join('\n');
  process.stdout.write(`${json === true ? JSON.stringify({ settings }, null, 2) : text()}\n`);
}
