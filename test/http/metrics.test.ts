import { readFileSync } from 'node:fs';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/actions/keys.js';
import { insertWebhook } from '../../src/store/webhooks.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
});
afterAll(() => service.close());

const text = async () => (await request(service.http).get('/metrics').expect(200)).text;
const shown = (page: string, line: string) =>
  Number(
    page
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.split(' ')
      .at(-1) ?? 0,
  );

describe('the metrics', () => {
  it('are in the format of Prometheus, each one told in docs/operating.md and each one told there served', async () => {
    const answer = await request(service.http).get('/metrics');
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const served = [...answer.text.matchAll(/^# TYPE (truce_\w+) /gm)].map(([, name]) => name);
    const operating = readFileSync('docs/operating.md', 'utf8');
    const told = [...operating.matchAll(/^\| `(truce_\w+)` \|/gm)].map(([, name]) => name);
    expect(served.length).toBeGreaterThan(15);
    expect([...served].sort()).toEqual([...told].sort());
  });

  it('go up by what was done', async () => {
    const before = await text();
    const { body } = await request(service.http).post('/v1/incidents').send(report()).expect(201);
    await request(service.http).post('/v1/incidents').send({}).expect(422);
    const after = await text();
    const grown = (line: string) => shown(after, line) - shown(before, line);
    const posts = 'truce_http_requests_total{operation="submitIncident",method="POST",status=';
    expect(grown(`${posts}"201"}`)).toBe(1);
    expect(grown(`${posts}"422"}`)).toBe(1);
    expect(grown('truce_http_request_seconds_count{operation="submitIncident"}')).toBe(2);
    expect(grown('truce_judging_seconds_count')).toBe(1);
    for (const { agreement, readings } of body.verdicts)
      for (const [reading, { outcome }] of Object.entries<{ outcome: string }>(readings))
        expect(grown(`truce_verdicts_total{agreement="${agreement}",reading="${reading}",outcome="${outcome}"}`)).toBe(
          1,
        );
    expect(grown('truce_revision')).toBe(body.revision);
    expect(grown('truce_journal_entries')).toBeGreaterThan(0);
    expect(after).toContain(`truce_rulebook_info{hash="${service.shipped.hash}"} 1`);
    for (const line of ['truce_database_up', 'truce_ready', 'truce_http_requests_open'])
      expect([line, shown(after, line)]).toEqual([line, 1]);
  });

  it('have no more labels after any number of addresses, methods and names than operations, statuses and outcomes', async () => {
    const odd = Array.from({ length: 15 }, (_, index) => `odd${index}x`);
    for (const [index, word] of odd.entries()) {
      await request(service.http).get(`/${word}`);
      await request(service.http).get(`/v1/incidents/inc_${word}?${word}=1`).set('Authorization', `Bearer ${word}`);
      await request(service.http)
        .post('/v1/incidents')
        .send(report({ reportId: word, event: word, notes: word, candidates: [{ actor: word }] }));
      if (index < 5) await request(service.http).patch('/v1/incidents');
    }
    const page = await text();
    for (const word of odd) expect(page).not.toContain(word);
    const operations = new Set([...page.matchAll(/operation="(\w+)"/g)].map(([, operation]) => operation));
    expect([...operations].sort()).toEqual(['getIncident', 'getMetrics', 'none', 'submitIncident']);
  });

  it('tell how far a webhook is behind the record', async () => {
    const { database } = service;
    const hook = { id: 'whk_1', url: 'https://example.org/', description: null, agreement: null, secret: 'x' };
    const rest = { reports: false, exact: false, createdAt: 0, who: 'desk', cursor: 0 };
    await database.transaction((transaction) => insertWebhook(transaction, { ...hook, ...rest }));
    const page = await text();
    expect(shown(page, 'truce_webhooks')).toBe(1);
    expect(shown(page, 'truce_webhook_backlog_changes')).toBe(shown(page, 'truce_revision'));
    expect(shown(page, 'truce_revision')).toBeGreaterThan(0);
    expect(page).not.toContain('example.org');
  });

  it('are told also where the database does not answer, which they say', async () => {
    const other = await makeTestService();
    await other.database.schema.renameTable('revision', 'gone');
    const page = (await request(other.http).get('/metrics').expect(200)).text;
    expect(shown(page, 'truce_database_up')).toBe(0);
    expect(page).not.toMatch(/^truce_revision /m);
    expect(page).toContain('truce_ready 1');
    await other.close();
  });
});

it('are read by a key that sees verdicts only, as Prometheus has one', async () => {
  const keyed = await makeTestService();
  const desk = { database: keyed.database, now: Date.now };
  const wanted = { reporter: 'prometheus', name: 'scraper', scopes: ['verdicts:read'] as const, expiresAt: null };
  const { secret } = await createKey(desk, 'an operator', wanted);
  const answer = await request(keyed.http).get('/metrics').set('Authorization', `Bearer ${secret}`);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('truce_revision');
  await keyed.close();
});
