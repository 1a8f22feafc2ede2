import { randomUUID } from 'node:crypto';
import {
  createServer,
  maxHeaderSize,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from '../domain/problem.js';
import { CHECKING_MS } from './connections.js';
import { securityHeaders } from './secured.js';

/** The server below the HTTP surface: what never becomes a request is answered as a problem too, as far as it can be. */

/** @param http what answers requests */
export function makeServer(http: RequestListener): Server {
  // What a request must have and may expect is held above, in words.
  const server = createServer({ requireHostHeader: false, connectionsCheckingInterval: CHECKING_MS }, http);
  server.on('checkExpectation', http);
  server.on('clientError', answerUnread);
  return server;
}

/** What Node keeps on a connection of the answer that is under way, and says nowhere but in its own such handler. */
type Connection = Duplex & { readonly _httpMessage?: ServerResponse | null };

/** Answers what could not be read as HTTP, where that cannot be taken for the answer to something else, and hangs up. */
function answerUnread(error: NodeJS.ErrnoException, connection: Connection): void {
  const { _httpMessage: answer } = connection;
  // A request that came whole is being answered: what cannot be read came behind it.
  const another = answer != null && (answer.headersSent || answer.req.complete);
  if (connection.writable && error.code !== 'ECONNRESET' && !another) connection.end(bare(problemOf(error)));
  else connection.destroy(error);
}

function problemOf({ code, message }: NodeJS.ErrnoException): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem('head-too-large', `The address and the headers have more than ${maxHeaderSize} bytes together.`);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem('too-slow', 'The headers of the request did not arrive in time; send it again.');
  return new Problem('bad-http', `What was sent cannot be read as HTTP/1.1: ${message.replace(/^Parse Error: /, '')}.`);
}

/** A whole answer as text, for a connection on which there is no request to answer to. */
function bare(problem: Problem): string {
  const document = problem.document();
  const body = JSON.stringify(document);
  const head = {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Request-Id': randomUUID(),
    ...securityHeaders(),
    'Cache-Control': 'no-store',
    Connection: 'close',
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}\r\n${lines.join('')}\r\n${body}`;
}
