import { Problem, type ProblemCode } from '../domain/problem.js';

/**
 * What keeps a database from storing or answering, told from the codes of its driver: the only place that knows them.
 * All of it passes: whoever asked is told to ask again, and nothing that was answered before is lost.
 */

/** The file or the server is not where it was: said by sqlite-files.ts, which sees it before the driver does. */
export class DatabaseAway extends Error {}

/** Waited for too long behind others, or for somebody who holds the database: said by in-turn.ts. */
export class DatabaseHeld extends Error {}

/** SQLite, the system's own codes, and SQLSTATE (https://www.postgresql.org/docs/18/errcodes-appendix.html). */
const CODES: readonly (readonly [ProblemCode, RegExp])[] = [
  ['storage-full', /^(SQLITE_FULL|ENOSPC|EDQUOT|53100)$/],
  ['database-busy', /^(SQLITE_BUSY|SQLITE_LOCKED|53300|55P03|57014|40001|40P01)$/],
  [
    'database-away',
    /^(SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH|NOLFS)|E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|08...|28...|3D000|25006|25P03|53200|53400|57P0[1-5]|58030)$/,
  ],
];

/** What pg and the pool say without a code. */
const WORDS: readonly (readonly [ProblemCode, RegExp])[] = [
  ['database-away', /^(Connection terminated|Connection ended unexpectedly|Client has encountered a connection error)/],
  ['database-away', /^(timeout expired|timeout exceeded when trying to connect)/],
];

const DETAILS: Partial<Record<ProblemCode, string>> = {
  'storage-full':
    'The disk that the database is on is full, and this was not stored. Send it again when there is room; what was answered before is safe.',
  'database-away':
    'The database does not answer or cannot be written to, and this was not answered. Send it again in a few seconds, under the same reportId or Idempotency-Key: nothing is stored twice.',
  'database-busy':
    'Somebody else holds the database, and this was not answered. Send it again in a few seconds: nothing is stored twice.',
};

/** @returns the problem that a person is told where the storage failed; undefined for any other error */
export function storageProblem(error: unknown): Problem | undefined {
  const code = codeOf(error);
  return code === undefined ? undefined : new Problem(code, DETAILS[code] ?? '', { cause: error });
}

/** Whether another process holds the file, and a moment later may not. */
export const isHeld = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)$/.test(driverCode(error));

function codeOf(error: unknown): ProblemCode | undefined {
  if (!(error instanceof Error) || error instanceof Problem) return undefined;
  if (error instanceof DatabaseAway) return 'database-away';
  // The pool gave nobody a connection for as long as anybody waits for one.
  if (error instanceof DatabaseHeld || error.name === 'KnexTimeoutError') return 'database-busy';
  const code = driverCode(error);
  const [known] =
    CODES.find(([, codes]) => codes.test(code)) ?? WORDS.find(([, words]) => words.test(error.message)) ?? [];
  return known ?? (error instanceof AggregateError ? codeOf(error.errors[0]) : undefined);
}

/** Node gathers what each address of a name said into one error. */
const driverCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
