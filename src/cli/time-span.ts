import type { Incident } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import { parseInstant } from '../domain/time.js';

/** A stretch of time as somebody gives it on the command line. */
export interface TimeSpan {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
export type InSpan = 'inside' | 'partly' | 'outside';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @throws Problem for an end that is neither a day nor a time with an offset */
export function checkSpan({ from, to }: TimeSpan): void {
  for (const [option, value] of [
    ['--from', from],
    ['--to', to],
  ] as const) {
    const good = value === undefined || parseInstant(DAY.test(value) ? `${value}T00:00:00Z` : value) !== undefined;
    if (!good)
      throw new Problem(
        'bad-request',
        `${option} must be a day such as 2016-02-27 or a time with an offset, not ${value}`,
      );
  }
}

/**
 * Whether an act surely falls into the span. Both ends are included; a bare day is the whole day in the incident's own
 * time, as its offset says.
 */
export function inSpan(span: TimeSpan, occurred: Incident['occurred']): InSpan {
  const last = occurred.to ?? occurred.from;
  const startsIn = notBefore(occurred.from, span.from) && notAfter(occurred.from, span.to);
  const endsIn = notBefore(last, span.from) && notAfter(last, span.to);
  if (startsIn && endsIn) return 'inside';
  return notBefore(last, span.from) && notAfter(occurred.from, span.to) ? 'partly' : 'outside';
}

const notBefore = (time: string, limit: string | undefined): boolean =>
  limit === undefined || compare(time, limit) >= 0;
const notAfter = (time: string, limit: string | undefined): boolean => limit === undefined || compare(time, limit) <= 0;

function compare(time: string, limit: string): number {
  if (!DAY.test(limit)) return (parseInstant(time) ?? 0) - (parseInstant(limit) ?? 0);
  const day = time.slice(0, 10);
  return day < limit ? -1 : day > limit ? 1 : 0;
}
