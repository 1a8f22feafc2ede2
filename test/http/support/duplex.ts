import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';

/** A request whose body is sent while the answer is read, as bulk senders do. */
export interface Duplex {
  readonly request: ClientRequest;
  send(lines: readonly unknown[]): void;
  /** The next line of the answer; undefined at its end. */
  next(): Promise<Line | undefined>;
  /** Ends the body; what is left of the answer. */
  rest(): Promise<Line[]>;
}

// biome-ignore lint/suspicious/noExplicitAny: what a line holds is what the tests find out
export type Line = any;

export function duplex(port: number, path: string, headers: Record<string, string>): Duplex {
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path, headers });
  request.on('error', () => undefined);
  const lines = answerLines(request);
  const next = async () => {
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
  return {
    request,
    send: (sent) => void request.write(sent.map(text).join('')),
    next,
    async rest() {
      request.end();
      const rest: Line[] = [];
      for (let line = await next(); line !== undefined; line = await next()) rest.push(line);
      return rest;
    },
  };
}

const text = (line: unknown) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`;

async function* answerLines(request: ClientRequest): AsyncGenerator<Line> {
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  for await (const line of createInterface({ input: answer })) yield JSON.parse(line);
}

export interface Whole {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly lines: readonly Line[];
}

/** Sends a body at once and reads the whole answer, however early it comes. */
export async function sendWhole(
  port: number,
  path: string,
  headers: Record<string, string>,
  body: string | Uint8Array,
): Promise<Whole> {
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path, headers });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  request.on('error', () => undefined);
  const lines: Line[] = [];
  for await (const line of createInterface({ input: answer })) lines.push(JSON.parse(line));
  return { status: answer.statusCode ?? 0, headers: answer.headers, lines };
}
