import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { Problem } from '../domain/problem.js';
import { endpoints } from './contract.js';
import { guard, limitRate } from './guard.js';
import { loggedError } from './log.js';
import { named } from './metrics.js';
import type { Context } from './operation.js';
import { pagePaths, pages } from './pages.js';
import { answerErrors, refuseAddress, refuseMethod } from './problems.js';
import { secured } from './secured.js';
import { serveEndpoint } from './serve-endpoint.js';
import { limitRequestTime } from './time-limits.js';

/** The whole HTTP surface over a service. */
export function makeHttp(context: Context, log: Logger): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // ours comes from the revision, before the work
  // Nor does Express answer 304 by itself, as it would to `If-None-Match: *` where an answer has no tag.
  Object.defineProperty(app.request, 'fresh', { value: false });
  app.set('query parser', false); // read-query.ts reads it, strictly
  app.use(context.metrics.requests, logged(log), limitRequestTime(), secured, refuseOddHead);
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const limit = limitRate(context.ratePerMinute);
  const paths = [...new Set(endpoints.map(({ operation }) => operation.path))];
  for (const path of paths) {
    const served = endpoints.filter(({ operation }) => operation.path === path);
    const route = app.route(path.replace(/\{(\w+)\}/g, ':$1'));
    for (const each of served)
      route[each.operation.method](
        named(each.operation.id),
        guard(each.operation, context),
        limit,
        serveEndpoint(each, context),
      );
    route.all(refuseMethod(served.map(({ operation }) => operation.method.toUpperCase())));
  }
  app.use(pages());
  for (const path of pagePaths) app.all(path, refuseMethod(['GET']));
  app.use(refuseAddress([...paths, ...pagePaths]));
  app.use(answerErrors);
  return app;
}

/** What Node would refuse by itself, without a word, is told here: make-server.ts hands it on. */
const refuseOddHead: RequestHandler = (request, _response, next) => {
  const { expect, host } = request.headers;
  if (host === undefined && request.httpVersion === '1.1')
    throw new Problem('bad-http', 'What was sent cannot be read as HTTP/1.1: it has no Host.');
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    const detail = `The header Expect says ${JSON.stringify(expect.slice(0, 100))}; only 100-continue can be met.`;
    throw new Problem('unmet-expectation', detail);
  }
  next();
};

/** One line a request: no headers, no bodies, no report contents. */
const logged = (logger: Logger) =>
  pinoHttp({
    logger,
    genReqId(request, response) {
      const sent = request.headers['x-request-id'];
      const id = typeof sent === 'string' && /^[\w.-]{1,64}$/.test(sent) ? sent : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customLogLevel(_request, { statusCode }, error) {
      // What passes by itself, such as a service that is starting; its cause, where there is one, has a line of its own.
      if (!error && (statusCode === 503 || statusCode === 507)) return 'warn';
      return error || statusCode >= 500 ? 'error' : 'info';
    },
    // The library makes an error of every status from 500 on, with a stack that says nothing of what was thrown.
    customErrorObject: (_request, _response, { message }, { err, ...said }) =>
      message.startsWith('failed with status code') ? said : { err, ...said },
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      err: (error: unknown) => loggedError(error),
    },
  });
