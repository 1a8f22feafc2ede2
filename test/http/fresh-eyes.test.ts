import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';

/** What a reader with fresh eyes found, each with the test that would have caught it. */

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
});
afterAll(() => service.close());

describe('Fresh eyes', () => {
  it('find a report timed at a leap second judged as at the second before it', async () => {
    const leap = report({ reportId: 'leap', occurred: { from: '2016-03-09T11:15:60+02:00' } });
    const plain = report({ reportId: 'plain', occurred: { from: '2016-03-09T11:15:59+02:00' } });
    const [a, b] = [
      await request(service.http).post('/v1/incidents').send(leap),
      await request(service.http).post('/v1/incidents').send(plain),
    ];
    expect(a.status).toBe(201);
    expect(a.body.verdicts[0].outcome).toBe(b.body.verdicts[0].outcome);
  });

  it.each([
    'agreement=syria-2017',
    'reading=gov',
    'term=foo',
    'exception=self-defense',
    'from=2016-03-02T00:00:00Z&to=2016-03-01T00:00:00Z',
  ])('find a filter that cannot be refused, not answered with nothing: %s', async (filter) => {
    const answer = await request(service.http).get(`/v1/verdicts?${filter}`).expect(400);
    expect(answer.body.code).toBe('unknown-parameter');
    expect(answer.body.errors).toHaveLength(1);
  });

  it('find a request for another host refused, as a page elsewhere would send it', async () => {
    const rows = await storedRows(service.database);
    const answer = await request(service.http)
      .post('/v1/incidents')
      .set('Host', 'evil.example')
      .send(report({ reportId: 'evil' }))
      .expect(421);
    expect(answer.body.code).toBe('foreign-host');
    expect(await storedRows(service.database)).toEqual(rows);
    await request(service.http).get('/health').set('Host', 'localhost:4370').expect(200);
  });

  it.each([
    ['{"place": {"lon": NaN}}', 'column 19'],
    ['{"a":[1,2,}', 'column 11'],
    ['{"a":tru}', 'column 6'],
  ])('find %s told where it goes wrong', async (body, place) => {
    const answer = await request(service.http).post('/v1/incidents').type('application/json').send(body).expect(400);
    expect(answer.body.errors[0].detail).toContain(place);
  });

  it('find a number too small to be held refused, not bent to zero', async () => {
    const body = JSON.stringify(report({ reportId: 'small' })).replace('36.602', '1e-400');
    const answer = await request(service.http).post('/v1/incidents').type('application/json').send(body).expect(400);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/place/lon' });
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00'])('find the year of %s refused', async (from) => {
    const answer = await request(service.http)
      .post('/v1/incidents')
      .send(report({ reportId: 'year', occurred: { from } }))
      .expect(422);
    expect(answer.body.errors[0].pointer).toBe('/occurred/from');
  });

  it.each([' a ', 'a\nb', '\u202Eabc'])('find a reportId that could disturb a page refused: %j', async (reportId) => {
    await request(service.http).post('/v1/incidents').send(report({ reportId })).expect(422);
  });
});
