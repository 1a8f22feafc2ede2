import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changesAfter } from '../../src/store/changes.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

describe('correcting and withdrawing a report', () => {
  let service: TestService;
  const api = () => supertest(service.http);
  const send = async (change = {}) => (await api().post('/v1/incidents').send(report(change)).expect(201)).body;
  const feed = async () => {
    const changes = await changesAfter(service.database, 0, 100);
    return changes.map(({ type, verdictId, supersedes }) => [type, verdictId, supersedes]);
  };
  beforeEach(async () => {
    service = await makeTestService();
  });
  afterEach(() => service.close());

  it('a correction is a new version with a verdict that supersedes the one before', async () => {
    const first = await send();
    const { id } = first.incident;
    const before = first.verdicts[0];
    expect(before.outcome).toBe('violation');
    const corrected = report({ candidates: [{ actor: 'islamic-state', target: 'jaish-al-islam' }] });
    const { body } = await api().post(`/v1/incidents/${id}/corrections?reason=wrong+actor`).send(corrected).expect(201);
    expect(body.incident).toMatchObject({ id, version: 2, state: 'active', reason: 'wrong actor', report: corrected });
    expect(body.verdicts[0]).toMatchObject({
      outcome: 'out_of_scope',
      supersedes: before.id,
      incident: { version: 2 },
    });
    const after = body.verdicts[0];
    expect(await feed()).toEqual([
      ['verdict', before.id, undefined],
      ['verdict', after.id, before.id],
      ['superseded', before.id, undefined],
    ]);
    const list = await api().get('/v1/verdicts').expect(200);
    expect(list.body.items.map((each: { id: string }) => each.id)).toEqual([after.id]);
    const then = await api().get('/v1/verdicts?asOf=1').expect(200);
    expect(then.body.items.map((each: { id: string }) => each.id)).toEqual([before.id]);
    const old = await api().get(`/v1/verdicts/${before.id}`).expect(200);
    expect(old.body.outcome).toBe('violation');
    const history = await api().get(`/v1/incidents/${id}`).expect(200);
    expect(history.body.versions.map((each: { report: unknown }) => each.report)).toEqual([report(), corrected]);
    expect(history.body.history).toMatchObject([{ id: before.id, endedBy: after.revision }, { id: after.id }]);
  });

  it('at every revision exactly one verdict of a corrected incident is current', async () => {
    const { incident } = await send();
    for (const [index, actor] of ['islamic-state', 'russia', 'turkey'].entries())
      await api()
        .post(`/v1/incidents/${incident.id}/corrections`)
        .send(report({ candidates: [{ actor }], notes: String(index) }))
        .expect(201);
    const { body } = await api().get('/v1/verdicts');
    for (let asOf = 1; asOf <= body.revision; asOf++)
      expect((await api().get(`/v1/verdicts?asOf=${asOf}`)).body.items).toHaveLength(1);
  });

  it('a correction that leaves the agreement ends the verdict without another', async () => {
    const { incident, verdicts } = await send();
    const moved = report({ occurred: { from: '2010-01-01T00:00:00Z' } });
    const { body } = await api().post(`/v1/incidents/${incident.id}/corrections`).send(moved).expect(201);
    expect(body.verdicts).toEqual([]);
    expect((await feed()).at(-1)).toEqual(['superseded', verdicts[0].id, undefined]);
    expect((await api().get('/v1/verdicts')).body.items).toEqual([]);
  });

  it('the same content again changes nothing', async () => {
    const { incident } = await send();
    const { body } = await api().post(`/v1/incidents/${incident.id}/corrections`).send(report()).expect(200);
    expect(body.incident.version).toBe(1);
    expect(body.revision).toBe(1);
  });

  it('a phone that sends the first version late is told that it was corrected, and changes nothing', async () => {
    const { incident } = await send();
    await api()
      .post(`/v1/incidents/${incident.id}/corrections`)
      .send(report({ notes: 'more' }))
      .expect(201);
    const { body } = await api().post('/v1/incidents').send(report()).expect(200);
    expect(body.incident.version).toBe(2);
    expect(body.warnings.at(-1)).toMatchObject({ code: 'report-superseded' });
    await api()
      .post('/v1/incidents')
      .send(report({ notes: 'something else' }))
      .expect(409);
  });

  it('a withdrawal ends the verdicts, keeps the report, and can be taken back by a correction', async () => {
    const { incident, verdicts } = await send();
    const address = `/v1/incidents/${incident.id}/withdrawal`;
    const { body } = await api().post(address).send({ reason: 'staged' }).expect(201);
    expect(body.incident).toMatchObject({ version: 2, state: 'withdrawn', reason: 'staged', report: report() });
    expect(body.verdicts).toEqual([]);
    expect((await feed()).at(-1)).toEqual(['withdrawn', verdicts[0].id, undefined]);
    expect((await api().get('/v1/verdicts')).body.items).toEqual([]);
    await api().post(address).send({ reason: 'staged' }).expect(200);
    const again = await api().post('/v1/incidents').send(report()).expect(200);
    expect(again.body).toMatchObject({ incident: { state: 'withdrawn' }, verdicts: [] });
    const back = await api().post(`/v1/incidents/${incident.id}/corrections`).send(report()).expect(201);
    expect(back.body).toMatchObject({
      incident: { state: 'active', version: 3 },
      verdicts: [{ outcome: 'violation' }],
    });
  });

  it('two who correct the same version: the second is told that he was late, where he asked to be', async () => {
    const { incident } = await send();
    const address = `/v1/incidents/${incident.id}/corrections?ifVersion=1`;
    const answers = await Promise.all(['a', 'b'].map((notes) => api().post(address).send(report({ notes }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('version-differs');
  });

  it('sent again because its answer was lost, a correction is made once, also where it names the version it corrected', async () => {
    const { incident } = await send();
    const address = `/v1/incidents/${incident.id}/corrections?ifVersion=1`;
    await api()
      .post(address)
      .send(report({ notes: 'a' }))
      .expect(201);
    const again = await api()
      .post(address)
      .send(report({ notes: 'a' }))
      .expect(200);
    expect(again.body.incident.version).toBe(2);
  });

  it.each([
    ['another reportId', { body: report({ reportId: 'other' }), status: 422, pointer: '/reportId' }],
    ['a report that does not fit', { body: report({ kind: 'airstrik' }), status: 422, pointer: '/kind' }],
    [
      'swapped coordinates',
      { body: report({ place: { lon: 35.374, lat: 36.602, name: 'Kafr Zita' } }), status: 422, pointer: '/place' },
    ],
  ])('a correction with %s is answered with where the fault is', async (_name, { body, status, pointer }) => {
    const { incident } = await send();
    const answer = await api().post(`/v1/incidents/${incident.id}/corrections`).send(body);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it('an incident that is not there cannot be corrected or withdrawn', async () => {
    await api().post('/v1/incidents/inc_none/corrections').send(report()).expect(404);
    await api().post('/v1/incidents/inc_none/withdrawal').send({ reason: 'x' }).expect(404);
  });

  it('a withdrawal says why', async () => {
    const { incident } = await send();
    const { body } = await api()
      .post(`/v1/incidents/${incident.id}/withdrawal`)
      .send({ reason: '  ', who: 'me' })
      .expect(422);
    expect(body.errors.map((each: { pointer: string }) => each.pointer).sort()).toEqual(['/reason', '/who']);
  });
});
