import { formatDiagnostic } from '../authored/diagnostic.js';
import { readConfig, standardLanguages } from '../config.js';
import type { Language } from '../language/language.js';
import { readLanguages, wantedLanguage } from '../language/read-languages.js';

/**
 * The language that prose is printed in.
 * @param tag such as ar; English when not said
 * @throws Problem `unknown-parameter` naming those there are; what is wrong with a file of that name is printed before
 */
export async function openLanguage(tag: string | undefined): Promise<Language> {
  const folder = readConfig().languages;
  const languages = await readLanguages(folder, standardLanguages());
  if (tag === undefined) return languages.english;
  const faults = languages.diagnostics.filter(({ file }) => file === `${tag}.ftl`);
  if (faults.length > 0)
    process.stderr.write(`${faults.map((each) => formatDiagnostic(each, `${folder}/`)).join('\n')}\n`);
  return wantedLanguage(tag, languages, '--lang');
}
