import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { readRevision } from '../actions/read-revision.js';
import type { Caller } from '../domain/access.js';
import type { Context, Operation } from './operation.js';

/** ETags are made from what an answer follows from, before the work: whoever has the answer already costs a row at most. */

/**
 * @param asked what the handler will get, with the media type of the answer
 * @returns the tag of what would be answered now; undefined where the operation has none, or there is no such thing
 */
export async function tagOf(
  request: Request,
  { cached }: Operation,
  asked: { readonly query: unknown; readonly headers: unknown; readonly type: string; readonly caller: Caller },
  context: Context,
): Promise<string | undefined> {
  if (cached === undefined) return undefined;
  const rulebook = context.rulebook().hash;
  // Two callers may be shown different things at one address.
  const { reporter, scopes } = asked.caller;
  const question = [request.originalUrl, asked.type, reporter, [...scopes].sort().join(' ')];
  if (cached === 'rulebook') return weak('rules', [...question, rulebook]);
  if (cached === true) return weak(String(await readRevision(context)), [...question, rulebook]);
  const follows = await cached({ ...asked, parameters: request.params as Record<string, string> }, context);
  return follows === undefined ? undefined : weak('own', [...question, follows]);
}

const weak = (start: string, rest: readonly string[]): string =>
  `W/"${start}-${createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 22)}"`;

/** Whether If-None-Match names the tag, by the weak comparison (RFC 9110, 8.8.3.2 and 13.1.2). */
export function namesTag(request: Request, tag: string): boolean {
  const opaque = (each: string) => each.trim().replace(/^W\//, '');
  const known = request.get('If-None-Match')?.split(',') ?? [];
  return known.some((each) => opaque(each) === opaque(tag));
}

/** Whether If-None-Match asks for nothing that is there at all. */
export const namesAnything = (request: Request): boolean => request.get('If-None-Match')?.trim() === '*';
