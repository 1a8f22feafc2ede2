import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/engine/hash.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
  for (const reportId of ['a', 'b', 'c'])
    await request(service.http).post('/v1/incidents').send(report({ reportId })).expect(201);
});
afterAll(() => service.close());

const get = (path: string) => request(service.http).get(path);

describe('the journal over HTTP', () => {
  it('is listed the newest first, in pages that stay where they were while entries arrive', async () => {
    const first = (await get('/v1/journal?limit=2').expect(200)).body;
    expect(first.items.map(({ number }: { number: number }) => number)).toEqual([4, 3]);
    expect(first.items[0]).toMatchObject({ who: 'local', what: 'incident-received', at: '2026-11-22T15:00:00Z' });
    expect(first.head).toEqual({ number: 4, hash: first.items[0].hash });
    await request(service.http)
      .post('/v1/incidents')
      .send(report({ reportId: 'd' }))
      .expect(201);
    const second = (await get(`/v1/journal?limit=2&cursor=${first.next}`).expect(200)).body;
    expect(second.items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(second.next).toBeUndefined();
    await get(`/v1/journal?who=local&cursor=${first.next}`).expect(400);
  });

  it('is found by who, what, subject and time, and refuses what no entry can be', async () => {
    const { items } = (await get('/v1/journal?what=rulebook-kept').expect(200)).body;
    expect(items).toMatchObject([{ who: 'truce', subject: service.shipped.hash, after: service.shipped.hash }]);
    expect((await get('/v1/journal?who=nobody')).body.items).toEqual([]);
    expect((await get('/v1/journal?to=2026-11-22T14:59:59Z')).body.items).toEqual([]);
    expect((await get('/v1/journal?from=2026-11-22T15:00:00Z&limit=500')).body.items.length).toBeGreaterThan(3);
    const { body } = await get('/v1/journal?what=incident-recieved&whom=x').expect(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['what', 'whom']);
  });

  it('answers 304 until there is another entry', async () => {
    const { etag } = (await get('/v1/journal')).headers;
    await get('/v1/journal').set('If-None-Match', String(etag)).expect(304);
    await request(service.http)
      .post('/v1/incidents')
      .send(report({ reportId: 'e' }))
      .expect(201);
    await get('/v1/journal').set('If-None-Match', String(etag)).expect(200);
  });

  it('can be taken away whole, and checked with nothing but the file', async () => {
    const { text } = await get('/v1/journal.ndjson')
      .buffer(true)
      .expect(200)
      .expect('content-type', /x-ndjson/);
    let previous = 'sha256:';
    for (const line of text.trim().split('\n')) {
      const { hash, at, ...rest } = JSON.parse(line);
      expect(rest.previous).toBe(previous);
      expect(hashOf({ before: null, after: null, ...rest, at: Date.parse(at) })).toBe(hash);
      previous = hash;
    }
    expect((await get('/v1/journal')).body.head.hash).toBe(previous);
    expect((await get('/v1/journal.ndjson?who=nobody').buffer(true).expect(200)).text).toBe('');
  });
});
