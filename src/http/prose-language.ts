import { Problem } from '../domain/problem.js';
import type { Language } from '../language/language.js';
import { languageFor, wantedLanguage } from '../language/read-languages.js';
import { acceptLanguageHeader } from './headers.js';
import type { Context } from './operation.js';
import { textParameter } from './parameters.js';

/** In which language prose is answered: `?lang=` says it, Accept-Language wishes for it. */

export const langParameter = textParameter(
  'The language of the prose, such as `en`; one that there is no file of is an error. Only with `Accept: text/plain`',
).optional();
export const languageHeaders = { 'accept-language': acceptLanguageHeader };

/**
 * @param type the media type that is answered
 * @returns undefined where no prose is answered
 * @throws Problem `unknown-parameter` for a language that there is no file of, and for one asked of anything but prose
 */
export function proseLanguage(
  lang: string | undefined,
  accepted: string | undefined,
  type: string,
  { languages }: Pick<Context, 'languages'>,
): Language | undefined {
  if (type !== 'text/plain') {
    if (lang === undefined) return undefined;
    const detail = 'speaks of prose, which is sent with Accept: text/plain; JSON is the same in every language';
    throw new Problem('unknown-parameter', 'The query was not answered.', { faults: [{ pointer: 'lang', detail }] });
  }
  return lang === undefined ? languageFor(accepted, languages) : wantedLanguage(lang, languages, 'lang');
}
