import { endOfSpan } from '../domain/calendar.js';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A time that lies ahead, as somebody types it: so many minutes, hours or days from now (`30m`, `12h`, `90d`), a day,
 * which counts to its end in UTC, or a time with an offset.
 * @param now milliseconds
 * @returns milliseconds; undefined for what is none of them
 */
export function timeAhead(text: string, now: number): number | undefined {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return now + Number(count) * UNITS[unit as keyof typeof UNITS];
  return endOfSpan(text, 'to', 'UTC');
}
