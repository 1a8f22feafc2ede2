import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { problemSchema } from '../../../src/domain/problem.js';
import { makeTestService, storedRows } from '../../helpers/service.js';

/** Whatever is sent: a 4xx problem that says where, never a 500, and nothing stored. */

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly chunked?: boolean;
}

export type BadInputBench = Awaited<ReturnType<typeof startBadInput>>;

export async function startBadInput() {
  const agent = new Agent({ keepAlive: false });
  const service = await makeTestService();
  const server = createServer(service.http).listen(0, '127.0.0.1');
  const rows = await storedRows(service.database);

  /** Sends exactly these bytes, unlike clients that mend what they are given. */
  function send({ method = 'POST', path = '/v1/incidents', headers = {}, body = '', chunked = false }: Sent) {
    return new Promise<{ status: number; type: string; body: unknown }>((resolve, reject) => {
      const bytes = Buffer.from(body);
      const length = chunked || method !== 'POST' ? {} : { 'content-length': String(bytes.length) };
      const { port } = server.address() as AddressInfo;
      const type = method === 'POST' ? { 'content-type': 'application/json' } : {};
      const all = { port, host: '127.0.0.1', method, path, agent, headers: { ...type, ...length, ...headers } };
      const request = httpRequest(all, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: JSON.parse(Buffer.concat(parts).toString() || 'null'),
          }),
        );
      });
      request.on('error', reject);
      if (chunked) for (let at = 0; at < bytes.length; at += 65_536) request.write(bytes.subarray(at, at + 65_536));
      else if (bytes.length > 0) request.write(bytes);
      request.end();
    });
  }

  async function expectRefusal(sent: Sent, status: number, pointers: readonly string[]) {
    const answer = await send(sent);
    expect(answer).toMatchObject({ status, type: expect.stringContaining('application/problem+json') });
    const problem = problemSchema.parse(answer.body);
    expect(problem.status).toBe(status);
    expect((problem.errors ?? []).map(({ pointer }) => pointer).sort()).toEqual([...pointers].sort());
    expect(JSON.stringify(problem).length).toBeLessThan(20_000);
  }

  return {
    send,
    expectRefusal,
    expectNothingStored: async () => expect(await storedRows(service.database)).toEqual(rows),
    async close() {
      server.close();
      await service.close();
    },
  };
}
