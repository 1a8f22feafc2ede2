/** When a message that was not taken is tried again: the table of Standard Webhooks 1.0, over some three days. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The wait after the first attempt that failed, after the second, and so on, in milliseconds. */
export const RETRY_WAITS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** So many attempts are made before the webhook is disabled. */
export const MOST_ATTEMPTS = RETRY_WAITS.length + 1;
/** A wait is longer by up to this share of it, so that receivers which failed together do not come back together. */
const JITTER = 0.2;
/** A receiver may ask for more patience than the table has, but not for more than this. */
const MOST_PATIENCE = 24 * HOUR;

/**
 * @param attempts that failed so far, at least 1
 * @param chance from 0 to 1
 * @param askedFor what the receiver's Retry-After says, in milliseconds; it makes a wait longer, never shorter
 * @returns how long to wait, in milliseconds; undefined when there are no more attempts
 */
export function nextWait(attempts: number, chance: number, askedFor = 0): number | undefined {
  const wait = RETRY_WAITS[attempts - 1];
  if (wait === undefined) return undefined;
  return Math.round(Math.max(wait * (1 + JITTER * chance), Math.min(askedFor, MOST_PATIENCE)));
}

/**
 * A Retry-After header (RFC 9110, 10.2.3) in milliseconds from now.
 * @param now milliseconds since 1970
 * @returns undefined where it is neither whole seconds nor a date
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const at = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
