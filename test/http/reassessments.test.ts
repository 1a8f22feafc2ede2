import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFile } from '../../src/actions/verify-file.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { goesLive, reassessAll } from '../helpers/reassessing.js';
import { makeTestService, report, rulesFolder, type TestService } from '../helpers/service.js';
import { builtFrom } from '../helpers/small-record.js';
import { filesIn } from '../rulebook/rule-folders.js';

/** The shipped rules with co-location refused by every reading. */
const closed: Rulebook = builtFrom(
  filesIn(rulesFolder)
    .filter(({ path }) => /^(groups|syria-2016\/)/.test(path))
    .map(({ path, text }) => ({
      path,
      text: text.replace(/ +- \{ exception: co-located-with-nusra, when: .*\n/, ''),
    })),
);

let service: TestService;
let first: string;
const get = (path: string) => request(service.http).get(path);

beforeAll(async () => {
  service = await makeTestService();
  const answer = await request(service.http).post('/v1/incidents').send(report()).expect(201);
  first = answer.body.verdicts[0].id;
  const outside = report({ reportId: 'elsewhere', place: { name: 'Minsk', lon: 27.56, lat: 53.9, radiusKm: 5 } });
  await request(service.http).post('/v1/incidents').send(outside).expect(201);
});
afterAll(() => service.close());

describe('a publish that turns a verdict', () => {
  it('is planned, told how far it is, and told what came of it', async () => {
    const none = await get('/v1/reassessments').expect(200);
    expectAsSaid('get', '/v1/reassessments', none);
    expect(none.body.items).toEqual([]);

    const before = service.shipped;
    const planned = await goesLive(service.database, before, closed);
    const waiting = await get(`/v1/reassessments/${planned?.id}`).expect(200);
    expectAsSaid('get', '/v1/reassessments/{id}', waiting);
    expect(waiting.body).toMatchObject({
      state: 'planned',
      share: 0,
      workedOn: false,
      who: 'an-analyst',
      from: [before.hash],
      to: closed.hash,
    });

    await reassessAll(service.database);
    const done = await get('/v1/reassessments').expect(200);
    expectAsSaid('get', '/v1/reassessments', done);
    const counts = { looked: 1, judged: 1, superseded: 1, added: 0, ended: 0, flipped: 1, possibleFlipped: 0 };
    expect(done.body.items).toMatchObject([
      { id: planned?.id, state: 'finished', share: 1, workedOn: false, ...counts },
    ]);
  });

  it('is in the feed with the rule change that turned it, as is the new verdict itself', async () => {
    const feed = await get('/v1/changes?after=2').expect(200);
    expectAsSaid('get', '/v1/changes', feed);
    const [made, ended] = feed.body.items;
    const because = [
      {
        id: 'syria-2016.readings.government.accepts.co-located-with-nusra',
        agreement: 'syria-2016',
        kind: 'removed',
        text: expect.any(String),
      },
    ];
    expect(feed.body.items).toHaveLength(2);
    expect(made).toMatchObject({ type: 'verdict', supersedes: first, because });
    expect(ended).toMatchObject({ type: 'superseded', verdictId: first, because });

    const verdict = await get(`/v1/verdicts/${made.verdictId}`).expect(200);
    expectAsSaid('get', '/v1/verdicts/{id}', verdict);
    expect(verdict.body).toMatchObject({ because, rulebook: closed.hash, supersedes: first });
    const earlier = await get(`/v1/verdicts/${first}`).expect(200);
    expect(earlier.body.because).toBeUndefined();

    const replay = await get(`/v1/verdicts/${made.verdictId}/replay`).expect(200);
    expect(replay.body).toMatchObject({ identical: true });
    const file = await get(`/v1/verdicts/${made.verdictId}/file`).expect(200);
    expect((await verifyFile(file.body)).differences).toEqual([]);
  });

  it('is told page by page, the latest first', async () => {
    await goesLive(service.database, closed, service.shipped);
    await reassessAll(service.database);
    const page = await get('/v1/reassessments?limit=1').expect(200);
    expect(page.body.items).toMatchObject([{ state: 'finished', from: [closed.hash] }]);
    const next = await get(`/v1/reassessments?limit=1&cursor=${page.body.next}`).expect(200);
    expectAsSaid('get', '/v1/reassessments', next);
    expect(next.body.items).toMatchObject([{ to: closed.hash }]);
    expect(next.body.next).toBeUndefined();
  });

  it('answers what is wrong with a question', async () => {
    await get('/v1/reassessments/rea_nothing').expect(404);
    await get('/v1/reassessments?state=running').expect(400);
    await get('/v1/reassessments?cursor=bad').expect(400);
  });
});
