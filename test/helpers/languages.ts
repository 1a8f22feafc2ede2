import type { Language } from '../../src/language/language.js';
import { type Languages, readLanguages } from '../../src/language/read-languages.js';
import { languagesFolder } from './service.js';

/** A made-up complete language (ar) and one that somebody has begun (ru), beside English. */
export const testLanguagesFolder = new URL('../language/files', import.meta.url).pathname;

export const testLanguages = (): Promise<Languages> => readLanguages(testLanguagesFolder, languagesFolder);
export const english = async (): Promise<Language> => (await readLanguages(languagesFolder)).english;
