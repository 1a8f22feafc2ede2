import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { answerErrors } from '../../src/http/problems.js';
import { limitPauses, limitRequestTime } from '../../src/http/time-limits.js';

/** Short limits here only end what would not end by itself; nothing is measured. */

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(wholeRequest: number, pauses: number) {
  const app = express();
  app.use(limitRequestTime(wholeRequest));
  app.post('/whole', async (request, response) => {
    let size = 0;
    for await (const chunk of request) size += (chunk as Buffer).length;
    response.json({ size });
  });
  app.post('/refused', (request, response) => {
    request.resume();
    response.status(415).json({});
  });
  app.post('/stream', async (request, response) => {
    let size = 0;
    for await (const chunk of limitPauses(request, response, pauses)) {
      size += chunk.length;
      response.write(' ');
      if (size > 3) break;
    }
    response.end(JSON.stringify({ size }));
  });
  app.use(answerErrors);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function begin(path: string) {
  const { port } = server.address() as AddressInfo;
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path, headers: { 'content-length': '10' } });
  request.on('error', () => undefined);
  request.write('x');
  return request;
}

async function answerOf(request: ReturnType<typeof begin>) {
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: (await json(answer)) as Record<string, unknown> };
}

describe('a sender that takes its time', () => {
  it('is answered 408 and cut off when the request is not whole in time', async () => {
    await serve(50, 60_000);
    const request = begin('/whole');
    expect(await answerOf(request)).toMatchObject({ status: 408, body: { code: 'too-slow' } });
    await once(request, 'close');
    expect(request.destroyed).toBe(true);
  });

  it('is only cut off when it was answered before its request was whole, and others are still served', async () => {
    await serve(50, 60_000);
    const request = begin('/refused');
    expect(await answerOf(request)).toMatchObject({ status: 415 });
    await once(request, 'close');
    const other = begin('/refused');
    other.end('yyyyyyyyy');
    expect(await answerOf(other)).toMatchObject({ status: 415 });
  });

  it('may take longer with a stream, while something comes', async () => {
    await serve(50, 60_000);
    const request = begin('/stream');
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await new Promise((resolve) => setTimeout(resolve, 100));
    request.end('yyyyyyyyy');
    expect(await json(answer)).toEqual({ size: 10 });
  });

  it('is told so where a stream brings nothing for too long', async () => {
    await serve(60_000, 50);
    const { port } = server.address() as AddressInfo;
    const request = httpRequest({ port, method: 'POST', path: '/stream', headers: { 'content-length': '10' } });
    request.on('error', () => undefined);
    request.flushHeaders();
    expect(await answerOf(request)).toMatchObject({ status: 408, body: { code: 'too-slow' } });
  });
});
