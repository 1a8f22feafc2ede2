import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Resolve } from '../../src/outgoing/checked-addresses.js';

/** Receivers of webhooks on this machine, under names that resolve as a test says. */

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: Record<string, unknown> };
}

/** @returns the status, or undefined when it has answered itself, or never does */
type Answer = (received: Received, response: ServerResponse) => number | undefined | Promise<number | undefined>;

export interface Receiver {
  readonly port: number;
  /** Everything that arrived, in order. */
  readonly received: Received[];
  /** What is answered from now on; 204 when not said. */
  answer: Answer;
  close(): Promise<void>;
}

export async function startReceiver(answer: Answer = () => 204): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const one: Received = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) };
    received.push(one);
    const status = await receiver.answer(one, response);
    if (status !== undefined) response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    port: (server.address() as AddressInfo).port,
    received,
    answer,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** Names in the place of a name server; whatever is not among them does not resolve. */
export const resolvingTo =
  (names: Readonly<Record<string, string | readonly string[]>>): Resolve =>
  async (host) => {
    const found = names[host];
    if (found === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    const addresses = typeof found === 'string' ? [found] : found;
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };

/** A numbers of changes that a receiver was told, in the order of their arrival. */
export const numbersOf = ({ received }: Pick<Receiver, 'received'>): number[] =>
  received.map(({ body }) => Number(body.data.number));
