import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ledgerAnswer, ledgersAnswer, summaryAnswer } from '../../src/http/count-answers.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
const get = (path: string) => request(service.http).get(path);
const send = (body: Record<string, unknown>) => request(service.http).post('/v1/incidents').send(body).expect(201);

beforeAll(async () => {
  service = await makeTestService();
  await send(report());
  // The same event by another report, and one that nobody ties to it.
  await send(report({ reportId: 'second', happened: 'confirmed' }));
  await send(
    report({
      reportId: 'third',
      event: null,
      occurred: { from: '2016-04-30T22:30:00Z' },
      place: { name: 'Far away', lon: 38.9, lat: 35.9, radiusKm: 1, pcode: 'SY11' },
      candidates: [{ actor: 'syrian-air-force', target: 'Nobody knows them' }],
    }),
  );
});
afterAll(() => service.close());

const ledger = async (query: string): Promise<z.output<typeof ledgerAnswer>> =>
  ledgerAnswer.parse((await get(`/v1/ledger?reading=government&${query}`).expect(200)).body);
const summary = async (query = ''): Promise<z.output<typeof summaryAnswer>> =>
  summaryAnswer.parse((await get(`/v1/summary?${query}`).expect(200)).body);

describe('GET /v1/ledger', () => {
  it('gives one reading’s ledger, or those of all', async () => {
    const one = await ledger('agreement=syria-2016');
    expect([one.agreement, one.reading, one.counted, one.unit]).toEqual(['syria-2016', 'government', 3, 'incidents']);
    const { ledgers } = ledgersAnswer.parse((await get('/v1/ledger').expect(200)).body);
    expect(ledgers.map(({ reading }) => reading)).toEqual(['text', 'government', 'opposition']);
  });

  it('lists exceptions that were never used beside those that were', async () => {
    const { exceptions, neverUsed } = await ledger('');
    const entry = exceptions.find(({ id }) => id === 'called-terrorist');
    expect(entry).toMatchObject({ kind: 'loophole', family: 'definitional', accepted: 'under-a-condition' });
    expect(entry?.lifted).toEqual({ total: 2, established: 2, asserted: 0, presumed: 0 });
    expect(entry?.byActor).toMatchObject([{ actor: 'russian-aerospace-forces', total: 2 }]);
    expect(neverUsed).toContain('items-not-approved');
    expect(exceptions.map(({ id }) => id)).toEqual(expect.arrayContaining(neverUsed));
  });

  it('counts reports of one event once when events are asked for', async () => {
    const { unit, counted, exceptions } = await ledger('count=events');
    const entry = exceptions.find(({ id }) => id === 'called-terrorist');
    expect([unit, counted, entry?.lifted.total]).toEqual(['events', 2, 1]);
    expect(entry?.outcomesIfClosed).toBeUndefined();
  });

  it('takes an end as a whole day of the zone', async () => {
    const until = async (zone: string) => (await ledger(`to=2016-04-30&zone=${zone}`)).counted;
    expect([await until('UTC'), await until('Asia/Damascus')]).toEqual([3, 2]);
  });
});

describe('GET /v1/summary', () => {
  it('says unit, zone and both denominators, and tells days in the zone', async () => {
    const { unit, unitMeans, zone, agreements } = await summary('zone=Asia/Damascus');
    expect([unit, zone, unitMeans.length > 0]).toEqual(['incidents', 'Asia/Damascus', true]);
    const text = agreements[0]?.byReading[0];
    expect([agreements[0]?.counted, text?.decided, text?.byOutcome.undetermined]).toEqual([3, 2, 1]);
    expect(text?.byDay.map(({ day }) => day)).toEqual(['2016-03-09', '2016-05-01']);
  });

  it('shows what is not known as a slice of its own', async () => {
    const { agreements } = await summary();
    expect(agreements[0]?.byReading[0]?.byGovernorate.map(({ governorate }) => governorate)).toEqual(['SY11', null]);
    expect((await summary('area=unknown')).agreements[0]?.counted).toBe(2);
    expect((await summary('area=SY11')).agreements[0]?.counted).toBe(1);
    expect(agreements[0]?.byParty.map(({ party }) => party)).toContain('Nobody knows them');
  });
});

describe('What counts are asked for by', () => {
  it.each([
    ['reading=goverment', 'reading', 'government'],
    ['agreement=syria-2015', 'agreement', 'syria-2016'],
    ['zone=Asia/Damascas', 'zone', 'Asia/Damascus'],
    ['area=Aleppo', 'area', 'SY05'],
    ['from=2016-02-30', 'from', '2016-02-27'],
    ['from=2016-05-01&to=2016-04-30', 'from', 'after to'],
    ['count=reports', 'count', 'incidents'],
    ['by=month', 'by', 'not a parameter'],
  ])('is refused where it cannot be, with what would be right: %s', async (query, pointer, right) => {
    for (const path of ['/v1/ledger', '/v1/summary']) {
      const { body } = await get(`${path}?${query}`).expect(400);
      expect(body.code).toBe('unknown-parameter');
      expect(body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([pointer]);
      expect(JSON.stringify(body.errors)).toContain(right);
    }
  });

  it('costs a row when nothing has changed since', async () => {
    for (const path of ['/v1/ledger?reading=text', '/v1/summary']) {
      const { headers } = await get(path).expect(200);
      await get(path).set('If-None-Match', String(headers.etag)).expect(304);
    }
  });
});
