import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../src/actions/keys.js';
import { makeHttp } from '../../src/http/make-http.js';
import { makeTestService, type TestService } from '../helpers/service.js';

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
});
afterAll(() => service.close());

it('each key has its own share of requests; beyond it the answer says when to go on', async () => {
  const http = makeHttp({ ...service.context, ratePerMinute: 3 }, pino({ level: 'silent' }));
  const wanted = { reporter: 'x', name: '', scopes: ['verdicts:read'] as const, expiresAt: null };
  const [one, other] = [
    (await createKey(service.context, 'test', wanted)).secret,
    (await createKey(service.context, 'test', wanted)).secret,
  ];
  const ask = (key: string, address = '/v1/verdicts') =>
    request(http).get(address).set('Authorization', `Bearer ${key}`);
  for (const left of [2, 1, 0]) {
    const { headers } = await ask(one).expect(200);
    expect(headers['ratelimit-policy']).toMatch(/"key"; q=3; w=60/);
    expect(headers.ratelimit).toMatch(new RegExp(`"key"; r=${left};`));
  }
  const refused = await ask(one).expect(429);
  expect(refused.body.code).toBe('rate-limited');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  await ask(other).expect(200);
  // Whoever watches over the service is never kept away by those who use it.
  await ask(one, '/health').expect(200);
});
