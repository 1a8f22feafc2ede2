import type { Language } from './language.js';
import type { MessageId, ParametersOf } from './messages.js';

type Value = string | number;

/** The characters of the two directions of writing, and what is already set apart. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/u;
const LEFT_TO_RIGHT = /[A-Za-z\u00C0-\u024F\u0370-\u058F\u1E00-\u1FFF0-9]/u;
const SET_APART = /\u2068[^\u2066-\u2069]*\u2069/gu;

/** What one page is said with: a language, with English for what it lacks, and whether that was needed. */
export class Wording {
  readonly language: Language;
  #fellBack = false;

  constructor(language: Language) {
    this.language = language;
  }

  /** Whether anything was said in English because the language has no words for it. */
  get fellBack(): boolean {
    return this.#fellBack;
  }

  /** A message with its parameters; those of another direction are set apart from the text around them (UAX #9, FSI and PDI). */
  say<Id extends MessageId>(id: Id, parameters: Readonly<Record<ParametersOf<Id>, Value>>): string {
    return this.find(id, parameters) ?? '';
  }

  /** As `say`, for the messages of facts, operators and words; undefined where there is none of that name. */
  find(id: string, parameters: Readonly<Record<string, Value>>): string | undefined {
    const { language } = this;
    const given = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, typeof value === 'string' ? this.apart(value) : value]),
    );
    const own = language.format(id, given);
    if (own !== undefined || language.fallback === undefined) return own;
    const english = language.fallback.format(id, given);
    if (english === undefined) return undefined;
    this.#fellBack = true;
    return this.apart(english);
  }

  /** Text between the signs that keep its direction from reaching further, where it has one that needs it. */
  apart(text: string): string {
    const rest = text.replace(SET_APART, '').replace(SET_APART, '');
    const foreign = this.language.rightToLeft ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
    return foreign.test(rest) ? `\u2068${text}\u2069` : text;
  }

  /** A row of things by the rules of the language: a, b and c; a, b or c; or a, b, c. */
  list(items: readonly string[], joined: 'and' | 'or' | 'row'): string {
    const type = joined === 'and' ? 'conjunction' : joined === 'or' ? 'disjunction' : 'unit';
    const style = joined === 'row' ? 'short' : 'long';
    const apart = items.map((each) => this.apart(each));
    return new Intl.ListFormat(this.language.locale, { type, style }).format(apart);
  }

  /** Clauses one behind the other. */
  clauses(clauses: readonly string[]): string {
    const [first = '', ...rest] = clauses;
    return rest.reduce((before, after, index) => {
      const id = index === rest.length - 1 ? 'clauses-end' : 'clauses-middle';
      return this.say(id, { before, after });
    }, first);
  }

  /**
   * The parts of an RFC 3339 time, in the offset it was written in: the same on every machine, whatever its time zone.
   * Undefined for what is not written so.
   */
  timeParts(text: string): { readonly date: string; readonly time: string; readonly offset: string } | undefined {
    const [, day, time, seconds, offset] =
      /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?([Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
    if (day === undefined || time === undefined || offset === undefined) return undefined;
    const instant = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(instant)) return undefined;
    const date = new Intl.DateTimeFormat(this.language.locale, {
      ...{ day: 'numeric', month: 'long', year: 'numeric' },
      ...{ calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' },
    }).format(instant);
    const exact = seconds === undefined || Number(seconds) === 0 ? time : `${time}:${seconds}`;
    return { date, time: exact, offset: /^z$/i.test(offset) ? 'UTC' : `UTC${offset}` };
  }

  /** The same as one phrase; as it was written where it is no such time. */
  moment(text: string): string {
    const parts = this.timeParts(text);
    return parts === undefined ? text : this.say('moment', parts);
  }
}
