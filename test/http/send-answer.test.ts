import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem.js';
import { answerErrors } from '../../src/http/problems.js';
import { sendAnswer } from '../../src/http/send-answer.js';

/** Streamed answers, over a real port. */

let source: () => AsyncIterable<string | Uint8Array>;
let server: Server;
beforeAll(async () => {
  const app = express();
  app.all('/stream', async (request, response) => {
    const given = { status: 200, body: source(), headers: { 'X-Extra': 'said' } };
    await sendAnswer(request, response, given, 'application/x-ndjson');
  });
  app.use(answerErrors);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** The answer's head, with its body still to be read. */
async function ask(): Promise<IncomingMessage> {
  const asked = httpRequest({ port: (server.address() as AddressInfo).port, path: '/stream' }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

describe('a streamed answer', () => {
  it('arrives whole and in order, texts and bytes alike', async () => {
    source = async function* () {
      for (let line = 0; line < 1000; line += 1) yield line % 2 === 0 ? `${line}\n` : Buffer.from(`${line}\n`);
    };
    const answer = await request(server).get('/stream').buffer(true).expect(200);
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    expect(answer.headers['x-extra']).toBe('said');
    expect(answer.text).toBe(Array.from({ length: 1000 }, (_, line) => `${line}\n`).join(''));
  });

  it('that fails before its first piece is a problem', async () => {
    source = async function* () {
      throw new Problem('not-ready', 'Not yet.');
      // biome-ignore lint/correctness/noUnreachable: what makes it a stream
      yield '';
    };
    const answer = await request(server).get('/stream').expect(503);
    expect(answer.body.code).toBe('not-ready');
  });

  it('that fails later is cut, never ended as if it were whole', async () => {
    let go = () => {};
    const seen = new Promise<void>((resolve) => {
      go = resolve;
    });
    source = async function* () {
      yield 'first\n';
      await seen;
      throw new Error('lost');
    };
    const answer = await ask();
    go();
    answer.resume();
    await expect(once(answer, 'end')).rejects.toThrow('aborted');
  });

  it('is not begun for HEAD', async () => {
    let begun = false;
    source = async function* () {
      begun = true;
      yield 'first\n';
    };
    await request(server).head('/stream').expect(200);
    expect(begun).toBe(false);
  });

  it('waits for its reader and ends when the reader hangs up', async () => {
    let given = 0;
    const ended = new Promise<void>((resolve) => {
      source = async function* () {
        try {
          for (;;) {
            given += 1;
            yield 'x'.repeat(100_000);
          }
        } finally {
          resolve();
        }
      };
    });
    const answer = await ask();
    await once(answer, 'readable');
    answer.destroy();
    await ended;
    // A reader that took next to nothing was not given all there is: the loop above has no end of its own.
    expect(given).toBeGreaterThan(0);
  });
});
