import type { IncomingMessage } from 'node:http';
import { Problem, type ProblemCode } from '../domain/problem.js';

/** How much of a refused body is still read, so that the sender gets to see the answer. */
const DISCARDED_AT_MOST = 64 * 1024 * 1024;

/**
 * Reads the bytes of a body.
 * @param limit the most bytes that are kept, however they are sent
 * @param tooLarge the problem of a larger one
 * @throws Problem `too-large` or what was said instead, `not-json-type` for a type or an encoding that is not read
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
  tooLarge: ProblemCode = 'too-large',
): Promise<Uint8Array> {
  refuseOtherTypes(request);
  const chunks: Buffer[] = [];
  let size = 0;
  const announced = Number(request.headers['content-length'] ?? 0);
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > DISCARDED_AT_MOST) break;
    if (size <= limit && announced <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > limit || announced > limit) {
    const detail = `The body is larger than ${limit} bytes, the most that is taken at this address; nothing was stored.`;
    throw new Problem(tooLarge, detail);
  }
  return Buffer.concat(chunks);
}

function refuseOtherTypes(request: IncomingMessage) {
  const given = request.headers['content-type'];
  const encoding = request.headers['content-encoding'];
  const refuse = (detail: string) => {
    request.resume();
    throw new Problem('not-json-type', detail);
  };
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    refuse(`The body is sent with Content-Encoding ${JSON.stringify(encoding)}; send it as it is.`);
  if (given === undefined) return refuse('The body has no Content-Type; send application/json.');
  const [type = '', ...parameters] = given
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (type !== 'application/json') refuse(`The body is sent as ${JSON.stringify(given)}; send application/json.`);
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice('charset='.length)
    .replace(/"/g, '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    refuse(`The body is sent in the character set ${JSON.stringify(charset)}; JSON is UTF-8.`);
}
