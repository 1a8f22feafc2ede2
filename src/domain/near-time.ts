import type { Nearness } from './sighting.js';

/** When two windows of time may hold one act. Windows in milliseconds, both ends included. */

const HOUR = 3_600_000;
/** A longer window meets nearly everything, so its overlap says nothing. */
export const SHORT_MS = 36 * HOUR;
/** Up to this a window tells a time of day; watches and memories differ by GAP_MS around it. */
const EXACT_MS = 6 * HOUR;
export const GAP_MS = 2 * HOUR;
/** Long windows are near when they begin and end this close to each other. */
export const ENDS_MS = 24 * HOUR;

interface Span {
  readonly from: number;
  readonly to: number;
}

const length = ({ from, to }: Span) => to - from;
export const isShort = (window: Span): boolean => length(window) <= SHORT_MS;

/**
 * Exact windows: they overlap or lie at most two hours apart. An exact one and a day: the day holds or touches it. Two
 * days, perhaps in different time zones: they share half of the shorter. Windows of more than 36 hours: their ends agree.
 */
export function sameTime(a: Span, b: Span): Nearness | undefined {
  if (isShort(a) !== isShort(b)) return undefined;
  if (!isShort(a)) {
    const ends = Math.max(Math.abs(a.from - b.from), Math.abs(a.to - b.to));
    return ends <= ENDS_MS ? { of: 'time', detail: 'they span the same days', minutes: 0 } : undefined;
  }
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  const exact = Number(length(a) <= EXACT_MS) + Number(length(b) <= EXACT_MS);
  if (shared >= 0) {
    if (exact === 0 && shared < Math.min(length(a), length(b)) / 2) return undefined;
    return { of: 'time', detail: 'their times overlap', minutes: 0 };
  }
  if (exact < 2 || -shared > GAP_MS) return undefined;
  const minutes = Math.ceil(-shared / 60_000);
  return { of: 'time', detail: `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} apart`, minutes };
}
