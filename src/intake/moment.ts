import { Temporal } from 'temporal-polyfill';
import { type Instant, parseInstant } from '../domain/time.js';
import type { DAYS } from './profile.js';

/** A day, a range of days or a time as sources write them, read as a stretch of time. */

export interface Stretch {
  readonly first: Instant;
  readonly last: Instant;
}
export type DayForm = (typeof DAYS)[number];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FULL = ['january', 'february', 'march', 'april', 'may', 'june', 'july'].concat([
  'august',
  'september',
  'october',
  'november',
  'december',
]);

/** Each way to write a day: its pattern, the order of its parts and an example. */
const FORMS: Readonly<Record<DayForm, { readonly pattern: RegExp; readonly order: string; readonly example: string }>> =
  {
    'Y-M-D': { pattern: /^(\d{4})-(\d\d?)-(\d\d?)$/, order: 'ymd', example: '2016-03-25' },
    'D/M/Y': { pattern: /^(\d\d?)\/(\d\d?)\/(\d{4})$/, order: 'dmy', example: '25/03/2016' },
    'M/D/Y': { pattern: /^(\d\d?)\/(\d\d?)\/(\d{4})$/, order: 'mdy', example: '03/25/2016' },
    'D.M.Y': { pattern: /^(\d\d?)\.(\d\d?)\.(\d{4})$/, order: 'dmy', example: '25.03.2016' },
    'D Month Y': { pattern: /^(\d\d?)[ -]([A-Za-z]+)\.?[ -](\d{4})$/, order: 'dmy', example: '25 March 2016' },
    'Month D, Y': {
      pattern: /^([A-Za-z]+)\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})$/,
      order: 'mdy',
      example: 'March 25, 2016',
    },
  };
const RANGE = /\s+(?:to|–|—|-|until|through)\s+|\s*(?:\.\.|–)\s*/;
/** A midnight behind a day is how spreadsheets and newer releases write the day itself. */
const MIDNIGHT = /[T ]00:00(:00(\.0+)?)?$/;
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)$/;

/**
 * Reads what a source wrote.
 * @param forms how days are written, tried in order
 * @param zone the IANA zone for days and local times; undefined where it is not known
 * @param around by how many days a day may be off, either way
 * @returns the stretch, or what is wrong with the text
 */
export function readMoment(
  text: string,
  forms: readonly DayForm[],
  zone: string | undefined,
  around: number,
): Stretch | string {
  const instant = parseInstant(text);
  if (instant !== undefined) return { first: instant, last: instant };
  const local = LOCAL.exec(text);
  if (local !== null && !MIDNIGHT.test(text)) return zone === undefined ? noZone : localTime(text, zone);
  const ends = text.replace(MIDNIGHT, '').split(RANGE);
  const days = ends.map((end) => readDay(end.trim(), forms));
  const [first, last = first] = days;
  if (days.length > 2 || first === undefined || last === undefined) return mustBe(forms);
  if (first === 'no-day' || last === 'no-day') return 'names a day that does not exist';
  if (zone === undefined) return noZone;
  if (Temporal.PlainDate.compare(first, last) > 0) return 'ends before it begins';
  const start = first.subtract({ days: around }).toZonedDateTime(zone);
  const end = last.add({ days: around + 1 }).toZonedDateTime(zone);
  return { first: start.epochMilliseconds, last: end.epochMilliseconds - 1 };
}

const noZone = 'cannot be placed in time: in which zone its day is counted is not known';
const mustBe = (forms: readonly DayForm[]): string =>
  `must be a day such as ${forms.map((form) => FORMS[form].example).join(' or ')}, or a time with an offset`;

/** The day, undefined where the text is none, or `no-day` for the thirtieth of February. */
function readDay(text: string, forms: readonly DayForm[]): Temporal.PlainDate | 'no-day' | undefined {
  for (const form of forms) {
    const { pattern, order } = FORMS[form];
    const match = pattern.exec(text);
    if (match === null) continue;
    const part = (letter: string) => match[order.indexOf(letter) + 1] ?? '';
    const month = /^\d/.test(part('m')) ? Number(part('m')) : monthOf(part('m'));
    if (month === undefined) continue;
    try {
      const fields = { year: Number(part('y')), month, day: Number(part('d')) };
      return Temporal.PlainDate.from(fields, { overflow: 'reject' });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return 'no-day';
    }
  }
  return undefined;
}

function monthOf(word: string): number | undefined {
  const name = word.toLowerCase();
  const index = FULL.includes(name) ? FULL.indexOf(name) : MONTHS.indexOf(name === 'sept' ? 'sep' : name);
  return index === -1 ? undefined : index + 1;
}

/** A wall-clock time; one that the clock shows twice, or skips, is any of the instants it may mean. */
function localTime(text: string, zone: string): Stretch | string {
  try {
    const plain = Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' });
    const ends = (['earlier', 'later'] as const).map(
      (disambiguation) => plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
    );
    return { first: Math.min(...ends), last: Math.max(...ends) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'names a time that does not exist';
  }
}
