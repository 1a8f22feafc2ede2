import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestService, report, type TestService } from '../helpers/service.js';

describe('POST /v1/incidents/{id}/redactions', () => {
  let service: TestService;
  let id: string;
  let verdict: string;
  const api = () => supertest(service.http);
  const redact = (body: object, query = '') => api().post(`/v1/incidents/${id}/redactions${query}`).send(body);
  const current = async () => (await api().get(`/v1/verdicts`).expect(200)).body.items[0];
  const sent = report({ notes: 'Told by Zaynab Qarmuti.' });
  beforeEach(async () => {
    service = await makeTestService();
    const { body } = await api().post('/v1/incidents').set('Idempotency-Key', 'one').send(sent).expect(201);
    id = body.incident.id;
    verdict = body.verdicts[0].id;
  });
  afterEach(() => service.close());

  it('answers what went, where copies may be, and the incident as it stands; readers see the mark', async () => {
    const { body } = await redact({ text: 'zaynab qarmuti', reason: 'asked' }).expect(201);
    expect(body).toMatchObject({
      incident: { id, version: 2, report: { notes: 'Told by [redacted].' } },
      redactions: [{ part: 'report', version: 1, pointer: '/notes', by: 'local', reason: 'asked' }],
      left: [],
      remains: expect.arrayContaining([expect.stringContaining('backups')]),
    });
    const read = await api().get(`/v1/incidents/${id}`).expect(200);
    expect(read.body.versions[0]).toMatchObject({
      report: { notes: 'Told by [redacted].' },
      redactions: body.redactions,
    });
    expect(JSON.stringify(read.body)).not.toContain('Qarmuti');
    expect((await api().get(`/v1/verdicts/${verdict}`).expect(200)).body.redacted).toEqual(['/notes']);
    const replayed = await api().get(`/v1/verdicts/${verdict}/replay?engine=json-rules-engine`).expect(200);
    expect(replayed.body).toMatchObject({ identical: true, redacted: ['/notes'], differences: [] });
    expect(replayed.body).not.toHaveProperty('secondOpinion');
    const prose = await api().get(`/v1/verdicts/${verdict}`).set('Accept', 'text/plain').expect(200);
    expect(prose.text).toContain('Redacted of the report since it was judged: /notes. What the verdict came to stands');
    const later = await api()
      .get(`/v1/verdicts/${(await current()).id}`)
      .set('Accept', 'text/plain')
      .expect(200);
    expect(later.text).not.toContain('Redacted of');
  });

  it('changes every ETag that could stand for what went', async () => {
    const paths = [
      `/v1/incidents/${id}`,
      '/v1/incidents',
      `/v1/verdicts/${verdict}`,
      `/v1/verdicts/${verdict}/file`,
      '/v1/verdicts',
    ];
    const tags = await Promise.all(paths.map(async (path) => (await api().get(path).expect(200)).headers.etag));
    await redact({ pointers: ['/notes'], reason: 'asked' }).expect(201);
    for (const [index, path] of paths.entries())
      await api().get(path).set('If-None-Match', String(tags[index])).expect(200);
  });

  it('drops the answer that was stored under an Idempotency-Key: sent again, the report is known and not stored', async () => {
    await redact({ text: 'Qarmuti', reason: 'asked' }).expect(201);
    const again = await api().post('/v1/incidents').set('Idempotency-Key', 'one').send(sent).expect(200);
    expect(again.body).toMatchObject({ incident: { id, version: 2 }, warnings: [{ code: 'report-redacted' }] });
    expect(JSON.stringify(again.body)).not.toContain('Qarmuti');
  });

  it('does no more the second time, and shows what would go before the first', async () => {
    const { body: dry } = await redact({ text: 'Qarmuti', reason: 'asked', dryRun: true }).expect(200);
    expect(dry).toMatchObject({ redactions: [], would: [{ version: 1, pointer: '/notes', is: sent.notes }] });
    await redact({ text: 'Qarmuti', reason: 'asked' }).expect(201);
    const { body } = await redact({ text: 'Qarmuti', reason: 'asked' }).expect(200);
    expect(body).toMatchObject({ redactions: [], incident: { version: 2 } });
  });

  it('refuses with every fault: no reason, nothing named, unknown keys, pointers to nothing, another version', async () => {
    expect((await redact({ pointer: '/notes' }).expect(422)).body).toMatchObject({ code: 'bad-request' });
    expect((await redact({ reason: 'asked' }).expect(422)).body.errors[0].detail).toMatch(/pointers or a text/);
    const { body } = await redact({ pointers: ['/note', '/kind'], reason: 'asked' }).expect(422);
    expect(body.errors).toMatchObject([
      { pointer: '/pointers/0', nearest: ['/notes'] },
      { pointer: '/pointers/1', got: '/kind' },
    ]);
    await redact({ pointers: ['/notes'], reason: 'asked' }, '?ifVersion=7').expect(409);
    await api().post('/v1/incidents/inc_none/redactions').send({ text: 'Qarmuti', reason: 'asked' }).expect(404);
  });
});
