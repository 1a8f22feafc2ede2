import type { Express } from 'express';
import { pino } from 'pino';
import request, { type Response } from 'supertest';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.js';
import { makeHttp } from '../../src/http/make-http.js';
import type { Given } from '../../src/http/operation.js';
import { withReceipt } from '../../src/http/with-receipt.js';
import type { Database } from '../../src/store/connect.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const named = (reportId: string, change = {}) => report({ reportId, ...change });

afterAll(stopStores);

describe.each(stores)('Idempotency-Key on $name, with two processes on one database', (store) => {
  let opened: OpenedStore;
  let service: TestService;
  let one: Express;
  let other: Express;
  let now: number;
  beforeEach(async () => {
    opened = await store.open();
    service = await makeTestService();
    now = Date.parse('2026-11-22T15:00:00Z');
    const served = (database: Database) =>
      makeHttp({ ...service.context, database, now: () => now }, pino({ level: 'silent' }));
    one = served(opened.database);
    other = served(opened.again());
  });
  afterEach(async () => {
    await opened.close();
    await service.close();
  });

  const post = (http: Express, key: string, body: object, path = '/v1/incidents'): Promise<Response> =>
    request(http).post(path).set('Idempotency-Key', key).send(body);
  const receipts = async () => Number((await opened.database('receipts').count({ rows: '*' }))[0]?.rows);

  it('answers the same request again as it was answered, from either', async () => {
    const first = await post(one, 'k-1', named('a'));
    expect(first.status).toBe(201);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    for (const http of [one, other]) {
      const again = await post(http, 'k-1', named('a'));
      expect(again.status).toBe(201);
      expect(again.text).toBe(first.text);
      expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', location: first.headers.location });
    }
    // Without the key it is known by its reportId.
    expect((await request(other).post('/v1/incidents').send(named('a'))).status).toBe(200);
  });

  it('refuses a key that stands for another body or another address', async () => {
    const first = await post(one, 'k-1', named('a'));
    const otherBody = await post(other, 'k-1', named('b'));
    expect([otherBody.status, otherBody.body.code]).toEqual([422, 'idempotency-key-reused']);
    const path = `/v1/incidents/${first.body.incident.id}/corrections`;
    const otherAddress = await post(one, 'k-1', named('a'), path);
    expect(otherAddress.body.code).toBe('idempotency-key-reused');
    expect((await request(one).get('/v1/incidents')).body.items).toHaveLength(1);
  });

  it('serves corrections and withdrawals too', async () => {
    const { id } = (await post(one, 'k-1', named('a'))).body.incident;
    const corrected = await post(one, 'k-2', named('a', { kind: 'shelling' }), `/v1/incidents/${id}/corrections`);
    expect(corrected.body.incident.version).toBe(2);
    await request(one).post(`/v1/incidents/${id}/corrections`).send(named('a')).expect(201);
    // The key keeps a late retry from undoing what came after it.
    const late = await post(other, 'k-2', named('a', { kind: 'shelling' }), `/v1/incidents/${id}/corrections`);
    expect(late.body).toEqual(corrected.body);
    expect((await request(one).get(`/v1/incidents/${id}`)).body.incident.version).toBe(3);
    const withdrawn = await post(one, 'k-3', { reason: 'sent twice' }, `/v1/incidents/${id}/withdrawal`);
    expect((await post(other, 'k-3', { reason: 'sent twice' }, `/v1/incidents/${id}/withdrawal`)).body).toEqual(
      withdrawn.body,
    );
  });

  it('lets go of a key whose request was refused', async () => {
    expect((await post(one, 'k-1', { reportId: 'a' })).status).toBe(422);
    await post(one, 'k-0', named('a'));
    expect((await post(one, 'k-1', named('a', { kind: 'shelling' }))).status).toBe(409);
    const good = await post(other, 'k-1', named('b'));
    expect([good.status, good.headers['idempotent-replayed']]).toEqual([201, undefined]);
  });

  it('does a request once, however many send it at once to both', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => post(index % 2 === 0 ? one : other, 'k-1', named('a'))),
    );
    const done = answers.filter(({ status }) => status === 201);
    const running = answers.filter(({ status }) => status === 409);
    expect(done.length + running.length).toBe(12);
    expect(done.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const { body, headers } of running)
      expect([body.code, headers['retry-after']]).toEqual(['idempotency-key-running', '1']);
    const after = await post(other, 'k-1', named('a'));
    expect(after.text).toBe(done[0]?.text);
  });

  it('says that a request still runs; goes on after a minute when whoever ran it died', async () => {
    const name = { caller: 'local', key: 'k-1' };
    const asked = { method: 'POST', address: '/x', body: Buffer.from('1') };
    const context = { database: opened.database, now: () => now };
    let finish: (given: Given) => void = () => undefined;
    const slow = withReceipt(context, name, asked, () => new Promise<Given>((resolve) => (finish = resolve)));
    const fails = async (promise: Promise<Given>) => ((await promise.catch((error) => error)) as Problem).code;
    const retry = (body: string, status: number) =>
      withReceipt(context, name, { ...asked, body: Buffer.from(body) }, () => ({ status, body: { status } }));
    while ((await receipts()) === 0) await Promise.resolve();
    expect(await fails(retry('1', 202))).toBe('idempotency-key-running');
    expect(await fails(retry('2', 202))).toBe('idempotency-key-reused');
    now += MINUTE + 1;
    expect(await fails(retry('2', 202))).toBe('idempotency-key-reused');
    expect(await retry('1', 202)).toEqual({ status: 202, body: { status: 202 } });
    // It was not dead after all: what was answered meanwhile stays.
    finish({ status: 201, body: { status: 201 } });
    await slow;
    expect(await retry('1', 203)).toMatchObject({ status: 202, headers: { 'Idempotent-Replayed': 'true' } });
  });

  it('answers what was done also where the answer cannot be kept, for it would be asked for again', async () => {
    const { database } = opened;
    const given = { status: 201, body: { done: true } };
    const away = Object.assign(new Error('the disk is full'), { code: 'SQLITE_FULL' });
    const failing = new Proxy(database, {
      apply: (_target, _self, [table]: [string]) => {
        throw table === 'receipts' ? away : new Error(table);
      },
    });
    let done = false;
    // From the moment that the work is done, no receipt can be written.
    const door = {
      get database() {
        return done ? failing : database;
      },
      now: () => now,
    };
    const name = { caller: 'local', key: 'full' };
    const asked = { method: 'POST', address: '/', body: new Uint8Array() };
    const run = () => {
      done = true;
      return given;
    };
    expect(await withReceipt(door, name, asked, run)).toEqual(given);
  });

  it('keeps answers for a day, and drops older ones when new ones come', async () => {
    for (const key of ['k-1', 'k-2', 'k-3']) await post(one, key, named(key));
    now += DAY - 1;
    expect((await post(one, 'k-1', named('k-1'))).headers['idempotent-replayed']).toBe('true');
    now += 2;
    await post(one, 'k-4', named('k-4'));
    expect(await receipts()).toBe(1);
    expect((await post(one, 'k-1', named('k-1'))).status).toBe(200);
  });
});

describe('Idempotency-Key', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await makeTestService();
  });
  afterEach(() => service.close());

  it.each(['a b', 'é', 'x'.repeat(201)])('must be 1 to 200 visible characters of ASCII, not %j', async (key) => {
    const asked = request(service.http)
      .post('/v1/incidents')
      .set('Idempotency-Key', Buffer.from(key).toString('latin1'));
    const answer = await asked.send(report());
    expect([answer.status, answer.body.code]).toEqual([400, 'bad-header']);
    expect(answer.body.errors).toMatchObject([{ pointer: 'idempotency-key' }]);
  });

  it('is not kept when the request fails here', async () => {
    await service.database.schema.renameTable('changes', 'lost');
    const first = await request(service.http).post('/v1/incidents').set('Idempotency-Key', 'k').send(report());
    expect(first.status).toBe(500);
    await service.database.schema.renameTable('lost', 'changes');
    const again = await request(service.http).post('/v1/incidents').set('Idempotency-Key', 'k').send(report());
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, undefined]);
  });
});
