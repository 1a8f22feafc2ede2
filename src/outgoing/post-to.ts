import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Resolved } from './checked-addresses.js';

/** One POST to addresses that were checked. What is answered beside the status is thrown away. */

export interface Answered {
  readonly status: number;
  readonly location?: string;
  readonly retryAfter?: string;
}

/** So much of an answer is read, in bytes; whoever sends more is cut off. */
const MOST_READ = 64 * 1024;

/**
 * @param addresses the connection goes to one of these, whatever the name resolves to by now
 * @throws what the connection failed with, or the reason of the signal; not when that comes behind the status
 */
export function postTo(
  url: URL,
  addresses: readonly Resolved[],
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
): Promise<Answered> {
  const secure = url.protocol === 'https:';
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const request = (secure ? overHttps : overHttp)(url, {
      method: 'POST',
      // A connection of its own: one that is kept open was checked for another time.
      agent: false,
      lookup: lookupIn(addresses),
      signal,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': bytes.length,
        'user-agent': 'Truce',
      },
      ...(secure ? { rejectUnauthorized: true } : {}),
    });
    let answered: Answered | undefined;
    // The status is the answer: how the rest of it ends changes nothing.
    const end = (error: unknown) => (answered === undefined ? reject(error) : resolve(answered));
    request.on('response', (response) => {
      const { statusCode: status = 0, headers: said } = response;
      const { location, 'retry-after': retryAfter } = said;
      answered = {
        status,
        ...(location === undefined ? {} : { location }),
        ...(retryAfter === undefined ? {} : { retryAfter }),
      };
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > MOST_READ) response.destroy();
      });
      response.on('error', end);
      response.on('close', end);
    });
    request.on('error', end);
    request.on('close', () => end(new Error('the connection was closed without an answer')));
    request.end(bytes);
  });
}

/** Answers with what was checked, in the place of a name server. */
const lookupIn =
  (addresses: readonly Resolved[]): LookupFunction =>
  (_host, { all }, done) => {
    const [first] = addresses as [Resolved];
    if (all === true) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
