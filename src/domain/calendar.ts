import { Temporal } from 'temporal-polyfill';
import { daysInZone, type Instant, parseInstant } from './time.js';

/** Days and months as a zone counts them. A day is a whole number: days since 1970-01-01; a month is 12 × year + 0 to 11. */

export const DAY = 86_400_000;

/** A stretch of time in which a zone keeps one distance from UTC, in milliseconds; the last has no end. */
export interface OffsetStretch {
  readonly until: Instant | undefined;
  readonly offset: number;
}

/** The stretches of a zone between two instants, in order; the first and last also stand for all before and after. */
export function offsetsOf(zone: string, from: Instant, to: Instant): OffsetStretch[] {
  const stretches: OffsetStretch[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    const last = next === null || next.epochMilliseconds > to;
    const until = last ? undefined : next.epochMilliseconds;
    stretches.push({ until, offset: Math.round(at.offsetNanoseconds / 1e6) });
    if (last) return stretches;
    at = next;
  }
}

/** The day on which an instant falls in a zone. */
export function dayOf(instant: Instant, zone: string): number {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return Math.floor((instant + Math.round(offsetNanoseconds / 1e6)) / DAY);
}

/** The month that a day is in. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** A month with the instant at which it begins in a zone. */
export interface MonthStart {
  readonly month: number;
  readonly begins: Instant;
}

/** Every month of a zone from the one an instant falls in to that of another. */
export function monthsOf(zone: string, from: Instant, to: Instant): MonthStart[] {
  const starts: MonthStart[] = [];
  const last = monthOf(dayOf(to, zone));
  for (let month = monthOf(dayOf(from, zone)); month <= last; month++) {
    const date = Temporal.PlainDate.from(`${monthText(month)}-01`);
    starts.push({ month, begins: date.toZonedDateTime(zone).epochMilliseconds });
  }
  return starts;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * An end of a stretch of time as somebody gives it: a time with an offset, or a day, which is whole in the zone.
 * @param end which end of the day is meant.
 * @returns undefined for what is neither.
 */
export function endOfSpan(text: string, end: 'from' | 'to', zone: string): Instant | undefined {
  if (!DATE.test(text)) return parseInstant(text);
  return parseInstant(`${text}T00:00:00Z`) === undefined ? undefined : daysInZone(text, text, zone)[end];
}

/** Such as 2016-02-27. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Such as 2016-02. */
export const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
