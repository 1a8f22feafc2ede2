import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/actions/keys.js';
import type { Scope } from '../../src/domain/access.js';
import { makeCourier } from '../../src/outgoing/courier.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { type Receiver, resolvingTo, startReceiver } from '../helpers/receivers.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
let receiver: Receiver;
let [whole, admin] = ['', ''];
const post = (path: string, body: object = {}, key = whole) =>
  request(service.http).post(path).set('Authorization', `Bearer ${key}`).send(body);
const get = (path: string, key = whole) => request(service.http).get(path).set('Authorization', `Bearer ${key}`);
const keyFor = async (reporter: string, scopes: readonly Scope[]) =>
  (await createKey(service.context, 'test', { reporter, name: '', scopes, expiresAt: null })).secret;

beforeAll(async () => {
  const names = {
    'hooks.example.org': '93.184.215.14',
    'inner.example.org': '10.0.0.1',
    'here.test.example': '127.0.0.1',
  };
  const courier = makeCourier({ allowed: new Set(['here.test.example']), resolve: resolvingTo(names) });
  service = await makeTestService({ courier });
  receiver = await startReceiver();
  const reads: Scope[] = ['incidents:read', 'incidents:write', 'locations:exact'];
  whole = await keyFor('a-mission', ['admin', ...reads]);
  admin = await keyFor('an-administrator', ['admin']);
  await post('/v1/incidents', report()).expect(201);
});
afterAll(async () => {
  await receiver.close();
  await service.close();
});

const made = async (body: object = {}) => {
  const answer = await post('/v1/webhooks', { url: 'https://hooks.example.org/truce', ...body }).expect(201);
  expectAsSaid('post', '/v1/webhooks', answer);
  return answer.body as { webhook: { id: string }; secret: string; warnings: unknown[] };
};

describe('a webhook', () => {
  it('is made with a secret that is shown this once, and begins with what comes', async () => {
    const { webhook, secret, warnings } = await made({ description: 'the map of the mission' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toEqual({
      ...{ id: webhook.id, url: 'https://hooks.example.org/truce', description: 'the map of the mission' },
      ...{ reports: false, exact: false, enabled: true, after: 1, behind: 0, delivered: 0, failed: 0 },
      ...{ createdAt: '2026-11-22T15:00:00Z', createdBy: 'a-mission' },
    });
    expect(warnings).toEqual([]);
    const one = await get(`/v1/webhooks/${webhook.id}`, admin).expect(200);
    expectAsSaid('get', '/v1/webhooks/{id}', one);
    expect(one.body).toEqual(webhook);
    const list = await get('/v1/webhooks').expect(200);
    expectAsSaid('get', '/v1/webhooks', list);
    expect(JSON.stringify([one.body, list.body])).not.toContain(secret);
  });

  it('is refused with every fault at once', async () => {
    const answer = await post('/v1/webhooks', {
      url: 'https://inner.example.org/',
      agreement: 'syria-2061',
      after: 0,
    }).expect(422);
    expectAsSaid('post', '/v1/webhooks', answer);
    expect(answer.body.errors).toMatchObject([
      {
        pointer: '/url',
        detail: expect.stringContaining('inner.example.org resolves to 10.0.0.1, which is a private address'),
      },
      { pointer: '/agreement', nearest: ['syria-2016'] },
    ]);
    const unknown = await post('/v1/webhooks', { url: 7, adress: 'x' }).expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/url' }, { pointer: '/adress' }]);
    const ahead = await post('/v1/webhooks', { url: 'https://hooks.example.org/', after: 99 }).expect(422);
    expect(ahead.body.errors).toMatchObject([{ pointer: '/after', got: 99 }]);
  });

  it('whose name does not resolve yet is made with a warning', async () => {
    const { warnings } = await made({ url: 'https://later.example.org/' });
    expect(warnings).toMatchObject([{ pointer: '/url', code: 'webhook-address' }]);
  });

  it('is told no more than whoever makes it may see, nor turned to where they would see it', async () => {
    const wanted = { url: 'https://hooks.example.org/', reports: true, exact: true };
    const refused = await post('/v1/webhooks', wanted, admin).expect(422);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/reports', detail: expect.stringContaining('incidents:read') },
      { pointer: '/exact', detail: expect.stringContaining('locations:exact') },
    ]);
    const { webhook } = await made(wanted);
    const settings = `/v1/webhooks/${webhook.id}/settings`;
    await post(settings, { url: 'https://hooks.example.org/mine' }, admin).expect(422);
    await post(settings, { description: 'as before' }, admin).expect(200);
    const less = await post(settings, { reports: false, exact: false, agreement: 'syria-2016' }, admin).expect(200);
    expectAsSaid('post', '/v1/webhooks/{id}/settings', less);
    expect(less.body.webhook).toMatchObject({ reports: false, exact: false, agreement: 'syria-2016' });
    await post(settings, { url: 'https://hooks.example.org/mine' }, admin).expect(200);
    await post(settings, { exact: true }, admin).expect(422);
    await post(settings, {}, admin).expect(422);
    const cleared = await post(settings, { agreement: null, description: null }).expect(200);
    expect(cleared.body.webhook).not.toHaveProperty('agreement');
    expect(cleared.body.webhook).not.toHaveProperty('description');
  });

  it('is nobody’s business without the scope admin', async () => {
    const { webhook } = await made();
    const reader = await keyFor('a-reader', ['incidents:read', 'verdicts:read', 'locations:exact']);
    for (const path of ['', `/${webhook.id}`, `/${webhook.id}/deliveries`])
      await get(`/v1/webhooks${path}`, reader).expect(403);
    for (const path of ['settings', 'switch', 'secret', 'removal', 'replay', 'test'])
      await post(`/v1/webhooks/${webhook.id}/${path}`, {}, reader).expect(403);
    await post('/v1/webhooks', { url: 'https://hooks.example.org/' }, reader).expect(403);
  });

  it('is switched off and on, gets another secret, and is removed', async () => {
    const { webhook, secret } = await made();
    const at = `/v1/webhooks/${webhook.id}`;
    const off = await post(`${at}/switch`, { enabled: false, why: 'the map moves' }).expect(200);
    expectAsSaid('post', '/v1/webhooks/{id}/switch', off);
    expect(off.body.webhook).toMatchObject({ enabled: false, disabled: { why: 'the map moves' } });
    const wrong = await post(`${at}/switch`, { enabled: true, why: 'x' }).expect(422);
    expect(wrong.body.errors).toMatchObject([{ pointer: '/why' }]);
    const on = await post(`${at}/switch`, { enabled: true, after: 0 }).expect(200);
    expect(on.body.webhook).toMatchObject({ enabled: true, after: 0, behind: 1 });
    const rotated = await post(`${at}/secret`, {}).expect(200);
    expectAsSaid('post', '/v1/webhooks/{id}/secret', rotated);
    expect(rotated.body.secret).not.toBe(secret);
    expect(rotated.body.webhook.oldSecretUntil).toBe('2026-11-23T15:00:00Z');
    const removed = await post(`${at}/removal`).expect(200);
    expectAsSaid('post', '/v1/webhooks/{id}/removal', removed);
    await get(at).expect(404);
    await get(`${at}/deliveries`).expect(404);
    for (const path of ['switch', 'secret', 'removal', 'test'])
      await post(`${at}/${path}`, { enabled: true }).expect(path === 'secret' ? 422 : 404);
  });

  it('is tested and has a change sent again at once, and tells what came of it page by page', async () => {
    const url = `http://here.test.example:${receiver.port}/`;
    const { webhook } = await made({ url, reports: true });
    const at = `/v1/webhooks/${webhook.id}`;
    const tested = await post(`${at}/test`).expect(200);
    expectAsSaid('post', '/v1/webhooks/{id}/test', tested);
    expect(tested.body).toMatchObject({ delivered: true, status: 204 });
    receiver.answer = () => 503;
    const again = await post(`${at}/replay`, { change: 1 }).expect(200);
    expectAsSaid('post', '/v1/webhooks/{id}/replay', again);
    expect(again.body.sent).toMatchObject({ delivered: false, status: 503, error: 'the answer was 503' });
    expect(receiver.received.map(({ body }) => body.type)).toEqual(['webhook.test', 'verdict.created']);
    const back = await post(`${at}/replay`, { after: 0 }).expect(200);
    expect(back.body.webhook).toMatchObject({ after: 0, behind: 1 });
    await post(`${at}/replay`, { after: 0, change: 1 }).expect(422);
    await post(`${at}/replay`, {}).expect(422);
    await post(`${at}/replay`, { change: 2 }).expect(404);

    const page = await get(`${at}/deliveries?limit=1`).expect(200);
    expectAsSaid('get', '/v1/webhooks/{id}/deliveries', page);
    expect(page.body.items).toMatchObject([{ number: 2, kind: 'replay', change: 1, delivered: false }]);
    const next = await get(`${at}/deliveries?limit=1&cursor=${page.body.next}`).expect(200);
    expect(next.body.items).toMatchObject([{ number: 1, kind: 'test', delivered: true }]);
    expect(next.body.next).toBeUndefined();
    expect((await get(`${at}/deliveries?delivered=true`)).body.items).toHaveLength(1);
    await get(`${at}/deliveries?failed=true`).expect(400);
  });

  it('is one of at most a hundred', async () => {
    const [{ rows }] = (await service.database('webhooks').count({ rows: '*' })) as [{ rows: number }];
    for (let count = Number(rows); count < 100; count++) await made();
    const answer = await post('/v1/webhooks', { url: 'https://hooks.example.org/' }).expect(409);
    expectAsSaid('post', '/v1/webhooks', answer);
    const ids: string[] = [];
    let path = '/v1/webhooks?limit=40';
    for (;;) {
      const { body } = await get(path).expect(200);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.next === undefined) break;
      path = `/v1/webhooks?limit=40&cursor=${body.next}`;
    }
    expect(new Set(ids).size).toBe(100);
  });
});
