import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { profileJsonSchema } from '../intake/profile-json-schema.js';
import { jsonSchemas } from '../rulebook/json-schemas.js';
import { vocabularyPage } from '../rulebook/vocabulary-page.js';
import { EXIT } from './run.js';

interface Options {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly rules?: string;
  readonly profiles?: string;
}

/** truce schemas: the generated files of the rules folder (schema/*.json, vocabulary.md) and of the profiles folder. */
export function register(program: Command): void {
  const command = program
    .command('schemas')
    .summary('write or check the generated files of the rules and profiles folders')
    .description(
      'Writes schema/*.schema.json and vocabulary.md into the rules folder and schema/profile.schema.json into the ' +
        'profiles folder, or checks that they are fresh.',
    )
    .option('--write', 'write them')
    .option('--check', 'exit 1 when one of them is not what would be written')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)')
    .option('--profiles <folder>', 'the folder of profiles (otherwise TRUCE_PROFILES)')
    .action(async (options: Options) => {
      if ((options.write === true) === (options.check === true)) command.error('say either --write or --check');
      const folders: readonly Folder[] = [
        [options.rules ?? readConfig().rules, generatedFiles()],
        [options.profiles ?? readConfig().profiles, generatedProfileFiles()],
      ];
      await (options.write === true ? write(folders) : check(folders));
    });
}

/** A folder with its generated files, by their paths in it. */
type Folder = readonly [string, ReadonlyMap<string, string>];

/** Every generated file by its path in the rules folder. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schemas = [...jsonSchemas()].map(([name, text]): [string, string] => [`schema/${name}`, text]);
  return new Map([...schemas, ['vocabulary.md', vocabularyPage()]]);
}

/** Every generated file by its path in the profiles folder. */
export function generatedProfileFiles(): ReadonlyMap<string, string> {
  return new Map([['schema/profile.schema.json', profileJsonSchema()]]);
}

async function write(folders: readonly Folder[]): Promise<void> {
  for (const [folder, files] of folders) {
    await mkdir(join(folder, 'schema'), { recursive: true });
    for (const [path, text] of files) {
      await writeFile(join(folder, path), text);
      process.stdout.write(`wrote ${join(folder, path)}\n`);
    }
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

async function check(folders: readonly Folder[]): Promise<void> {
  let stale = 0;
  for (const [folder, files] of folders) {
    for (const [path, text] of files) {
      const found = await readFile(join(folder, path), 'utf8').catch(() => undefined);
      if (found !== undefined && isSame(path, found, text)) continue;
      stale += 1;
      process.stdout.write(`${join(folder, path)} is ${found === undefined ? 'missing' : 'out of date'}\n`);
    }
  }
  if (stale > 0) process.exitCode = EXIT.no;
  else process.stdout.write('the generated files are fresh\n');
}
