import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/counterfactual/move.js';
import type { Incident } from '../../src/domain/incident.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';

let service: TestService;
let verdict: string;
beforeAll(async () => {
  service = await makeTestService();
  const { body } = await supertest(service.http).post('/v1/incidents').send(report()).expect(201);
  verdict = body.verdicts[0].id;
});
afterAll(() => service.close());

const whyNot = (query: string) => supertest(service.http).get(`/v1/verdicts/${verdict}/why-not${query}`);
const judge = (body: Record<string, unknown>) => supertest(service.http).post('/v1/judgements').send(body);

describe('Why not, over HTTP', () => {
  it('is answered for a stored verdict, for one reading, by the rulebook that judged it', async () => {
    const answer = await whyNot('?outcome=no_violation&reading=text').expect(200);
    expectAsSaid('get', '/v1/verdicts/{id}/why-not', answer);
    expect(answer.body).toMatchObject({ verdict, outcome: 'no_violation', rulebook: service.shipped.hash });
    expect(answer.body.readings).toHaveLength(1);
    expect(answer.body.readings[0]).toMatchObject({ reading: 'text', answer: 'found' });
  });

  it('gives changes that, sent as a report, are judged so by POST /v1/judgements', async () => {
    const { body } = await whyNot('?outcome=out_of_scope&reading=text').expect(200);
    for (const { changes } of body.readings[0].alternatives) {
      const incident = applyChanges(report() as Incident, changes);
      const judged = await judge({ incident, agreements: ['syria-2016'] }).expect(200);
      expect(judged.body.verdicts[0].outcome).toBe('out_of_scope');
    }
  });

  it('is answered beside a judgement that is not stored', async () => {
    const before = await storedRows(service.database);
    const answer = await judge({ incident: report(), whyNot: 'exempt' }).expect(200);
    expectAsSaid('post', '/v1/judgements', answer);
    expect(answer.body.whyNot).toHaveLength(answer.body.verdicts.length);
    expect(answer.body.whyNot[0]).toMatchObject({ outcome: 'exempt', agreement: 'syria-2016' });
    expect((await judge({ incident: report() }).expect(200)).body).not.toHaveProperty('whyNot');
    expect(await storedRows(service.database)).toEqual(before);
  });

  it('reads as prose', async () => {
    const answer = await whyNot('?outcome=not_in_force').set('Accept', 'text/plain').expect(200);
    expect(answer.headers['content-language']).toBe('en');
    expect(answer.text).toContain('What would make it not in force under Cessation of hostilities in Syria');
    expect(answer.text).toMatch(/The text read plainly would say: not in force\./);
  });

  it.each([
    ['', 'outcome'],
    ['?outcome=guilty', 'outcome'],
    ['?outcome=violation&reading=txt', 'reading'],
    ['?outcome=violation&readnig=text', 'readnig'],
    ['?outcome=violation&lang=en', 'lang'],
  ])('is refused for %s, with what would be right', async (query, pointer) => {
    const answer = await whyNot(query).expect(400);
    expectAsSaid('get', '/v1/verdicts/{id}/why-not', answer);
    expect(answer.body.errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
  });

  it('is not found for a verdict there is not, and refused for an outcome there is not', async () => {
    const none = await supertest(service.http).get('/v1/verdicts/ver_none/why-not?outcome=exempt').expect(404);
    expectAsSaid('get', '/v1/verdicts/{id}/why-not', none);
    const answer = await judge({ incident: report(), whyNot: 'undetermined' }).expect(422);
    expect(answer.body.errors[0].pointer).toBe('/whyNot');
  });
});
