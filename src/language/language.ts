import { createHash } from 'node:crypto';
import { FluentBundle, FluentNumber, FluentResource, type FluentValue } from '@fluent/bundle';
import type { MESSAGES } from './messages.js';

/** The words of one language, ready to be said. Immutable. */
export interface Language {
  /** Such as en, ar or pt-BR: the name of its file. */
  readonly tag: string;
  /** As its speakers call it. */
  readonly name: string;
  /** The tag that lists, numbers and dates are written by. */
  readonly locale: string;
  readonly rightToLeft: boolean;
  /** Of its words, and of English where that stands in: equal digests say everything alike. */
  readonly digest: string;
  /** How many messages it lacks; English stands in for them. */
  readonly lacks: number;
  /** The words of a message or `message.attribute`; undefined where this language has none. */
  format(id: string, parameters: Readonly<Record<string, string | number>>): string | undefined;
  /** English, for what this language does not say; English itself has none. */
  readonly fallback: Language | undefined;
}

/**
 * @param tag the name of the file without .ftl
 * @param text of a file that was checked (checkLanguage) without an error
 */
export function makeLanguage(tag: string, text: string, lacks: number, fallback: Language | undefined): Language {
  const resource = new FluentResource(text);
  // Of the header only plain words are read, which need no locale yet.
  const header = new FluentBundle('en');
  header.addResource(resource);
  const said = (id: keyof typeof MESSAGES) => {
    const pattern = header.getMessage(id)?.value;
    return pattern == null ? undefined : header.formatPattern(pattern);
  };
  const locale = said('language-locale') ?? tag;
  // Names of another direction are set apart by Wording, so that pages of one direction stay free of invisible signs.
  const bundle = new FluentBundle(locale, {
    useIsolating: false,
    functions: { CAPITAL: ([text]) => (text === undefined ? '' : capital(shown(text), locale)) },
  });
  bundle.addResource(resource);
  return {
    tag,
    name: said('language-name') ?? tag,
    locale,
    rightToLeft: isRightToLeft(locale),
    digest: createHash('sha256')
      .update(text)
      .update(fallback?.digest ?? '')
      .digest('base64url')
      .slice(0, 16),
    lacks,
    fallback,
    format(id, parameters) {
      const [name = '', attribute] = id.split('.');
      const message = bundle.getMessage(name);
      const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
      if (pattern == null) return undefined;
      const values = Object.entries(parameters).map(([key, value]) => [
        key,
        typeof value === 'number' ? new FluentNumber(value, { maximumFractionDigits: 15 }) : value,
      ]);
      const errors: Error[] = [];
      const text = bundle.formatPattern(pattern, Object.fromEntries(values), errors);
      return errors.length > 0 ? undefined : text;
    },
  };
}

const shown = (value: FluentValue): string => (typeof value === 'string' ? value : String(value.valueOf()));

/** The first letter as a capital, behind any signs of direction. */
const capital = (text: string, locale: string): string =>
  text.replace(
    /^([\u2066-\u2068]*)(\p{L})/u,
    (_, signs: string, letter: string) => signs + letter.toLocaleUpperCase(locale),
  );

const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg']);
const isRightToLeft = (locale: string): boolean => RIGHT_TO_LEFT.has(new Intl.Locale(locale).maximize().script ?? '');
