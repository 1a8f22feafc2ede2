import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createKey } from '../../src/actions/keys.js';
import type { Scope } from '../../src/domain/access.js';
import { GOOD_RULES } from '../rulebook/rule-folders.js';
import type { Question } from './every-question.js';
import { makeTestService, type TestService } from './service.js';

/** The service on a port, asked with keys over HTTP. */

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Keyed {
  readonly service: TestService;
  /** Makes a key. @returns its secret */
  key(reporter: string, scopes: readonly Scope[]): Promise<string>;
  ask(secret: string, question: Pick<Question, 'path' | 'accept' | 'body'>): Promise<Answered>;
  /** Sends JSON. @returns what was answered, which must be a success */
  post(secret: string, path: string, body: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function serveWithKeys(): Promise<Keyed> {
  const service = await makeTestService({ rules: GOOD_RULES });
  // What the folder of rule files holds does not matter here, but that it was read does.
  await service.context.rules().folder.read();
  const server: Server = createServer(service.http).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask: Keyed['ask'] = async (secret, { path, accept, body }) => {
    const stream = accept === 'text/event-stream';
    const abort = new AbortController();
    const response = await fetch(origin + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Authorization: `Bearer ${secret}`,
        Accept: accept,
        ...(body === undefined ? {} : { 'Content-Type': body.type }),
      },
      ...(body === undefined ? {} : { body: body.text }),
      signal: abort.signal,
    });
    const { status, headers } = response;
    const text = stream && status === 200 ? await firstPiece(response) : await response.text();
    if (stream) abort.abort();
    return { status, headers: Object.fromEntries(headers), text };
  };
  return {
    service,
    async key(reporter, scopes) {
      const wanted = { reporter, name: scopes.join(' '), scopes, expiresAt: null };
      return (await createKey(service.context, 'test', wanted)).secret;
    },
    ask,
    async post(secret, path, body) {
      const sent = { type: 'application/json', text: JSON.stringify(body) };
      const { status, text } = await ask(secret, { path, accept: 'application/json', body: sent });
      if (status !== 200 && status !== 201) throw new Error(`${path} answered ${status}: ${text}`);
      return JSON.parse(text);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await service.close();
    },
  };
}

async function firstPiece(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  return new TextDecoder().decode(value);
}
