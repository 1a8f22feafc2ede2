import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lastAnswers, limitConnections, openFilesAllowed } from '../../src/http/connections.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

// It only ends what hangs, on a machine with much else to do.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** Senders that hold connections and bring nothing, or take nothing; others are answered beside them. */

let service: TestService;
let server: Server;
let sockets: Socket[];
beforeEach(async () => {
  service = await makeTestService();
  sockets = [];
  server = createServer({ connectionsCheckingInterval: 20 }, service.http);
  limitConnections(server, undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server.closeAllConnections();
  server.close();
  await service.close();
});

const port = () => (server.address() as AddressInfo).port;

async function opened(): Promise<Socket> {
  const socket = connect(port(), '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}
/** However it ends: whoever still writes when the other end hangs up has an error first. */
const hungUp = (socket: Socket) => new Promise<void>((resolve) => void socket.resume().once('close', () => resolve()));
const open = (count: number) => Promise.all(Array.from({ length: count }, opened));

const post = () =>
  fetch(`http://127.0.0.1:${port()}/v1/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(report()),
  });

it('300 that send their headers drop by drop are cut off, and others are answered meanwhile', async () => {
  server.headersTimeout = 1_000;
  const slow = await open(300);
  let cut = 0;
  const dropping = slow.map(async (socket) => {
    const closed = hungUp(socket);
    socket.write('POST /v1/incidents HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drop: ');
    const drops = setInterval(() => socket.write('x'), 20);
    await closed;
    clearInterval(drops);
    cut += 1;
  });
  expect((await post()).status).toBe(201);
  expect((await post()).status).toBe(200);
  await Promise.all(dropping);
  expect(cut).toBe(300);
  expect((await post()).status).toBe(200);
});

it('300 that send nothing at all are cut off too', async () => {
  server.headersTimeout = 300;
  const silent = await open(300);
  await Promise.all(silent.map(hungUp));
  expect((await post()).status).toBe(201);
});

it('one connection too many is hung up on, and there is room again when another has gone', async () => {
  server.maxConnections = 20;
  const held = await open(20);
  const extra = await opened();
  await hungUp(extra);
  held[0]?.destroy();
  let answered = false;
  // The server learns of it in a moment.
  while (!answered)
    answered = await post().then(
      () => true,
      () => false,
    );
  expect(answered).toBe(true);
});

it('as many connections are taken as leave files for the database', () => {
  expect(openFilesAllowed()).toBeGreaterThan(0);
  const of = (files: number | undefined) => {
    limitConnections(server, files);
    return server.maxConnections;
  };
  expect([of(1024), of(20_000), of(undefined), of(1_000_000), of(100)]).toEqual([824, 19_800, 19_800, 19_800, 50]);
});

it('an answer that nobody takes is given up', async () => {
  const text = 'x'.repeat(32 * 1024 * 1024);
  const { sendAnswer } = await import('../../src/http/send-answer.js');
  const sending = createServer((request, response) => {
    Object.assign(response, {
      set: response.setHeader,
      type: () => response,
      send: response.end,
      status: () => response,
    });
    response.setTimeout = ((_ms: number, gone: () => void) => {
      response.socket?.setTimeout(50, gone);
      return response;
    }) as typeof response.setTimeout;
    void sendAnswer(request as never, response as never, { status: 200, body: text }, 'text/plain');
  }).listen(0, '127.0.0.1');
  await once(sending, 'listening');
  const socket = connect((sending.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  const [serverSide] = (await once(sending, 'connection')) as [Socket];
  const closed = once(serverSide, 'close');
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await closed;
  socket.destroy();
  sending.close();
});

it('once the service stops, every answer says that it is the last on its connection', async () => {
  const slow = createServer((request, response) => {
    const answer = () => response.end('answered');
    if (request.url === '/later') setTimeout(answer, 50);
    else answer();
  });
  const closing = lastAnswers(slow);
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const get = (path: string) => fetch(`http://127.0.0.1:${(slow.address() as AddressInfo).port}${path}`);
  expect((await get('/')).headers.get('connection')).toBe('keep-alive');
  const later = get('/later');
  await once(slow, 'request');
  closing();
  expect([(await later).headers.get('connection'), await (await later).text()]).toEqual(['close', 'answered']);
  expect((await get('/')).headers.get('connection')).toBe('close');
  slow.close();
});
