import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, rulesFolder, storedRows, type TestService } from '../helpers/service.js';

let service: TestService;
const files = (edit: (text: string) => string = (text) => text): Record<string, string> => {
  const syria = join(rulesFolder, 'syria-2016');
  const read = readdirSync(syria).map(
    (name) => [`syria-2016/${name}`, readFileSync(join(syria, name), 'utf8')] as const,
  );
  const all = Object.fromEntries([['groups.yaml', readFileSync(join(rulesFolder, 'groups.yaml'), 'utf8')], ...read]);
  return { ...all, 'syria-2016/agreement.yaml': edit(all['syria-2016/agreement.yaml'] ?? '') };
};
const closed = files((text) =>
  text.replace(/ +- \{ exception: (called-terrorist|co-located-with-nusra), when.*\n/g, ''),
);
const ask = (body: object) => request(service.http).post('/v1/rulebook/compare').send(body);

beforeAll(async () => {
  service = await makeTestService();
  await request(service.http).post('/v1/incidents').send(report()).expect(201);
}, 60_000);
afterAll(() => service.close());

describe('POST /v1/rulebook/compare', () => {
  it('answers the changes and the flips as the contract says, and writes nothing', async () => {
    const rows = await storedRows(service.database);
    const answer = await ask({ files: closed }).expect(200);
    expectAsSaid('post', '/v1/rulebook/compare', answer);
    expect(answer.body).toMatchObject({ complete: true, judged: 1, flipped: 1, before: service.shipped.hash });
    expect(answer.body.flips).toMatchObject([
      {
        agreement: 'syria-2016',
        reading: 'government',
        from: 'exempt',
        because: 'readings.government.accepts.co-located-with-nusra',
        count: 1,
      },
    ]);
    expect(await storedRows(service.database)).toEqual(rows);
  });

  it('tells as NDJSON how far it is, and the result in the last line', async () => {
    const answer = await ask({ files: closed }).set('Accept', 'application/x-ndjson').expect(200);
    const lines = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0].progress).toMatchObject({ done: 1, of: 1 });
    expect(lines.at(-1).result).toMatchObject({ complete: true, flipped: 1 });
  });

  it('refuses candidates that do not load, with every fault at its file, line and column', async () => {
    const bad = files((text) => text.replace('territory: { zone: syria }', 'territory: { zone: siria }'));
    const answer = await ask({ files: bad }).expect(422);
    expectAsSaid('post', '/v1/rulebook/compare', answer);
    expect(answer.body.code).toBe('rules-refused');
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/files/syria-2016~1agreement.yaml' });
    expect(answer.body.errors[0].detail).toMatch(/^syria-2016\/agreement.yaml:\d+:\d+: .*siria/);
  });

  it.each([
    [{ files: {} }, 'bad-request'],
    [{ files: closed, agreement: 'syria-2015' }, 'unknown-agreement'],
    [{ files: closed, against: '0123456789abcdef' }, 'bad-request'],
    [{ files: closed, from: '2016-03-02', to: '2016-03-01' }, 'bad-request'],
    [{ files: closed, zone: 'Asia/Damascas' }, 'bad-request'],
  ])('refuses a question that cannot be (%#)', async (body, code) => {
    const answer = await ask(body).expect(422);
    expectAsSaid('post', '/v1/rulebook/compare', answer);
    expect(answer.body.code).toBe(code);
  });

  it('compares against a kept rulebook by its hash', async () => {
    const { hash } = service.shipped;
    const answer = await ask({ files: files(), against: hash }).expect(200);
    expect(answer.body).toMatchObject({ before: hash, after: hash, changes: [], flips: [] });
  });

  it('does two at once and asks others to come again', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask({ files: closed })));
    const codes = answers.map(({ status }) => status).sort();
    expect(codes.filter((code) => code === 200).length).toBeGreaterThanOrEqual(2);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectAsSaid('post', '/v1/rulebook/compare', answer);
      expect([answer.body.code, answer.headers['retry-after']]).toEqual(['busy', '1']);
    }
    await ask({ files: closed }).expect(200);
  });
});

describe('GET /v1/sweep', () => {
  const sweep = (query: string) => request(service.http).get(`/v1/sweep?${query}`);

  it('answers the curve of every reading, with an ETag of record and rules', async () => {
    const answer = await sweep('path=zones.syria.accuracyKm&from=0&to=3&step=1.5').expect(200);
    expectAsSaid('get', '/v1/sweep', answer);
    expect(answer.body.number).toEqual({ path: 'zones.syria.accuracyKm', value: 1.5, unit: 'km' });
    expect(answer.body.points.map(({ at }: { at: number }) => at)).toEqual([0, 1.5, 3]);
    expect(Object.keys(answer.body.points[0].readings)).toEqual(['text', 'government', 'opposition']);
    await sweep('path=zones.syria.accuracyKm&from=0&to=3&step=1.5')
      .set('If-None-Match', answer.headers.etag ?? '')
      .expect(304);
  });

  it('names the numbers there are where a rule has none of that name', async () => {
    const answer = await sweep('path=exceptions.co-located-with-nusra.km&from=1&to=50').expect(400);
    expectAsSaid('get', '/v1/sweep', answer);
    expect(answer.body.detail).toContain('zones.syria.accuracyKm');
  });

  it.each([
    'path=zones.syria.km&from=1',
    'path=zones.syria.km&from=5&to=1',
    'path=zones.syria.km&from=0&to=1&step=0.001',
    'path=zones.syria.km&from=0&to=1&reading=txt',
  ])('refuses %s', async (query) => {
    expectAsSaid('get', '/v1/sweep', await sweep(query).expect(400));
  });
});
