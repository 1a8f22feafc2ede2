import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFile } from '../../src/actions/verify-file.js';
import { VERDICT_FILE_TYPE } from '../../src/domain/verdict-file.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';
import { tamper } from '../helpers/tamper.js';

let service: TestService;
let id = '';
const get = (path: string) => supertest(service.http).get(path);
beforeAll(async () => {
  service = await makeTestService();
  const { body } = await supertest(service.http).post('/v1/incidents').send(report()).expect(201);
  id = body.verdicts[0].id;
});
afterAll(() => service.close());

describe('GET /v1/verdicts/{id}/replay', () => {
  it('answers that the verdict is what judging again gives', async () => {
    const answer = await get(`/v1/verdicts/${id}/replay`).expect(200);
    expectAsSaid('get', '/v1/verdicts/{id}/replay', answer);
    expect(answer.body).toEqual({
      verdictId: id,
      rulebook: service.context.rulebook().hash,
      semantics: 1,
      identical: true,
      differences: [],
    });
  });

  it('asks json-rules-engine too when it is named, reading by reading, within what one request may cost', async () => {
    const answer = await get(`/v1/verdicts/${id}/replay?engine=json-rules-engine`).expect(200);
    expectAsSaid('get', '/v1/verdicts/{id}/replay', answer);
    const { identical, secondOpinion } = answer.body;
    expect(identical).toBe(true);
    expect(secondOpinion.map(({ reading }: { reading: string }) => reading)).toEqual([
      'text',
      'government',
      'opposition',
    ]);
    for (const { agrees, checked } of secondOpinion) {
      expect(agrees).toBe(true);
      expect(checked).toBeGreaterThanOrEqual(8);
      expect(checked).toBeLessThan(1_000);
    }
  });

  it('lets others be answered while it runs', async () => {
    const many = report({ reportId: 'many', candidates: Array.from({ length: 50 }, () => ({})) });
    const { body } = await supertest(service.http).post('/v1/incidents').send(many).expect(201);
    let replayed = false;
    const replay = get(`/v1/verdicts/${body.verdicts[0].id}/replay?engine=json-rules-engine`).then((answer) => {
      replayed = true;
      return answer;
    });
    await get('/health').expect(200);
    expect(replayed).toBe(false);
    const { secondOpinion } = (await replay).body;
    const runs = secondOpinion.reduce((sum: number, { checked }: { checked: number }) => sum + checked, 0);
    expect(runs).toBeLessThanOrEqual(1_000);
  });

  it('names another engine and another parameter as unknown, and a verdict that is not there as not found', async () => {
    await get(`/v1/verdicts/${id}/replay?engine=drools`).expect(400);
    await get(`/v1/verdicts/${id}/replay?engin=json-rules-engine`).expect(400);
    const answer = await get('/v1/verdicts/ver_none/replay').expect(404);
    expectAsSaid('get', '/v1/verdicts/{id}/replay', answer);
  });
});

describe('GET /v1/verdicts/{id}/file', () => {
  it('gives one file that holds by itself, to be kept under the name of the verdict', async () => {
    for (const type of [VERDICT_FILE_TYPE, 'application/json']) {
      const answer = await get(`/v1/verdicts/${id}/file`)
        .set('Accept', type)
        .buffer(true)
        .parse(asText as never)
        .expect(200);
      expect(answer.headers['content-type']).toContain(type);
      expect(answer.headers['content-disposition']).toBe(`attachment; filename="${id}.json"`);
      expect(answer.headers.etag).toBeDefined();
      const body = JSON.parse(answer.body);
      expectAsSaid('get', '/v1/verdicts/{id}/file', { status: 200, headers: { 'content-type': type }, body });
      expect(await verifyFile(body)).toMatchObject({ verdictId: id, differences: [] });
    }
  });

  it('is not found where there is no such verdict', async () => {
    await get('/v1/verdicts/ver_none/file').expect(404);
  });
});

describe('a verdict that was tampered with', () => {
  it('is answered with every difference whole', async () => {
    await tamper(service.database, 'verdicts', { id }, { outcome: 'exempt' });
    const answer = await get(`/v1/verdicts/${id}/replay`).expect(200);
    expectAsSaid('get', '/v1/verdicts/{id}/replay', answer);
    expect(answer.body).toMatchObject({
      identical: false,
      differences: [{ pointer: '/columns/outcome', expected: 'violation', got: 'exempt' }],
    });
  });

  it('is told from its rulebook too, also where that was held from a replay before', async () => {
    await tamper(service.database, 'rulebooks', {}, { source: '{}' });
    const answer = await get(`/v1/verdicts/${id}/replay`).expect(200);
    expect(answer.body.notReplayed).toBe('its rulebook cannot be built again');
    const pointers = answer.body.differences.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.every((pointer: string) => pointer.startsWith('/rulebook/source'))).toBe(true);
    expect(pointers.length).toBeGreaterThan(0);
  });
});

const asText = (response: NodeJS.ReadableStream, done: (error: Error | null, text: string) => void) => {
  let text = '';
  response.on('data', (chunk) => {
    text += chunk;
  });
  response.on('end', () => done(null, text));
};
