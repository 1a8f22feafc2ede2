import type { Request, RequestHandler, Response } from 'express';
import type { Caller } from '../domain/access.js';
import { faultsFromZod } from '../domain/faults.js';
import { Problem } from '../domain/problem.js';
import { viewOf } from '../domain/shown-view.js';
import { parseStrictJson } from '../intake/strict-json.js';
import { namesAnything, namesTag, tagOf } from './etag.js';
import { fitted, isStream } from './fitted.js';
import { callerOf } from './guard.js';
import { type HeldKey, holdKey, whileGood } from './held-key.js';
import { type Context, type Endpoint, type Given, type Operation, takesKey } from './operation.js';
import { readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { readStream } from './read-stream.js';
import { sendAnswer } from './send-answer.js';
import { withReceipt } from './with-receipt.js';

/** Serves one operation: address, query and body are checked before the handler sees them. */
export function serveEndpoint({ operation, handle }: Endpoint, context: Context): RequestHandler {
  return async (request, response) => {
    const caller = callerOf(request) ?? NOBODY;
    const view = viewOf(caller);
    const held = holdKey(request, operation, context);
    refuseNul(request);
    const query = readQuery(queryOf(request), operation.query);
    const type = typeFor(request, operation);
    const headers = headersOf(request, operation);
    const { body: contract } = operation;
    const bytes = contract === undefined ? undefined : await readBody(request, contract.limit, contract.tooLargeAs);
    // A body may have taken its time.
    if (bytes !== undefined) await held.refuseEnded();
    const body = bytes === undefined ? streamOf(request, response, operation) : bodyOf(bytes, operation);
    const tag = await tagOf(request, operation, { query, headers, type, caller }, context);
    if (tag !== undefined) {
      response.set({ ETag: tag, 'Cache-Control': 'private, max-age=0, must-revalidate' });
      response.vary('Accept');
      response.vary('Authorization');
      if (operation.headers?.shape['accept-language'] !== undefined) response.vary('Accept-Language');
      if (namesTag(request, tag)) return void response.status(304).end();
    }
    const signal = untilClosed(response);
    const failed = (error: unknown) => request.log?.error({ err: error }, 'an answer could not be ended');
    const origin = `${request.protocol}://${request.get('host')}`;
    const { refuseEnded } = held;
    const said = { parameters: request.params, query, headers, body, type };
    const asked = { ...said, caller, view, origin, signal, failed, refuseEnded };
    const run = () => handle(asked, context);
    const key = takesKey(operation) ? request.get('Idempotency-Key') : undefined;
    const given =
      key === undefined
        ? await run()
        : await withReceipt(context, { caller: caller.reporter, key }, keyed(request, bytes), run);
    if (operation.method === 'post') context.revisions.nudge();
    // For what is not there the handler has thrown; whatever it found is what the asker wants none of.
    if (tag !== undefined && namesAnything(request)) return void response.status(304).end();
    // What was stored is acknowledged; what was waited for is told only to a key that is good still.
    if (operation.method === 'get' || operation.storesNothing === true) await held.refuseEnded();
    const shown = fitted(given, operation, view);
    const told = operation.stream === undefined ? heldBy(held, shown, () => response.destroy()) : shown;
    await sendAnswer(request, response, told, type);
  };
}

/** An answer in pieces ends when its key does. */
function heldBy(key: HeldKey, given: Given, cut: () => void): Given {
  const { body } = given;
  return isStream(body) ? { ...given, body: whileGood(body, key, cut) } : given;
}

/** Whoever asks at an address that is open to everybody. */
const NOBODY: Caller = { reporter: '', scopes: new Set() };

/** No id has it, and PostgreSQL takes no text with it. */
function refuseNul({ params }: Request) {
  if (Object.values(params).some((value) => String(value).includes('\0')))
    throw new Problem('bad-address', 'The address holds the character NUL (%00), which nothing is called by.');
}

const queryOf = (request: Request) => {
  const mark = request.originalUrl.indexOf('?');
  return mark < 0 ? '' : request.originalUrl.slice(mark + 1);
};

/** The first answer's media types decide; where there is one only, whatever accepts JSON gets it. */
function typeFor(request: Request, operation: Operation): string {
  const offered = [...new Set(Object.values(operation.answers).flatMap(({ content }) => Object.keys(content)))];
  const accepted = request.accepts(offered);
  if (typeof accepted === 'string') return accepted;
  throw new Problem('not-acceptable', `This address answers ${offered.join(' or ')}.`);
}

const streamOf = (request: Request, response: Response, { stream }: Operation): unknown =>
  stream === undefined ? undefined : readStream(request, response, stream);

function bodyOf(bytes: Uint8Array, { body: contract }: Operation): unknown {
  if (contract === undefined) return undefined;
  const sent = parseStrictJson(bytes);
  const result = contract.schema.safeParse(sent);
  if (result.success) return result.data;
  const faults = faultsFromZod(result.error, sent, contract.schema);
  const detail = `The body has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; nothing was stored.`;
  throw new Problem(contract.refusedAs, detail, { faults });
}

const keyed = ({ method, originalUrl }: Request, body: Uint8Array = new Uint8Array()) => ({
  method,
  address: originalUrl,
  body,
});

/** @throws Problem `bad-header` with every fault */
function headersOf(request: Request, { headers }: Operation): unknown {
  if (headers === undefined) return {};
  const given = Object.fromEntries(Object.keys(headers.shape).map((name) => [name, request.get(name)]));
  const result = headers.safeParse(given);
  if (result.success) return result.data;
  const faults = faultsFromZod(result.error, given).map((fault) => ({ ...fault, pointer: fault.pointer.slice(1) }));
  throw new Problem('bad-header', 'A header says something that cannot be done; nothing was stored.', { faults });
}

/** Aborted when the connection has ended, be it while the body or the key was being looked at. */
function untilClosed(response: Response): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  response.once('close', () => controller.abort());
  return controller.signal;
}
