import 'pino-http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { nearest } from '../domain/nearest.js';
import { Problem, type ProblemCode } from '../domain/problem.js';
import { storageProblem } from '../store/storage-problem.js';

/** Every error leaves as application/problem+json (RFC 9457), and no bad input as a 500. */

/** What passes by itself, and after how many seconds it may have. */
const PASSING: Partial<Record<ProblemCode, number>> = {
  'not-ready': 1,
  'idempotency-key-running': 1,
  busy: 1,
  'database-away': 2,
  'database-busy': 2,
  'storage-full': 30,
};
/** What whoever runs the service must learn of, with its cause. */
const OURS: readonly ProblemCode[] = ['internal', 'database-away', 'database-busy', 'storage-full'];
/** What a request without the right key is told (RFC 6750, 3). */
const CHALLENGES: Partial<Record<ProblemCode, string>> = {
  'no-key': 'Bearer realm="truce"',
  'bad-key': 'Bearer realm="truce", error="invalid_token"',
  'scope-missing': 'Bearer realm="truce", error="insufficient_scope"',
};

export function sendProblem(response: Response, problem: Problem): void {
  const document = problem.document();
  response.status(document.status);
  const seconds = PASSING[problem.code];
  if (seconds !== undefined) response.set('Retry-After', String(seconds));
  const challenge = CHALLENGES[problem.code];
  if (challenge !== undefined) response.set('WWW-Authenticate', challenge);
  response.removeHeader('ETag');
  response.set('Cache-Control', 'no-store');
  response.type('application/problem+json').send(JSON.stringify(document));
}

/** The last handler: what was thrown becomes a problem; what nobody expected is logged whole and told in one sentence. */
export const answerErrors: ErrorRequestHandler = (error, request, response, next) => {
  const problem = problemOf(error);
  if (OURS.includes(problem.code)) request.log?.error({ err: error }, 'a request failed');
  if (response.headersSent || (request.destroyed && !request.complete)) {
    next(error);
    return;
  }
  if (!request.complete) response.set('Connection', 'close');
  request.resume();
  sendProblem(response, problem);
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const storage = storageProblem(error);
  if (storage !== undefined) return storage;
  if (error instanceof URIError || (isRefusal(error) && error.status === 400))
    return new Problem('bad-address', 'The address holds a percent sign that does not begin an escape of UTF-8.');
  return new Problem('internal', 'The request could not be answered; the log has the cause under its X-Request-Id.', {
    cause: error,
  });
}

const isRefusal = (error: unknown): error is { status: number } =>
  typeof error === 'object' && error !== null && 'status' in error;

/** For an address that is served, but not with this method. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (request, response) => {
    response.set('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    request.resume();
    sendProblem(response, new Problem('method-not-allowed', `This address takes ${allow}.`));
  };
}

/** For an address that is not served. @param paths those that are */
export function refuseAddress(paths: readonly string[]): RequestHandler {
  return (request: Request, response) => {
    request.resume();
    const near = nearest(request.path, paths);
    const hint =
      near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ' The addresses are listed at /openapi.json.';
    sendProblem(response, new Problem('not-found', `Nothing is served at ${request.path.slice(0, 200)}.${hint}`));
  };
}
