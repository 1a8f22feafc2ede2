import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testLanguagesFolder } from '../helpers/languages.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
let address: string;
beforeAll(async () => {
  service = await makeTestService({ languages: testLanguagesFolder });
  const { body } = await supertest(service.http).post('/v1/incidents').send(report()).expect(201);
  address = `/v1/verdicts/${body.verdicts[0].id}`;
});
afterAll(() => service.close());

const prose = (query = '', headers: Record<string, string> = {}) =>
  supertest(service.http)
    .get(`${address}${query}`)
    .set({ Accept: 'text/plain', ...headers });

describe('The prose of a verdict', () => {
  it('is English unless another language is asked for, and says which it is', async () => {
    const answer = await prose().expect(200).expect('content-language', 'en');
    expect(answer.text).toContain('Judged by Cessation of hostilities in Syria');
    expectAsSaid('get', '/v1/verdicts/{id}', answer);
  });

  it('is in the language that ?lang says, whatever Accept-Language wishes', async () => {
    const answer = await prose('?lang=ru', { 'Accept-Language': 'ar' }).expect(200).expect('content-language', 'ru');
    expect(answer.text).toMatch(/нарушение, /);
  });

  it('follows Accept-Language to the best there is, and to English where there is none', async () => {
    await prose('', { 'Accept-Language': 'de, ar-SY;q=0.9, ru;q=0.4' }).expect(200).expect('content-language', 'ar');
    await prose('', { 'Accept-Language': 'de' }).expect(200).expect('content-language', 'en');
  });

  it('has an ETag for each language, and says that it varies by it', async () => {
    const [en, ru] = [await prose(), await prose('', { 'Accept-Language': 'ru' })];
    expect(en.headers.vary).toMatch(/Accept-Language/);
    expect(en.headers.etag).not.toBe(ru.headers.etag);
    await prose('', { 'Accept-Language': 'ru', 'If-None-Match': ru.headers.etag ?? '' }).expect(304);
    await prose('', { 'If-None-Match': ru.headers.etag ?? '' }).expect(200);
  });

  it('in a language that there is no file of is refused with those there are', async () => {
    const answer = await prose('?lang=tlh').expect(400);
    expectAsSaid('get', '/v1/verdicts/{id}', answer);
    expect(answer.body.errors).toMatchObject([{ pointer: 'lang', got: 'tlh', allowed: ['en', 'ar', 'ru'] }]);
    expect(answer.body.errors[0].detail).toContain('ru (Русский)');
  });

  it('is what ?lang speaks of: with JSON it is refused, and says what would be right', async () => {
    const answer = await supertest(service.http).get(`${address}?lang=ru`).expect(400);
    expect(answer.body.errors[0]).toMatchObject({
      pointer: 'lang',
      detail: expect.stringMatching(/Accept: text\/plain/),
    });
  });
});
