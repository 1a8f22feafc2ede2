import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
});
afterAll(() => service.close());

const post = (path: string, body: object) => request(service.http).post(path).send(body);
const get = (path: string) => request(service.http).get(path);

describe('POST /v1/incidents', () => {
  it('stores a report and answers its verdicts with their reasons', async () => {
    const answer = await post('/v1/incidents', report()).expect(201);
    expectAsSaid('post', '/v1/incidents', answer);
    expect(Object.keys(answer.body)).toEqual(['incident', 'verdicts', 'warnings', 'revision']);
    expect(answer.body.incident).toMatchObject({ version: 1, reporter: 'local', state: 'active', report: report() });
    expect(answer.body.verdicts[0]).toMatchObject({ agreement: 'syria-2016', outcome: 'violation', contested: true });
    expect(answer.headers.location).toBe(`/v1/incidents/${answer.body.incident.id}`);
  });

  it('answers the same report again with 200 and what is stored', async () => {
    const first = await post('/v1/incidents', report());
    const rows = await storedRows(service.database);
    // The order of keys is no content.
    const again = await post('/v1/incidents', Object.fromEntries(Object.entries(report()).reverse())).expect(200);
    expectAsSaid('post', '/v1/incidents', again);
    expect(again.body).toEqual(first.body);
    expect(await storedRows(service.database)).toEqual(rows);
  });

  it('refuses other content under the same reportId and says where a correction belongs', async () => {
    const { body } = await post('/v1/incidents', report());
    const answer = await post('/v1/incidents', report({ kind: 'shelling' })).expect(409);
    expectAsSaid('post', '/v1/incidents', answer);
    expect(answer.body).toMatchObject({ code: 'report-differs', see: `/v1/incidents/${body.incident.id}/corrections` });
  });

  it('gives one 201 and one 200 to two identical reports at once', async () => {
    const both = await Promise.all([1, 2].map(() => post('/v1/incidents', report({ reportId: 'twin' }))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(both[0]?.body.incident).toEqual(both[1]?.body.incident);
  });

  it('accepts a group that the registry does not hold, with a warning', async () => {
    const unknown = report({
      reportId: 'unknown-group',
      occurred: { from: '2016-04-12T00:00:00Z' },
      candidates: [{ actor: 'Army of Nobody', target: 'jaish-al-islam' }],
    });
    const answer = await post('/v1/incidents', unknown).expect(201);
    expectAsSaid('post', '/v1/incidents', answer);
    expect(answer.body.warnings).toMatchObject([{ pointer: '/candidates/0/actor' }]);
  });

  it('takes a byte order mark', async () => {
    const text = `\uFEFF${JSON.stringify(report({ reportId: 'bom' }))}`;
    await request(service.http).post('/v1/incidents').type('application/json').send(text).expect(201);
  });
});

describe('the incidents', () => {
  it('are listed newest first and found by time, kind, event and reportId', async () => {
    const answer = await get('/v1/incidents').expect(200);
    expectAsSaid('get', '/v1/incidents', answer);
    expect(answer.body.items[0].report.reportId).toBe('bom');
    const first =
      'from=2016-03-09T11:00:00%2B02:00&to=2016-03-09T12:00:00+02:00&kind=airstrike&event=kafr-zita-2016-03-09&reportId=SNHR-2016-0312-4';
    expect((await get(`/v1/incidents?${first}`)).body.items).toHaveLength(1);
    expect((await get('/v1/incidents?kind=looting')).body.items).toEqual([]);
    expect((await get('/v1/incidents?from=2017-01-01T00:00:00Z')).body.items).toEqual([]);
  });

  it('come in pages that stay as they were while reports arrive', async () => {
    const all = (await get('/v1/incidents')).body.items.map((each: { id: string }) => each.id);
    const seen: string[] = [];
    let page = (await get('/v1/incidents?limit=1')).body;
    for (let number = 0; ; number += 1) {
      seen.push(...page.items.map((each: { id: string }) => each.id));
      if (page.next === undefined) break;
      await post('/v1/incidents', report({ reportId: `late-${number}` })).expect(201);
      page = (await get(`/v1/incidents?limit=1&cursor=${page.next}`).expect(200)).body;
    }
    expect(seen).toEqual(all);
  });

  it('are read one by one with their versions and verdicts', async () => {
    const { body } = await post('/v1/incidents', report());
    const answer = await get(`/v1/incidents/${body.incident.id}`).expect(200);
    expectAsSaid('get', '/v1/incidents/{id}', answer);
    expect(answer.body).toMatchObject({ incident: body.incident, verdicts: body.verdicts, versions: [{ version: 1 }] });
    expectAsSaid('get', '/v1/incidents/{id}', await get('/v1/incidents/inc_none').expect(404));
  });
});

describe('POST /v1/judgements', () => {
  it('judges as a submission does and stores nothing', async () => {
    const rows = await storedRows(service.database);
    const answer = await post('/v1/judgements', {
      incident: report({ reportId: 'dry' }),
      agreements: ['syria-2016'],
    }).expect(200);
    expectAsSaid('post', '/v1/judgements', answer);
    expect(await storedRows(service.database)).toEqual(rows);
    const stored = await post('/v1/incidents', report({ reportId: 'dry' }));
    const [{ id: _id, revision: _revision, judgedAt: _judgedAt, incident, ...verdict }] = stored.body.verdicts;
    expect(answer.body.verdicts[0]).toEqual({ ...verdict, incident: { reportId: 'dry', hash: incident.hash } });
  });

  it('says why an agreement is untouched', async () => {
    const early = report({ occurred: { from: '2010-01-01T00:00:00Z' } });
    const { body } = await post('/v1/judgements', { incident: early }).expect(200);
    expect(body).toMatchObject({ verdicts: [], untouched: [{ agreement: 'syria-2016' }] });
  });

  it('names the nearest agreement to one it does not know', async () => {
    const answer = await post('/v1/judgements', { incident: report(), agreements: ['syria-2061'] }).expect(422);
    expectAsSaid('post', '/v1/judgements', answer);
    expect(answer.body.errors).toMatchObject([{ pointer: '/agreements/0', nearest: ['syria-2016'] }]);
  });
});

describe('the verdicts', () => {
  it('are listed as summaries, or whole with their reasons', async () => {
    const short = await get('/v1/verdicts?limit=2').expect(200);
    expectAsSaid('get', '/v1/verdicts', short);
    expect(short.body.items[0].readings.text).not.toHaveProperty('candidates');
    const whole = await get('/v1/verdicts?limit=2&include=reasons').expect(200);
    expectAsSaid('get', '/v1/verdicts', whole);
    expect(whole.body.items[0].readings.text).toHaveProperty('candidates');
  });

  it.each([
    ['agreement=syria-2016', true],
    ['outcome=violation', true],
    ['reading=government&outcome=violation', false],
    ['party=russia', true],
    ['party=turkey', false],
    ['term=attack-on-opposition', true],
    ['contested=true', true],
    ['bbox=36,35,37,36', true],
    ['bbox=-10,35,-9,36', false],
    ['standing=likely', true],
    ['from=2016-03-09T11:45:00+02:00', true],
    ['from=2016-03-09T11:45:01+02:00', false],
  ])('answer %s', async (filter, found) => {
    const answer = await get(`/v1/verdicts?${filter}&limit=500`).expect(200);
    const ids = answer.body.items.map((each: { incident: { reportId: string } }) => each.incident.reportId);
    expect(ids.includes('SNHR-2016-0312-4')).toBe(found);
  });

  it('are read as JSON or as prose', async () => {
    const { body } = await post('/v1/incidents', report());
    const { id } = body.verdicts[0];
    const json = await get(`/v1/verdicts/${id}`).expect(200);
    expectAsSaid('get', '/v1/verdicts/{id}', json);
    expect(json.body).toEqual(body.verdicts[0]);
    const prose = await get(`/v1/verdicts/${id}`)
      .set('Accept', 'text/plain')
      .expect(200)
      .expect('content-type', /^text\/plain/);
    expect(prose.text).toContain('Cessation of hostilities in Syria');
    expectAsSaid('get', '/v1/verdicts/{id}', await get(`/v1/verdicts/${id}`).set('Accept', 'image/png').expect(406));
    expectAsSaid('get', '/v1/verdicts/{id}', await get('/v1/verdicts/ver_none').expect(404));
  });

  it('cost one row while nothing changes', async () => {
    const first = await get('/v1/verdicts').expect(200);
    const etag = first.headers.etag as string;
    expectAsSaid('get', '/v1/verdicts', await get('/v1/verdicts').set('If-None-Match', etag).expect(304));
    await get('/v1/verdicts?limit=3').set('If-None-Match', etag).expect(200);
    await post('/v1/incidents', report({ reportId: 'news' })).expect(201);
    await get('/v1/verdicts').set('If-None-Match', etag).expect(200);
  });

  it('are shown as they were at an earlier revision', async () => {
    const then = (await get('/v1/verdicts?limit=500')).body;
    await post('/v1/incidents', report({ reportId: 'later' })).expect(201);
    const { body } = await get(`/v1/verdicts?limit=500&asOf=${then.revision}`);
    expect(body.items).toEqual(then.items);
    expect(body.revision).toBeGreaterThan(then.revision);
  });
});

describe('the rules', () => {
  it('list the agreements and show each whole', async () => {
    expectAsSaid('get', '/v1/agreements', await get('/v1/agreements').expect(200));
    const answer = await get('/v1/agreements/syria-2016').expect(200);
    expectAsSaid('get', '/v1/agreements/{id}', answer);
    expect(answer.body).toMatchObject({ id: 'syria-2016', zones: { type: 'FeatureCollection' } });
    expect((await get('/v1/agreements/syria-2061').expect(404)).body.detail).toContain('syria-2016');
  });

  it('find a group by any name and tell what it was a member of', async () => {
    const answer = await get('/v1/groups?q=Jaysh%20al-Islam&at=2016-03-01T00:00:00Z&limit=1').expect(200);
    expectAsSaid('get', '/v1/groups', answer);
    expect(answer.body.items[0]).toMatchObject({ id: 'jaish-al-islam', groupsAt: expect.any(Array) });
    const none = await get('/v1/groups?q=jaish-al-islaam-army').expect(200);
    expectAsSaid('get', '/v1/groups', none);
  });

  it('page through every group once', async () => {
    const ids: string[] = [];
    let path = '/v1/groups?limit=7';
    for (;;) {
      const { body } = await get(path).expect(200);
      ids.push(...body.items.map((each: { id: string }) => each.id));
      if (body.next === undefined) break;
      path = `/v1/groups?limit=7&cursor=${body.next}`;
    }
    expect(ids).toEqual([...service.context.rulebook().registry.groups.keys()].sort());
  });
});

describe('the service', () => {
  it('says that it lives, that it is ready, and with which rulebook', async () => {
    expectAsSaid('get', '/health', await get('/health').expect(200));
    const ready = await get('/ready').expect(200);
    expectAsSaid('get', '/ready', ready);
    expect(ready.body.rulebook).toBe(service.context.rulebook().hash);
  });

  it('serves its contract, the reference page and a front page without anything from outside', async () => {
    expect((await get('/openapi.json').expect(200)).body.openapi).toBe('3.1.0');
    await get('/openapi.yaml').expect(200);
    for (const path of ['/', '/docs']) {
      const page = await get(path).expect(200).expect('content-type', /html/);
      expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      expect(page.headers['content-security-policy']).not.toContain('unsafe');
    }
    for (const file of ['start.js', 'swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])
      await get(`/docs/${file}`).expect(200);
  });

  it('answers HEAD, tells which methods an address takes, and passes a request id on', async () => {
    await request(service.http).head('/v1/verdicts').expect(200);
    await request(service.http).delete('/v1/verdicts').expect(405).expect('allow', 'GET, HEAD, OPTIONS');
    await request(service.http).options('/v1/incidents').expect(204).expect('allow', /POST/);
    await get('/health').set('X-Request-Id', 'abc-1').expect('x-request-id', 'abc-1');
    const own = await get('/health').set('X-Request-Id', 'no good id!');
    expect(own.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(own.headers).not.toHaveProperty('x-powered-by');
  });
});
