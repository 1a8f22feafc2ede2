import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRules } from '../../src/actions/check-rules.js';
import { type Diagnostic, formatDiagnostic } from '../../src/authored/diagnostic.js';
import { loadProfile } from '../../src/intake/load-profile.js';
import { readLanguages } from '../../src/language/read-languages.js';
import { type RuleFile, readCaseFiles, readRuleFiles } from '../../src/rulebook/read-files.js';
import { languagesFolder, profilesFolder, rulesFolder } from '../helpers/service.js';
import { GOOD_RULES } from '../rulebook/rule-folders.js';
import { Chance } from './support/chance.js';
import { mutated } from './support/mutate-text.js';
import { placeWrong } from './support/place.js';

/** Files that people write, as they should not be: never a crash, and whatever is said is said of a place in them. */

const COUNT = Number(process.env.FUZZ_FILES ?? 150);
/** Ends what hangs, in the longest runs too. */
const NEVER_MS = 7_200_000;
const SEED = Number(process.env.FUZZ_SEED ?? 20160227);

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'truce-fuzz-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function setOf(folder: string): Promise<RuleFile[]> {
  return [...(await readRuleFiles(folder)).files, ...(await readCaseFiles(folder)).files];
}

/** Lays a set of files down as a folder, one of them damaged. */
async function laidDown(files: readonly RuleFile[], path: string, bytes: Uint8Array, instead: string | undefined) {
  const folder = await mkdtemp(join(scratch, 'rules-'));
  for (const file of files) {
    const at = join(folder, file.path);
    await mkdir(dirname(at), { recursive: true });
    if (file.path !== path) await writeFile(at, file.text);
    else if (instead === undefined) await writeFile(at, bytes);
    else if (instead === 'a folder') await mkdir(at);
  }
  return folder;
}

function wrongPlaces(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>): string[] {
  for (const each of diagnostics) formatDiagnostic(each);
  return diagnostics.flatMap((each) => placeWrong(each, texts));
}

describe('rule files, cases and places that were damaged', () => {
  it.each([
    ['the small rules', GOOD_RULES, COUNT],
    ['the shipped rules', rulesFolder, Math.ceil(COUNT / 50)],
  ])(
    'load, or are told of with a place in them: %s',
    async (_name, origin, count) => {
      const files = await setOf(origin);
      const wrong: string[] = [];
      let refused = 0;
      for (let number = 0; number < count; number += 1) {
        const chance = new Chance(SEED, number);
        const { path, text } = chance.oneOf(files);
        const { bytes, done } = mutated(text, chance);
        const instead = chance.yes(0.03) ? chance.oneOf(['a folder', 'nothing']) : undefined;
        const what = `${number} ${path} (${instead ?? done})`;
        const texts = new Map(files.map((file) => [file.path, file.text]));
        texts.set(path, instead === undefined ? new TextDecoder().decode(bytes) : '');
        try {
          const folder = await laidDown(files, path, bytes, instead);
          const { ok, diagnostics, cases } = await checkRules({ folder });
          if (!ok) refused += 1;
          if (!ok && diagnostics.length === 0 && cases.failed.length === 0)
            wrong.push(`${what}: is refused without a word`);
          wrong.push(...wrongPlaces(diagnostics, texts).map((each) => `${what}: ${each}`));
          await rm(folder, { recursive: true });
        } catch (error) {
          wrong.push(`${what}: ${error instanceof Error ? error.stack : error}`);
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      expect(refused).toBeGreaterThan(count / 3);
    },
    NEVER_MS,
  );
});

describe('a profile that was damaged', () => {
  it(
    'loads, or is told of with a place in it',
    () => {
      const wrong: string[] = [];
      const shipped = ['plain', 'acled', 'ucdp-ged', 'airwars'];
      for (let number = 0; number < COUNT / 2; number += 1) {
        const chance = new Chance(SEED, number, 1);
        const id = chance.oneOf(shipped);
        const { bytes, done } = mutated(readFileSync(join(profilesFolder, `${id}.yaml`), 'utf8'), chance);
        const text = new TextDecoder().decode(bytes);
        try {
          const loaded = loadProfile('p.yaml', text, id);
          const told = loaded.ok ? loaded.warnings : loaded.diagnostics;
          if (!loaded.ok && told.length === 0) wrong.push(`${number} ${id} (${done}): is refused without a word`);
          wrong.push(
            ...wrongPlaces(told, new Map([['p.yaml', text]])).map((each) => `${number} ${id} (${done}): ${each}`),
          );
        } catch (error) {
          wrong.push(`${number} ${id} (${done}): ${error instanceof Error ? error.stack : error}`);
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
    },
    NEVER_MS,
  );
});

describe('a language file that was damaged', () => {
  it(
    'is offered, or is told of with a place in it, and English is there all the same',
    async () => {
      const english = readFileSync(join(languagesFolder, 'en.ftl'), 'utf8');
      const wrong: string[] = [];
      for (let number = 0; number < COUNT / 6; number += 1) {
        const chance = new Chance(SEED, number, 2);
        const { bytes, done } = mutated(english, chance);
        const folder = await mkdtemp(join(scratch, 'languages-'));
        const name = chance.oneOf(['en.ftl', 'ar.ftl', 'xx-bad_name.ftl']);
        if (chance.yes(0.05)) await mkdir(join(folder, name));
        else await writeFile(join(folder, name), bytes);
        try {
          const { diagnostics, all } = await readLanguages(folder, languagesFolder);
          expect(all.has('en')).toBe(true);
          const texts = new Map([[name, new TextDecoder().decode(bytes)]]);
          wrong.push(...wrongPlaces(diagnostics, texts).map((each) => `${number} ${name} (${done}): ${each}`));
        } catch (error) {
          wrong.push(`${number} ${name} (${done}): ${error instanceof Error ? error.stack : error}`);
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
    },
    NEVER_MS,
  );
});
