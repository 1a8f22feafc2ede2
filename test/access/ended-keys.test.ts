import { once } from 'node:events';
import { createServer, get as httpGet, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKey, revokeKey } from '../../src/actions/keys.js';
import { type RevisionWatch, watchRevisions } from '../../src/actions/revision-watch.js';
import { SCOPES } from '../../src/domain/access.js';
import { makeHttp } from '../../src/http/make-http.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';
import { duplex } from '../http/support/duplex.js';

/** A key that ends while something is being answered to it: what is open is closed, and nothing more is taken or told. */

let service: TestService;
let revisions: RevisionWatch;
let server: Server;
let clock: number;
beforeEach(async () => {
  service = await makeTestService();
  clock = service.context.now();
  revisions = watchRevisions(service.database, { look: 5, beat: 20 });
  const http = makeHttp({ ...service.context, revisions, now: () => clock }, pino({ level: 'silent' }));
  server = createServer(http).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await revisions.close();
  await service.close();
});

const port = () => (server.address() as AddressInfo).port;
const made = (expiresAt: number | null = null) =>
  createKey(service.context, 'test', { reporter: 'anna', name: 'phone', scopes: SCOPES, expiresAt });
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const revoke = (id: string) => revokeKey(service.context, 'test', id);

async function open(path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const [answer] = (await once(httpGet({ port: port(), path, headers }), 'response')) as [IncomingMessage];
  return answer;
}

/** Kept when the connection has ended, one way or the other. */
function cutOff(answer: IncomingMessage): Promise<void> {
  answer.on('error', () => undefined).resume();
  return new Promise((resolve) => answer.once('close', resolve));
}

it.each([
  ['is revoked', (id: string) => revoke(id)],
  [
    'expires',
    async () => {
      clock += 2;
    },
  ],
])('a stream that is open is cut when its key %s', async (_name, end) => {
  const key = await made(clock + 1);
  const stream = await open('/v1/stream', bearer(key.secret));
  const closed = cutOff(stream);
  await end(key.id);
  await closed;
  expect(stream.complete).toBe(false);
});

it('a stream that came before there were keys is cut when the first is made', async () => {
  const stream = await open('/v1/stream', {});
  const closed = cutOff(stream);
  await made();
  await closed;
  expect(stream.complete).toBe(false);
});

it('who waits for changes is told none of them when its key was revoked meanwhile', async () => {
  const { id, secret } = await made();
  const other = await made();
  const waiting = fetch(`http://127.0.0.1:${port()}/v1/changes?wait=60`, { headers: bearer(secret) });
  while (revisions.state().followers === 0) await pause(5);
  await revoke(id);
  // What was looked at a second ago is not looked at again.
  await pause(1_100);
  const sent = { method: 'POST', headers: { ...bearer(other.secret), 'Content-Type': 'application/json' } };
  await fetch(`http://127.0.0.1:${port()}/v1/incidents`, { ...sent, body: JSON.stringify(report()) });
  const answer = await waiting;
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'bad-key']);
});

it('a batch that is being sent ends with the reason when its key is revoked, and nothing after that is stored', async () => {
  const { id, secret } = await made();
  const headers = { ...bearer(secret), 'content-type': 'application/x-ndjson' };
  const sending = duplex(port(), '/v1/incidents/batch', headers);
  sending.send([report({ reportId: 'before' })]);
  expect(await sending.next()).toMatchObject({ status: 201 });
  await revoke(id);
  expect(await sending.next()).toMatchObject({ problem: { code: 'bad-key' } });
  const before = await storedRows(service.database);
  sending.send([report({ reportId: 'after' })]);
  expect(await sending.rest()).toEqual([]);
  expect(await storedRows(service.database)).toEqual(before);
});

it('a stream whose key is good goes on', async () => {
  const { secret } = await made();
  const stream = await open('/v1/stream', bearer(secret));
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const started = performance.now();
  while (performance.now() - started < 2_500) await once(stream, 'data');
  expect(text.endsWith(':\n\n')).toBe(true);
  stream.destroy();
});
