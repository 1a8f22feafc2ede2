import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { isStream } from './fitted.js';
import type { Given } from './operation.js';

/** A reader that takes nothing for so long is taken to be gone. */
const READER_GONE_MS = 120_000;

type Piece = string | Uint8Array;

/**
 * Sends what a handler gave: text as it is, a stream piece by piece, anything else as JSON.
 * @param type the media type of texts and streams
 * @throws what a stream throws; before its first piece that can still become a problem, later it cuts the connection
 */
export async function sendAnswer(request: Request, response: Response, given: Given, type: string): Promise<void> {
  const { body } = given;
  if (isStream(body)) return sendStream(request, response, { ...given, body }, type);
  head(response, given);
  // As long as anything of it is taken, it may take as long as it likes.
  response.setTimeout(READER_GONE_MS, () => response.destroy());
  if (typeof body !== 'string') response.type('application/json').send(JSON.stringify(body));
  else if (response.hasHeader('Content-Type')) response.send(body);
  else response.type(type).send(body);
}

function head(response: Response, { status, location, headers }: Given) {
  response.status(status);
  if (location !== undefined) response.set('Location', location);
  if (headers !== undefined) response.set({ ...headers });
}

/**
 * The next piece is asked for when the reader has taken the last one. The first is awaited before the status goes out,
 * so that what fails before it is told as a problem and not as an answer that ends too early.
 */
async function sendStream(
  request: Request,
  response: Response,
  given: Given & { readonly body: AsyncIterable<Piece> },
  type: string,
): Promise<void> {
  const source = given.body[Symbol.asyncIterator]();
  const first = request.method === 'HEAD' ? undefined : await source.next();
  head(response, given);
  response.type(type);
  if (first === undefined) {
    await source.return?.();
    response.end();
    return;
  }
  try {
    await pipeline(pieces(first, source, response), response);
  } catch (error) {
    if (!hasGone(error)) throw error;
  }
}

async function* pieces(first: IteratorResult<Piece>, source: AsyncIterator<Piece>, response: Response) {
  let impatience: NodeJS.Timeout | undefined;
  try {
    for (let step = first; step.done !== true; step = await source.next()) {
      impatience = setTimeout(() => response.destroy(), READER_GONE_MS);
      yield step.value;
      clearTimeout(impatience);
    }
  } finally {
    clearTimeout(impatience);
    await source.return?.();
  }
}

/** The reader hung up: nothing went wrong here. */
const hasGone = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'].includes(String(error.code));
