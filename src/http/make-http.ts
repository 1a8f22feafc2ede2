import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { Problem } from '../domain/problem.js';
import { endpoints } from './contract.js';
import type { Context } from './operation.js';
import { pagePaths, pages } from './pages.js';
import { answerErrors, refuseAddress, refuseMethod, sendProblem } from './problems.js';
import { serveEndpoint } from './serve-endpoint.js';
import { limitRequestTime } from './time-limits.js';

/** The whole HTTP surface over a service. */
export function makeHttp(context: Context, log: Logger): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // ours comes from the revision, before the work
  app.set('query parser', false); // read-query.ts reads it, strictly
  app.use(logged(log), limitRequestTime(), secured(), refuseForeignHost);
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const paths = [...new Set(endpoints.map(({ operation }) => operation.path))];
  for (const path of paths) {
    const served = endpoints.filter(({ operation }) => operation.path === path);
    const route = app.route(path.replace(/\{(\w+)\}/g, ':$1'));
    for (const each of served) route[each.operation.method](serveEndpoint(each, context));
    route.all(refuseMethod(served.map(({ operation }) => operation.method.toUpperCase())));
  }
  app.use(pages());
  for (const path of pagePaths) app.all(path, refuseMethod(['GET']));
  app.use(refuseAddress([...paths, ...pagePaths]));
  app.use(answerErrors);
  return app;
}

/**
 * Until there are keys, being on this machine is all that lets anyone in. A page elsewhere whose name is made to point here
 * (DNS rebinding) still names its own host, and is refused by that.
 */
const refuseForeignHost: RequestHandler = (request, response, next) => {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)) return next();
  request.resume();
  sendProblem(
    response,
    new Problem('foreign-host', `This service answers on this machine only, not as ${host || 'no host'}.`),
  );
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
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
  });

/** Everything comes from here: no outside scripts, styles, fonts or frames. */
const secured = () =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Plain HTTP on this machine; whoever puts TLS in front says so there.
    strictTransportSecurity: false,
  });
