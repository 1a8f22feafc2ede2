import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { submitMany } from '../../src/actions/submit-many.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { insertChanges } from '../../src/store/changes.js';
import { write } from '../../src/store/revision.js';
import { endVerdict } from '../../src/store/verdicts.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { quiet } from '../helpers/quiet.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
let server: Server;
beforeEach(async () => {
  service = await makeTestService();
  server = createServer(service.http).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await service.close();
});

const get = (query: string) => request(server).get(`/v1/changes?${query}`);
const submit = async (count: number, name = 'r') => {
  const reports = Array.from({ length: count }, (_, index) =>
    incidentSchema.parse(report({ reportId: `${name}-${index}` })),
  );
  return submitMany(service.context, service.context.rulebook(), 'local', reports);
};
/** A report that no agreement is touched by: it takes a number, and the feed has nothing to tell of it. */
const untouched = (name: string): Incident =>
  incidentSchema.parse(report({ reportId: name, occurred: { from: '2010-01-01T00:00:00Z' } }));

describe('GET /v1/changes', () => {
  it('tells every verdict in the order of commits, with its summary, in pages that join without a gap', async () => {
    await submit(7);
    const listed = (await request(server).get('/v1/verdicts')).body.items;
    const numbers: number[] = [];
    let after = 0;
    for (;;) {
      const answer = await get(`after=${after}&limit=2`).expect(200);
      expectAsSaid('get', '/v1/changes', answer);
      if (answer.body.items.length === 0) break;
      for (const { number, verdict, verdictId, type } of answer.body.items) {
        numbers.push(number);
        expect([type, verdict, verdictId]).toEqual([
          'verdict',
          listed.find((each: { id: string }) => each.id === verdictId),
          verdict.id,
        ]);
      }
      after = answer.body.after;
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(after).toBe(7);
  });

  it('tells supersessions and withdrawals by the verdict they end', async () => {
    const [answer] = await submit(1);
    const verdict = answer && 'verdicts' in answer ? answer.verdicts[0] : undefined;
    const [verdictId, incidentId] = [String(verdict?.id), String(verdict?.incident.id)];
    await write(service.database, async (transaction, revision) => {
      const [number] = revision.take(1) as [number];
      await endVerdict(transaction, verdictId, number);
      await insertChanges(transaction, [{ number, type: 'withdrawn', verdictId, incidentId, at: 0 }]);
    });
    const { body } = await get('after=1').expect(200);
    expect(body).toEqual({
      items: [{ number: 2, type: 'withdrawn', verdictId, incidentId, at: '1970-01-01T00:00:00Z' }],
      after: 2,
      revision: 2,
    });
    expectAsSaid('get', '/v1/changes', await get('after=1'));
  });

  it('goes past what the filter leaves out, and past numbers that have no change', async () => {
    const rulebook = service.context.rulebook();
    const [first] = await submit(1);
    const verdictId = first && 'verdicts' in first ? String(first.verdicts[0]?.id) : '';
    await submitMany(service.context, rulebook, 'local', [untouched('early')]);
    await write(service.database, async (transaction, revision) => {
      const [number] = revision.take(1) as [number];
      await insertChanges(transaction, [
        { number, type: 'withdrawn', verdictId: 'ver_other', incidentId: 'inc_other', at: 0 },
      ]);
    });
    const { body } = await get('agreement=syria-2016').expect(200);
    expect(body.items.map((each: { verdictId: string }) => each.verdictId)).toEqual([verdictId]);
    expect([body.after, body.revision]).toEqual([3, 3]);
    expect((await get('agreement=syria-2016&after=1').expect(200)).body).toEqual({ items: [], after: 3, revision: 3 });
    expect((await get('')).body.items.map((each: { number: number }) => each.number)).toEqual([1, 3]);
    expect((await get('agreement=syria-2061').expect(400)).body.errors[0].nearest).toEqual(['syria-2016']);
  });

  it('finds what lies beyond thousands of numbers that the filter leaves out', async () => {
    await write(service.database, async (_transaction, revision) => revision.take(12_000));
    await submit(1);
    const { body } = await get('agreement=syria-2016').expect(200);
    expect(body.items.map((each: { number: number }) => each.number)).toEqual([12_001]);
  });

  it('refuses a reader who has come further than the record, and says why that may be', async () => {
    const answer = await get('after=1').expect(400);
    expectAsSaid('get', '/v1/changes', answer);
    expect(answer.body).toMatchObject({ code: 'beyond-record', errors: [{ pointer: 'after', got: 1 }] });
    expect(answer.body.detail).toContain('was the database replaced?');
  });

  it.each(['after=-1', 'after=x', 'wait=61', 'wait=1.5', 'limit=0', 'limit=501', 'agreement=', 'cursor=a'])(
    'refuses %s',
    async (query) => {
      expectAsSaid('get', '/v1/changes', await get(query).expect(400));
    },
  );
});

describe('waiting for changes', () => {
  const asked = async (query: string) => {
    const abort = new AbortController();
    const { port } = server.address() as AddressInfo;
    const answer = fetch(`http://127.0.0.1:${port}/v1/changes?${query}`, { signal: abort.signal });
    await once(server, 'request');
    return { abort, answer };
  };

  it('answers as soon as a report has come in', async () => {
    const { answer } = await asked('after=0&wait=60');
    await request(server).post('/v1/incidents').send(report()).expect(201);
    expect(await (await answer).json()).toMatchObject({
      items: [{ number: 1, type: 'verdict' }],
      after: 1,
      revision: 1,
    });
  });

  it('answers at once when something is there already', async () => {
    await submit(1);
    expect((await get('after=0&wait=60').expect(200)).body.items).toHaveLength(1);
  });

  it('answers nothing new when the wait is over', async () => {
    await submit(1);
    expect((await get('after=1&wait=1').expect(200)).body).toEqual({ items: [], after: 1, revision: 1 });
  });

  it('goes on when what came has nothing to tell', async () => {
    const { answer } = await asked('wait=60');
    await submitMany(service.context, service.context.rulebook(), 'local', [untouched('early')]);
    await submit(1);
    expect(await (await answer).json()).toMatchObject({ items: [{ number: 2 }], after: 2, revision: 2 });
  });

  it('ends at once, with what there is, when the service is told to stop', async () => {
    const { answer } = await asked('wait=60');
    await service.context.revisions.close();
    expect(await (await answer).json()).toEqual({ items: [], after: 0, revision: 0 });
  });

  it('costs nothing more once the reader has gone', async () => {
    const { abort, answer } = await asked('wait=60');
    abort.abort();
    await expect(answer).rejects.toThrow();
    await quiet(service.database);
  });
});

describe('a reader of the feed', () => {
  it('meets every change once and in order while reports come in and pages are cut anywhere', async () => {
    const writers = ['a', 'b', 'c'].map(async (name) => {
      for (let round = 0; round < 8; round += 1) await submit(1 + (round % 4), `${name}${round}`);
    });
    const total = 3 * 2 * (1 + 2 + 3 + 4);
    const numbers: number[] = [];
    for (let after = 0, page = 0; numbers.length < total; page += 1) {
      const { body } = await get(`after=${after}&wait=60&limit=${1 + (page % 3)}`).expect(200);
      numbers.push(...body.items.map((each: { number: number }) => each.number));
      after = body.after;
    }
    await Promise.all(writers);
    expect(numbers).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  });
});
