import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { authenticate } from '../actions/authenticate.js';
import { type Caller, mayCall, neededText } from '../domain/access.js';
import { Problem } from '../domain/problem.js';
import type { Context, Operation } from './operation.js';
import { RateWindows } from './rate-window.js';
import { refuseUntilReady } from './readiness.js';

/** The first to see a request: who sends it, whether that may be, and whether it is not too much. */

const callers = new WeakMap<Request, Caller>();

/** Whoever sent a request that passed the guard; undefined at an address that is open to everybody. */
export const callerOf = (request: Request): Caller | undefined => callers.get(request);

/** @throws Problem `no-key`, `bad-key`, `scope-missing`, `foreign-host`, `not-ready` */
export function guard({ scopes, always }: Operation, context: Context): RequestHandler {
  return async (request, _response, next) => {
    // Once, at the beginning: a service that is told to stop meanwhile still answers what it has taken.
    if (always !== true) refuseUntilReady(context);
    if (scopes.length === 0) return next();
    const secret = secretOf(request);
    const caller = await authenticate(context, secret).catch((error) => {
      // At an address that answers before all is ready, the tables may not be there yet.
      if (!(error instanceof Problem)) refuseUntilReady(context);
      throw error;
    });
    if (caller.key === undefined) refuseForeignHost(request);
    if (!mayCall(caller, scopes)) {
      const has = [...caller.scopes].join(', ') || 'none';
      const detail = `This address needs a key with ${neededText(scopes)}; the key ${caller.key} has ${has}.`;
      throw new Problem('scope-missing', detail);
    }
    callers.set(request, caller);
    next();
  };
}

/** @throws Problem `bad-key` for an Authorization header that holds no key */
export function secretOf(request: Request): string | undefined {
  const header = request.get('Authorization');
  if (header === undefined) return undefined;
  const [, secret] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  if (secret === undefined)
    throw new Problem('bad-key', 'The Authorization header must be `Bearer` and a key, such as `Bearer truce_…`.');
  return secret;
}

/**
 * Until there are keys, being on this machine is all that lets anyone in. A page elsewhere whose name is made to point here
 * (DNS rebinding) still names its own host, and is refused by that.
 */
function refuseForeignHost(request: Request): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)) return;
  throw new Problem('foreign-host', `This service answers on this machine only, not as ${host || 'no host'}.`);
}

/**
 * Counts what each key asks, in this process. Whoever needs no key is not counted: that is a service for this machine alone.
 * @param perMinute how many requests a key may send in a minute; 0 = any number
 */
export function limitRate(perMinute: number): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'key',
    store: new RateWindows(),
    skip: (request) => callerOf(request)?.key === undefined,
    keyGenerator: (request) => callerOf(request)?.key ?? '',
    handler: (request: Request, _response: Response, next) => {
      const { key } = callerOf(request) ?? {};
      next(new Problem('rate-limited', `The key ${key} may send ${perMinute} requests a minute. Wait, then go on.`));
    },
  });
}
