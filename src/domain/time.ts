import { Temporal } from 'temporal-polyfill';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth.js';

/** An instant: whole milliseconds since 1970-01-01T00:00:00Z. Never a wall clock (S4). */
export type Instant = number;

/** When an act took place. `within`: at some time in it. `throughout`: it lasted all of it, as a siege does (S4). */
export interface Occurrence {
  readonly from: Instant;
  readonly to: Instant;
  readonly extent: 'within' | 'throughout';
}

/** A stretch of time that includes its `from` and excludes its `until`; an absent end is open. */
export interface Window {
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** The form of a time with an offset. It is wider than `date-time` of JSON Schema in that seconds may be left out. */
export const INSTANT_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads an RFC 3339 time with an offset; seconds may be left out.
 * @returns the instant, or undefined for a local time, an impossible date, a year before 1900 or after 2999, or anything else.
 */
export function parseInstant(text: string): Instant | undefined {
  const year = Number(text.slice(0, 4));
  if (!INSTANT_FORM.test(text) || year < YEARS.first || year > YEARS.last) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** The years a report or a rule can speak of; beyond them a time is a slip of the pen. */
export const YEARS = { first: 1900, last: 2999 };

/**
 * The instant of a text that parseInstant takes. Quicker, as texts are checked once and judged often; what the quick way
 * does not know (a leap second) goes the long one.
 */
export function instantOfChecked(text: string): Instant {
  const quick = Date.parse(text);
  return Number.isNaN(quick) ? (parseInstant(text) ?? quick) : quick;
}

/** The instant as RFC 3339 in UTC, without needless zeros of a second. */
export const formatInstant = (instant: Instant): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toString({
    smallestUnit: instant % 1000 === 0 ? 'second' : 'millisecond',
  });

/**
 * Whole days in a zone as an occurrence: from the first midnight to the last millisecond of the last day.
 * @param first and last are dates such as 2016-03-26, `zone` an IANA name such as Asia/Damascus.
 * @throws RangeError for a date or zone that does not exist.
 */
export function daysInZone(first: string, last: string, zone: string): { from: Instant; to: Instant } {
  const start = Temporal.PlainDate.from(first).toZonedDateTime(zone);
  const end = Temporal.PlainDate.from(last).add({ days: 1 }).toZonedDateTime(zone);
  return { from: start.epochMilliseconds, to: end.epochMilliseconds - 1 };
}

/** An instant as RFC 3339 with the offset that the zone had then. */
export const formatInZone = (instant: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: instant % 1000 === 0 ? 'second' : 'millisecond' });

const startOf = (window: Window): Instant => window.from ?? Number.NEGATIVE_INFINITY;
const endOf = (window: Window): Instant => window.until ?? Number.POSITIVE_INFINITY;

/** Joins windows that touch or overlap, in order of time; a window that ends before it begins is none. */
export function union(windows: readonly Window[]): readonly Window[] {
  const [only] = windows;
  if (windows.length === 1 && only !== undefined && startOf(only) < endOf(only)) return windows;
  const sorted = windows.filter((window) => startOf(window) < endOf(window)).sort((a, b) => startOf(a) - startOf(b));
  const joined: { from: Instant; until: Instant }[] = [];
  for (const window of sorted) {
    const last = joined.at(-1);
    if (last && startOf(window) <= last.until) last.until = Math.max(last.until, endOf(window));
    else joined.push({ from: startOf(window), until: endOf(window) });
  }
  return joined;
}

/**
 * Tells occurrences apart as far as some windows can: two with equal numbers meet, and lie inside, the same of them. What is
 * found of one occurrence and hangs on these windows alone then holds for the other.
 */
export function erasOf(windows: readonly Window[]): (occurrence: Occurrence) => number {
  const ends = windows.flatMap(({ from, until }) => [from, until]).filter((each) => each !== undefined);
  const instants = [...new Set(ends)].sort((a, b) => a - b);
  /** How many of the instants are not after the given one. */
  const before = (instant: Instant): number => {
    let low = 0;
    let high = instants.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((instants[middle] as Instant) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return ({ from, to, extent }) => {
    const first = before(from);
    const last = to === from ? first : before(to);
    return (first * (instants.length + 1) + last) * 2 + (extent === 'throughout' ? 1 : 0);
  };
}

/** S4: did the act happen while one of the windows was open? */
export function inForce(windows: readonly Window[], occurrence: Occurrence): Truth {
  let meets = false;
  for (const window of union(windows)) {
    const overlaps = occurrence.to >= startOf(window) && occurrence.from < endOf(window);
    if (!overlaps) continue;
    if (occurrence.extent === 'throughout') return TRUE;
    if (occurrence.from >= startOf(window) && occurrence.to < endOf(window)) return TRUE;
    meets = true;
  }
  return meets ? UNKNOWN : FALSE;
}
