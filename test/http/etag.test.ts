import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
let incident: string;
let verdict: string;
beforeAll(async () => {
  service = await makeTestService();
  const { body } = await request(service.http).post('/v1/incidents').send(report()).expect(201);
  incident = body.incident.id;
  verdict = body.verdicts[0].id;
});
afterAll(() => service.close());

/** The answer, and the queries it took besides the one that asks who it is that asks. */
async function asked(path: string, headers: Record<string, string> = {}) {
  const queries: string[] = [];
  const note = ({ sql }: { sql: string }) => {
    if (!/ from .keys. /.test(sql)) queries.push(sql);
  };
  service.database.on('query', note);
  const { status, headers: got, text } = await request(service.http).get(path).set(headers);
  service.database.off('query', note);
  return { status, headers: got, text, queries };
}
const tagOf = async (path: string, headers: Record<string, string> = {}) =>
  String((await asked(path, headers)).headers.etag);

describe('an answer that the asker has already', () => {
  const lists = [
    '/v1/verdicts',
    '/v1/verdicts?outcome=violation&party=russia&from=2016-01-01T00:00:00Z&bbox=30,30,40,40',
    '/v1/verdicts?include=reasons&asOf=1',
    '/v1/verdicts.csv',
    '/v1/verdicts.geojson',
    '/v1/verdicts.ndjson',
    '/v1/incidents',
  ];
  it.each(lists)('costs one row: %s', async (path) => {
    const first = await asked(path);
    const again = await asked(path, { 'If-None-Match': String(first.headers.etag) });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(again.queries).toEqual([
      expect.stringMatching(/^select .number. from .revision. where .id. = \? limit \?$/),
    ]);
    for (const name of ['etag', 'cache-control', 'vary']) expect(again.headers[name]).toBe(first.headers[name]);
    expect(again.headers).not.toHaveProperty('content-type');
  });

  it('costs one row: an incident, and a verdict', async () => {
    for (const path of [`/v1/incidents/${incident}`, `/v1/verdicts/${verdict}`]) {
      const again = await asked(path, { 'If-None-Match': await tagOf(path) });
      expect([again.status, again.queries.length]).toEqual([304, 1]);
    }
  });

  it.each(['/v1/agreements', '/v1/agreements/syria-2016', '/v1/groups?q=russia'])('costs no row: %s', async (path) => {
    const again = await asked(path, { 'If-None-Match': await tagOf(path) });
    expect([again.status, again.queries]).toEqual([304, []]);
  });
});

describe('an ETag', () => {
  it('follows the record for lists, and not for what the record does not change', async () => {
    const still = [`/v1/verdicts/${verdict}`, '/v1/agreements', '/v1/agreements/syria-2016', '/v1/groups'];
    const moving = ['/v1/verdicts', '/v1/incidents', `/v1/incidents/${incident}`, '/v1/verdicts.csv'];
    const all = [...still, ...moving];
    const before = await Promise.all(all.map((path) => tagOf(path)));
    await request(service.http)
      .post('/v1/incidents')
      .send(report({ reportId: 'news' }))
      .expect(201);
    const after = await Promise.all(all.map((path) => tagOf(path)));
    expect(all.filter((_path, index) => before[index] !== after[index])).toEqual(moving);
  });

  it('of a verdict moves when the verdict ends', async () => {
    const { body } = await request(service.http)
      .post('/v1/incidents')
      .send(report({ reportId: 'wrong' }));
    const path = `/v1/verdicts/${body.verdicts[0].id}`;
    const before = await tagOf(path);
    const { id } = body.incident;
    await request(service.http).post(`/v1/incidents/${id}/withdrawal`).send({ reason: 'a mistake' }).expect(201);
    expect(await tagOf(path)).not.toBe(before);
  });

  it('follows the rulebook where the answer does: prose, agreements and groups, not the verdict itself', async () => {
    const prose = { Accept: 'text/plain' };
    const paths: [string, Record<string, string>][] = [
      [`/v1/verdicts/${verdict}`, {}],
      [`/v1/verdicts/${verdict}`, prose],
      ['/v1/agreements', {}],
      ['/v1/groups', {}],
    ];
    const tags = () => Promise.all(paths.map(([path, headers]) => tagOf(path, headers)));
    const before = await tags();
    const { rulebook } = service.context;
    service.context.rulebook = (): Rulebook => ({ ...rulebook(), hash: 'sha256:other' });
    const after = await tags();
    service.context.rulebook = rulebook;
    expect(before.map((tag, index) => tag === after[index])).toEqual([true, false, false, false]);
  });

  it('is another for another form and another question', async () => {
    const path = `/v1/verdicts/${verdict}`;
    const tags = [
      await tagOf(path),
      await tagOf(path, { Accept: 'text/plain' }),
      await tagOf('/v1/verdicts'),
      await tagOf('/v1/verdicts?limit=1'),
    ];
    expect(new Set(tags).size).toBe(4);
  });

  it('is compared weakly, among others, and a star stands for anything that is there', async () => {
    const tag = await tagOf('/v1/verdicts');
    const statusOf = async (known: string, path = '/v1/verdicts') =>
      (await asked(path, { 'If-None-Match': known })).status;
    expect(await statusOf(tag.replace('W/', ''))).toBe(304);
    expect(await statusOf(`"other", ${tag} ,W/"more"`)).toBe(304);
    expect(await statusOf('"other"')).toBe(200);
    for (const path of ['/v1/verdicts', `/v1/verdicts/${verdict}`, '/v1/agreements/syria-2016', '/v1/verdicts.csv'])
      expect(await statusOf('*', path)).toBe(304);
    for (const path of ['/v1/verdicts/ver_none', '/v1/agreements/none', '/v1/incidents/inc_none'])
      expect(await statusOf('*', path)).toBe(404);
  });

  it('stands on no problem', async () => {
    const { headers, status } = await asked('/v1/verdicts?agreement=none');
    expect([status, headers.etag, headers['cache-control']]).toEqual([400, undefined, 'no-store']);
  });
});
