import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { jsonSchemas } from '../rulebook/json-schemas.js';
import { vocabularyPage } from '../rulebook/vocabulary-page.js';
import { EXIT } from './run.js';

interface Options {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly rules?: string;
}

/** truce schemas: the generated files of the rules folder, schema/*.json and vocabulary.md. */
export function register(program: Command): void {
  const command = program
    .command('schemas')
    .summary('write or check the generated files of the rules folder')
    .description('Writes schema/*.schema.json and vocabulary.md into the rules folder, or checks that they are fresh.')
    .option('--write', 'write them')
    .option('--check', 'exit 1 when one of them is not what would be written')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .action(async (options: Options) => {
      if ((options.write === true) === (options.check === true)) command.error('say either --write or --check');
      const folder = options.rules ?? readConfig().rules;
      await (options.write === true ? write(folder) : check(folder));
    });
}

/** Every generated file by its path in the rules folder. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schemas = [...jsonSchemas()].map(([name, text]): [string, string] => [`schema/${name}`, text]);
  return new Map([...schemas, ['vocabulary.md', vocabularyPage()]]);
}

async function write(folder: string): Promise<void> {
  await mkdir(join(folder, 'schema'), { recursive: true });
  for (const [path, text] of generatedFiles()) {
    await writeFile(join(folder, path), text);
    process.stdout.write(`wrote ${join(folder, path)}\n`);
  }
}

/** Schemas are compared by what they say, so that a formatter may lay them out. */
export function isSame(path: string, found: string, wanted: string): boolean {
  if (!path.endsWith('.json')) return found === wanted;
  try {
    return isDeepStrictEqual(JSON.parse(found), JSON.parse(wanted));
  } catch {
    return false;
  }
}

async function check(folder: string): Promise<void> {
  let stale = 0;
  for (const [path, text] of generatedFiles()) {
    const found = await readFile(join(folder, path), 'utf8').catch(() => undefined);
    if (found !== undefined && isSame(path, found, text)) continue;
    stale += 1;
    process.stdout.write(`${join(folder, path)} is ${found === undefined ? 'missing' : 'out of date'}\n`);
  }
  if (stale > 0) process.exitCode = EXIT.no;
  else process.stdout.write('the generated files are fresh\n');
}
