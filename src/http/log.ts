import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.js';

/**
 * The log: JSON, one object a line. Nothing of what a report says goes into it, not even by way of an error: databases and
 * parsers quote the values that they stumble over, so of an error only what cannot hold one is told.
 */
export function makeLog(level: Config['log'], destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: loggedError } };
  return pino(options, destination ?? pino.destination({ dest: 2, sync: false }));
}

/** What a database says of an error beside its values: where in the schema it is. */
const SAFE = ['code', 'errno', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall'] as const;
const MOST_CAUSES = 5;

/**
 * An error as it may be logged.
 * @param thrown whatever was thrown, or what pino has made of it
 */
export function loggedError(thrown: unknown, causes = MOST_CAUSES): object {
  const error = thrown !== null && typeof thrown === 'object' && 'raw' in thrown ? thrown.raw : thrown;
  if (!(error instanceof Error)) return { type: typeof error };
  const known = error as unknown as Record<string, unknown>;
  const told = SAFE.filter((name) => ['string', 'number'].includes(typeof known[name])).map((name) => [
    name,
    known[name],
  ]);
  return {
    type: error.name,
    message: withoutValues(error.message),
    ...Object.fromEntries(told),
    stack: framesOf(error),
    ...(error.cause === undefined || causes === 0 ? {} : { cause: loggedError(error.cause, causes - 1) }),
  };
}

/** Everything from the first quotation mark to the last is left out: that is where values are quoted. */
const withoutValues = (message: string): string => message.replace(/"[\s\S]*"/, '"…"').replace(/'[\s\S]*'/, "'…'");

/** Where it was thrown. The lines before repeat the message. */
const framesOf = ({ stack }: Error): string =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
