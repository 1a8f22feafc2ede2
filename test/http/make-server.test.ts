import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS, problemSchema } from '../../src/domain/problem.js';
import { makeServer } from '../../src/http/make-server.js';
import { securityHeaders } from '../../src/http/secured.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';

/** Bytes on a connection, as no client would send them: each is answered in words, once, and stores nothing. */

let service: TestService;
let server: Server;
let rows: Record<string, number>;
beforeAll(async () => {
  service = await makeTestService();
  server = makeServer(service.http).listen(0, '127.0.0.1');
  await once(server, 'listening');
  rows = await storedRows(service.database);
});
afterEach(async () => expect(await storedRows(service.database)).toEqual(rows));
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await service.close();
});

interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly type: string;
  readonly body: string;
}

/** @param hangUp whether the sender says that nothing more comes @returns every answer that came until the connection closed */
async function exchange(bytes: string | Buffer, hangUp = false): Promise<RawAnswer[]> {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  socket.on('error', () => undefined);
  socket.write(bytes);
  if (hangUp) socket.end();
  await once(socket, 'close');
  return answersIn(Buffer.concat(parts).toString('utf8'));
}

function answersIn(text: string): RawAnswer[] {
  if (text === '') return [];
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const behind = rest.join('\r\n\r\n');
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  const body = Buffer.from(behind).subarray(0, length).toString('utf8');
  const answer = {
    head,
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    type: /^content-type: ([^;\r]*)/im.exec(head)?.[1] ?? '',
    body,
  };
  return [answer, ...answersIn(Buffer.from(behind).subarray(length).toString('utf8'))];
}

const body = JSON.stringify(report());
const post = (headers: string, sent: string) =>
  `POST /v1/judgements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n${sent}`;
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;

describe('what is no request', () => {
  it.each<[string, string | Buffer, keyof typeof PROBLEMS]>([
    ['no HTTP at all', 'hello\r\n\r\n', 'bad-http'],
    ['the beginning of TLS', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 0]), 'bad-http'],
    ['an unknown method', 'STEAL / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'bad-http'],
    ['HTTP/2 without being asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'bad-http'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost localhost\r\n\r\n', 'bad-http'],
    ['a header with NUL', get('/', 'X: a\0b\r\n'), 'bad-http'],
    ['a space before the colon', get('/', 'Content-Length : 5\r\n'), 'bad-http'],
    ['two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'aaaaaa'), 'bad-http'],
    ['a negative length', post('Content-Length: -1\r\n', ''), 'bad-http'],
    ['a length beyond all numbers', post(`Content-Length: ${'9'.repeat(40)}\r\n`, ''), 'bad-http'],
    ['a length and chunks', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 'bad-http'],
    ['chunks that are not the last coding', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'), 'bad-http'],
    ['a chunk whose length is no number', post('Transfer-Encoding: chunked\r\n', 'x\r\n{}\r\n'), 'bad-http'],
    ['a chunk longer than it says', post('Transfer-Encoding: chunked\r\n', '1\r\n{}}}}\r\n0\r\n\r\n'), 'bad-http'],
    ['headers of 20 KB', get('/', `X: ${'x'.repeat(20_000)}\r\n`), 'head-too-large'],
    ['an address of 20 KB', get(`/${'x'.repeat(20_000)}`), 'head-too-large'],
    ['ten thousand headers', get('/', 'X: 1\r\n'.repeat(10_000)), 'head-too-large'],
    ['no host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 'bad-http'],
    [
      'an expectation nobody can meet',
      get('/health', 'Expect: miracles\r\nConnection: close\r\n'),
      'unmet-expectation',
    ],
  ])('is answered in words: %s', async (_name, bytes, code) => {
    const answers = await exchange(bytes);
    expect(answers).toMatchObject([{ status: PROBLEMS[code].status, type: 'application/problem+json' }]);
    expect(problemSchema.parse(JSON.parse(answers[0]?.body ?? '')).code).toBe(code);
    for (const [name, value] of Object.entries(securityHeaders()))
      expect(answers[0]?.head.toLowerCase()).toContain(`\r\n${name}: ${value}`.toLowerCase());
  });

  it('is not answered where that would be taken for the answer to the request before it', async () => {
    const sent = JSON.stringify({ incident: JSON.parse(body) });
    const answers = await exchange(`${post(`Content-Length: ${Buffer.byteLength(sent)}\r\n`, sent)}hello\r\n\r\n`);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(answers.length).toBeLessThan(2);
  });

  it('does not bring a second request in by a body', async () => {
    const smuggled = get('/v1/incidents');
    const answers = await exchange(post(`Content-Length: ${smuggled.length}\r\nConnection: close\r\n`, smuggled));
    expect(answers).toMatchObject([{ status: 400, body: expect.stringContaining('not-json') }]);
  });

  it('may hang up in the middle of anything, and others are answered', async () => {
    for (const half of ['G', 'GET /health HTTP/1.1\r\nHos', post('Content-Length: 900\r\n', body.slice(0, 100))])
      await exchange(half, true);
    expect(await exchange(get('/health', 'Connection: close\r\n'))).toMatchObject([{ status: 200 }]);
  });
});
