import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { negotiateLanguages } from '@fluent/langneg';
import { blocks, type Diagnostic, formatDiagnostic } from '../authored/diagnostic.js';
import { Problem } from '../domain/problem.js';
import { checkLanguage } from './check-language.js';
import { type Language, makeLanguage } from './language.js';

/** The languages of a folder: one file each, such as ru.ftl. English is always among them. */
export interface Languages {
  readonly english: Language;
  /** By tag, in order. */
  readonly all: ReadonlyMap<string, Language>;
  /** What is wrong with which file; a file with an error is not offered. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The folder cannot be read, or there is no English, which every other language falls back to. */
export class LanguagesRefused extends Error {}

const ENGLISH = 'en';
const MOST_BYTES = 1_000_000;

/**
 * Reads every language file of a folder. A faulty one is left out and told of; nothing else suffers.
 * @param standard the folder that English is taken from where the first has none that is whole
 * @throws LanguagesRefused when neither has, or the folder cannot be read
 */
export async function readLanguages(folder: string, standard = folder): Promise<Languages> {
  const diagnostics: Diagnostic[] = [];
  const files = await filesOf(folder, diagnostics);
  const own = files.find(({ tag }) => tag === ENGLISH);
  const english =
    madeFrom(own, undefined, diagnostics) ?? (folder === standard ? undefined : await standardOf(standard));
  if (english === undefined) {
    const told = diagnostics.map((each) => formatDiagnostic(each, `${folder}/`));
    throw new LanguagesRefused([`there is no whole ${ENGLISH}.ftl in ${folder}`, ...told].join('\n'));
  }
  const all = new Map([[ENGLISH, english]]);
  for (const file of files) {
    if (file.tag === ENGLISH) continue;
    const language = madeFrom(file, english, diagnostics);
    if (language !== undefined) all.set(file.tag, language);
  }
  return { english, all, diagnostics };
}

interface LanguageFile {
  readonly tag: string;
  readonly name: string;
  readonly text: string;
}

async function filesOf(folder: string, diagnostics: Diagnostic[]): Promise<LanguageFile[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.ftl')).sort();
  const files: LanguageFile[] = [];
  for (const name of names) {
    const tag = name.slice(0, -'.ftl'.length);
    if (canonical(tag) !== tag) {
      diagnostics.push(badName(name, canonical(tag)));
      continue;
    }
    const read = await textOf(join(folder, name));
    if ('text' in read) files.push({ tag, name, text: read.text });
    else diagnostics.push(unreadable(name, read.why));
  }
  return files;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new LanguagesRefused(`the folder of language files ${folder} cannot be read: ${why}`);
  }
}

/** A file's text, or why there is none to be had. */
async function textOf(path: string): Promise<{ readonly text: string } | { readonly why: string }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return { why: `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})` };
  }
  if (bytes.length > MOST_BYTES) return { why: `the file has ${bytes.length} bytes; at most ${MOST_BYTES} are read` };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { why: 'the file is not UTF-8 text' };
  }
}

const unreadable = (name: string, message: string): Diagnostic => ({
  ...{ code: 'unreadable', severity: 'error', file: name, line: 1, column: 1, path: '$' },
  message,
});

/** A tag as BCP 47 writes it; undefined for what is none. */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const badName = (name: string, right: string | undefined): Diagnostic => ({
  ...{ code: 'bad-locale', severity: 'error', file: name, line: 1, column: 1, path: '$' },
  message: `\`${name}\` is not named after a language`,
  help: right === undefined ? 'a tag such as ar, ru or pt-BR (BCP 47), with .ftl' : `its name would be ${right}.ftl`,
});

function madeFrom(
  file: LanguageFile | undefined,
  fallback: Language | undefined,
  diagnostics: Diagnostic[],
): Language | undefined {
  if (file === undefined) return undefined;
  const checked = checkLanguage(file.name, file.text);
  diagnostics.push(...checked.diagnostics);
  const whole = fallback !== undefined || checked.missing.length === 0;
  if (blocks(checked.diagnostics) || !whole) return undefined;
  return makeLanguage(file.tag, file.text, checked.missing.length, fallback);
}

async function standardOf(folder: string): Promise<Language | undefined> {
  const name = `${ENGLISH}.ftl`;
  const read = await textOf(join(folder, name));
  return 'text' in read ? madeFrom({ tag: ENGLISH, name, text: read.text }, undefined, []) : undefined;
}

/** The language that a reader would rather have, of those there are; English when none fits. Accept-Language of RFC 9110. */
export function languageFor(accepted: string | undefined, { all, english }: Languages): Language {
  const [best] = negotiateLanguages(inOrderOfWish(accepted ?? ''), [...all.keys()], {
    strategy: 'lookup',
    defaultLocale: english.tag,
  });
  return all.get(best ?? english.tag) ?? english;
}

/** The tags of an Accept-Language, the most wished for first; those with q=0 are not wished for at all. */
function inOrderOfWish(accepted: string): string[] {
  const wishes = accepted.split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((each) => each.trim());
    const weight = parameters.find((each) => /^q=/i.test(each))?.slice(2);
    return { tag, q: weight === undefined ? 1 : Number(weight) };
  });
  const wished = wishes.filter(({ tag, q }) => /^[a-z\d-]+$/i.test(tag) && q > 0);
  return wished.sort((a, b) => b.q - a.q).map(({ tag }) => tag);
}

/**
 * The language of a tag: ar for ar, and for ar-SY where there is no file of that name.
 * @returns undefined where there is none
 */
export function languageNamed(tag: string, { all }: Languages): Language | undefined {
  const [best] = negotiateLanguages([tag], [...all.keys()], { strategy: 'matching' });
  return best === undefined ? undefined : all.get(best);
}

/**
 * The language that was asked for by its tag.
 * @param pointer where it was asked for, such as lang
 * @throws Problem `unknown-parameter` that names those there are
 */
export function wantedLanguage(tag: string, languages: Languages, pointer: string): Language {
  const found = languageNamed(tag, languages);
  if (found !== undefined) return found;
  const allowed = [...languages.all.keys()];
  const there = [...languages.all.values()].map((each) => `${each.tag} (${each.name})`).join(', ');
  const detail = `is no language that there is a file of; there are ${there}`;
  throw new Problem('unknown-parameter', `There is no prose in ${JSON.stringify(tag)}.`, {
    faults: [{ pointer, detail, got: tag, allowed }],
  });
}
