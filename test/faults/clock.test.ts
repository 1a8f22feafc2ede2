import type { Express } from 'express';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeHttp } from '../../src/http/make-http.js';
import { answerErrors } from '../../src/http/problems.js';
import { RateWindows } from '../../src/http/rate-window.js';
import { leaseReassessment, openReassessments } from '../../src/store/reassessments.js';
import { claimReceipt } from '../../src/store/receipts.js';
import { goesLive, reassessAll } from '../helpers/reassessing.js';
import { expectNothingLost } from '../helpers/record-checks.js';
import { makeTestService, type TestService } from '../helpers/service.js';
import { editedRules, smallRules } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { noSenders, reportOf } from '../helpers/writers.js';

// It only ends what hangs, on a machine with much else to do.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** The clock of the machine is set back, by a day. */

const NOON = Date.parse('2026-11-22T12:00:00Z');
const DAY = 24 * 60 * 60_000;
const setClock = (to: number) => vi.setSystemTime(to);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(stopStores);

describe.each(stores)('a clock that is set back, on $name', (store) => {
  let opened: OpenedStore;
  let service: TestService;
  let http: Express;
  beforeEach(async () => {
    opened = await store.open();
    service = await makeTestService();
    const rulebook = smallRules();
    const context = { ...service.context, database: opened.database, now: Date.now, rulebook: () => rulebook };
    http = makeHttp(context, pino({ level: 'silent' }));
  });
  afterEach(async () => {
    await opened.close();
    await service.close();
  });

  it('changes nothing of the order of the feed, and every list still shows everything once', async () => {
    const senders = noSenders();
    const post = async (reportId: string) => {
      senders.sent.add(reportId);
      const { status, body } = await request(http).post('/v1/incidents').send(reportOf(reportId));
      expect(status).toBe(201);
      const verdicts = body.verdicts.map(({ id }: { id: string }) => id);
      senders.acknowledged.set(reportId, { id: body.incident.id, verdicts });
      return String(body.incident.id);
    };
    const first = await post('r1');
    const second = await post('r2');
    setClock(NOON - DAY);
    const third = await post('r3');
    const corrected = { ...reportOf('r1'), notes: 'corrected' };
    expect((await request(http).post(`/v1/incidents/${first}/corrections`).send(corrected)).status).toBe(201);
    expect((await request(http).post(`/v1/incidents/${second}/withdrawal`).send({ reason: 'staged' })).status).toBe(
      201,
    );

    const numbers: number[] = [];
    for (let after = 0; ; ) {
      const { body } = await request(http).get(`/v1/changes?after=${after}&limit=1`);
      numbers.push(...body.items.map(({ number }: { number: number }) => number));
      after = body.after;
      if (after >= body.revision) break;
    }
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    for (const [path, wanted] of [
      ['/v1/incidents', [first, second, third]],
      ['/v1/verdicts', await opened.database('verdicts').whereNull('ended').pluck('id')],
    ] as const) {
      const found: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await request(http).get(`${path}?limit=1${cursor}`);
        found.push(...body.items.map((item: Record<string, string>) => item.id));
        if (body.next === undefined) break;
        cursor = `&cursor=${body.next}`;
      }
      expect(found.sort()).toEqual([...wanted].sort());
    }
    senders.acknowledged.set('r1', { id: first, verdicts: [] });
    expect(await expectNothingLost(opened.database, senders)).toMatchObject({ acknowledged: 3, lost: 0, twice: 0 });
  });

  it('frees what a process held that died before, in a minute and not in a day', async () => {
    const name = { caller: 'local', key: 'k-1' };
    await claimReceipt(opened.database, name, 'a request', Date.now());
    const claim = () => claimReceipt(opened.database, name, 'a request', Date.now());
    expect((await claim()).is).toBe('running');
    // Clocks that differ by a little are no reason to take anything from anybody.
    setClock(NOON - 60_000);
    expect((await claim()).is).toBe('running');
    setClock(NOON - DAY);
    expect((await claim()).is).toBe('mine');
    expect((await claim()).is).toBe('running');
  });

  it('frees a reassessment that a process held that died before', async () => {
    await request(http).post('/v1/incidents').send(reportOf('r1'));
    await goesLive(opened.database, smallRules(), editedRules());
    const [open] = await openReassessments(opened.database);
    const lease = (holder: string) =>
      leaseReassessment(opened.database, open?.id ?? '', { holder, now: Date.now(), until: Date.now() + 5_000 });
    expect([await lease('one'), await lease('two')]).toEqual([true, false]);
    setClock(NOON - DAY);
    expect((await reassessAll(opened.database)).at(-1)).toMatchObject({ state: 'finished' });
  });
});

it('a clock that is set back refuses no key for longer than a window', async () => {
  const app = express();
  const limit = { windowMs: 60_000, limit: 2, keyGenerator: () => 'a-key', validate: false };
  app.use(rateLimit({ ...limit, store: new RateWindows() }), (_request, response) => void response.end());
  app.use(answerErrors);
  const statuses = async (count: number) => {
    const all: number[] = [];
    for (let sent = 0; sent < count; sent++) all.push((await request(app).get('/')).status);
    return all;
  };
  expect(await statuses(3)).toEqual([200, 200, 429]);
  setClock(NOON - DAY);
  expect(await statuses(3)).toEqual([200, 200, 429]);
  setClock(NOON - DAY + 60_001);
  expect(await statuses(1)).toEqual([200]);
});
