import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { readRevision } from '../actions/read-revision.js';
import { faultsFromZod } from '../domain/faults.js';
import { Problem } from '../domain/problem.js';
import type { Context, Endpoint, Given, Operation } from './operation.js';
import { readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { notReady } from './readiness.js';
import { parseStrictJson } from './strict-json.js';

/** Serves one operation: address, query and body are checked before the handler sees them. */
export function serveEndpoint({ operation, handle }: Endpoint, context: Context): RequestHandler {
  return async (request, response) => {
    if (operation.always !== true) refuseUntilReady(context);
    const query = readQuery(queryOf(request), operation.query);
    const type = typeFor(request, operation);
    const body = await bodyOf(request, operation);
    if (operation.cached === true && (await isUnchanged(request, response, context, type))) {
      response.status(304).end();
      return;
    }
    const given = await handle({ parameters: request.params, query, body, type }, context);
    send(response, given, type);
  };
}

function refuseUntilReady(context: Context) {
  const readiness = context.readiness();
  if (!readiness.ready) throw notReady(readiness.waitingFor);
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

async function bodyOf(request: Request, operation: Operation): Promise<unknown> {
  const contract = operation.body;
  if (contract === undefined) return undefined;
  const sent = parseStrictJson(await readBody(request, contract.limit));
  const result = contract.schema.safeParse(sent);
  if (result.success) return result.data;
  const faults = faultsFromZod(result.error, sent, contract.schema);
  const detail = `The body has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; nothing was stored.`;
  throw new Problem(contract.refusedAs, detail, { faults });
}

/** Sets the ETag from what the answer follows from, before any query: a 304 costs one row. */
async function isUnchanged(request: Request, response: Response, context: Context, type: string): Promise<boolean> {
  const revision = await readRevision(context);
  const rest = createHash('sha256').update(JSON.stringify([request.originalUrl, type, context.rulebook().hash]));
  const tag = `W/"${revision}-${rest.digest('base64url').slice(0, 22)}"`;
  response.set({ ETag: tag, 'Cache-Control': 'private, max-age=0, must-revalidate' });
  response.vary('Accept');
  const known = request.get('If-None-Match');
  return known !== undefined && (known.trim() === '*' || known.split(',').some((each) => each.trim() === tag));
}

function send(response: Response, { status, body, location, filename }: Given, type: string) {
  response.status(status);
  if (location !== undefined) response.set('Location', location);
  if (filename !== undefined) response.attachment(filename);
  if (typeof body === 'string') response.type(type).send(body);
  else response.type('application/json').send(JSON.stringify(body));
}
