import { once } from 'node:events';
import { createServer, get as httpGet, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RevisionWatch, watchRevisions } from '../../src/actions/revision-watch.js';
import { makeHttp } from '../../src/http/make-http.js';
import { write } from '../../src/store/revision.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { quiet } from '../helpers/quiet.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

/** Server-sent events, over a real socket. */

const quick = { look: 5, beat: 20 };
let service: TestService;
let revisions: RevisionWatch;
let server: Server;
beforeEach(async () => {
  service = await makeTestService();
  revisions = watchRevisions(service.database, quick);
  const http = makeHttp({ ...service.context, revisions }, pino({ level: 'silent' }));
  server = createServer({ connectionsCheckingInterval: 10 }, http).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await revisions.close();
  await service.close();
});

const grow = (count = 1) => write(service.database, async (_transaction, revision) => revision.take(count));

/** A reader that has been answered; `until` waits for a text to have come. */
async function listen(query = '', headers: Record<string, string> = {}) {
  const asked = httpGet({ port: (server.address() as AddressInfo).port, path: `/v1/stream${query}`, headers });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  answer.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const cut = once(answer, 'close').then(() => Promise.reject(new Error('the stream has ended')));
  cut.catch(() => undefined);
  const heard = () => text;
  const until = async (wanted: string) => {
    while (!text.includes(wanted)) await Promise.race([once(answer, 'data'), cut]);
  };
  return { answer, heard, until, events: () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)) };
}

describe('GET /v1/stream', () => {
  it('tells the revision at once and whenever it has grown, in the form of server-sent events', async () => {
    await grow(3);
    const { answer, until, heard, events } = await listen();
    await until('"revision":3');
    await request(server).post('/v1/incidents').send(report()).expect(201);
    await until('"revision":4');
    expect(heard().replaceAll(':\n\n', '')).toBe(
      'retry: 2000\n\nid: 3\nevent: revision\ndata: {"revision":3}\n\nid: 4\nevent: revision\ndata: {"revision":4}\n\n',
    );
    expect(events()).toEqual([3, 4]);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream\b/),
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(answer.headers).not.toHaveProperty('content-length');
    expectAsSaid('get', '/v1/stream', { status: 200, headers: answer.headers as never, body: heard() });
  });

  it.each([
    ['the last event id', '', { 'Last-Event-ID': '3' }],
    ['after', '?after=3', {}],
    ['the last event id before after', '?after=1', { 'Last-Event-ID': '3' }],
  ])('goes on where the reader was, by %s', async (_name, query, headers) => {
    await grow(3);
    const { until, events } = await listen(query, headers as Record<string, string>);
    await until(':\n\n');
    expect(events()).toEqual([]);
    await grow(2);
    await until('id: 5');
    expect(events()).toEqual([5]);
  });

  it('tells at once what a reader has missed', async () => {
    await grow(9);
    const { until, events } = await listen('?after=3');
    await until('id: 9');
    expect(events()).toEqual([9]);
  });

  it('refuses a reader of another record, and an id that is none', async () => {
    expectAsSaid('get', '/v1/stream', await request(server).get('/v1/stream?after=4').expect(400));
    const beyond = await request(server).get('/v1/stream').set('Last-Event-ID', '4').expect(400);
    expect(beyond.body.code).toBe('beyond-record');
    const wrong = await request(server).get('/v1/stream').set('Last-Event-ID', 'x').expect(400);
    expectAsSaid('get', '/v1/stream', wrong);
    expect(wrong.body).toMatchObject({ code: 'bad-header', errors: [{ pointer: 'last-event-id' }] });
  });

  it('gives signs of life while nothing happens, for longer than the server waits for a request', async () => {
    const { until } = await listen();
    // From here on a request that is still coming in would be cut off by the next check.
    server.headersTimeout = 20;
    server.requestTimeout = 20;
    await until(':\n\n'.repeat(10));
    await grow();
    await until('id: 1');
  });

  it('tells many readers at once', async () => {
    const readers = await Promise.all(Array.from({ length: 200 }, () => listen()));
    await grow();
    await Promise.all(readers.map(({ until }) => until('id: 1')));
  });

  it('ends when the service is told to stop', async () => {
    const { answer } = await listen();
    const ended = once(answer, 'end');
    await revisions.close();
    await ended;
    expect(answer.complete).toBe(true);
  });

  it('costs nothing once the reader has gone', async () => {
    const { answer, until } = await listen();
    await until('id: 0');
    answer.destroy();
    await quiet(service.database);
  });

  it('answers HEAD without a stream', async () => {
    await request(server).head('/v1/stream').expect(200);
  });
});
