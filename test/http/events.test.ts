import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';
import { expectSoundJournal } from '../helpers/sound-journal.js';

let service: TestService;
beforeEach(async () => {
  service = await makeTestService();
});
afterEach(() => service.close());

const post = (path: string, body: object) => request(service.http).post(path).send(body);
const get = (path: string) => request(service.http).get(path);
const submit = async (change: Record<string, unknown>) =>
  (await post('/v1/incidents', report({ event: null, ...change })).expect(201)).body;
/** Two reports of one strike, under two names of one town. */
async function two() {
  const first = await submit({ reportId: 'a' });
  const second = await submit({ reportId: 'b', place: { name: 'كفر زيتا' } });
  return { first, second, link: second.incident.possibleDuplicateOf[0].link as string };
}
const ownEvent = ({ incident }: { incident: { id: string } }) => `evt_${incident.id.slice(4)}`;
const decide = (link: string, decision: string, more = {}) =>
  post(`/v1/links/${link}/decision`, { decision, by: 'Aleppo desk', ...more });

describe('A report near another', () => {
  it('is kept, linked and flagged, and its sender is told why', async () => {
    const { first, second } = await two();
    expect(first.incident.possibleDuplicateOf).toBeUndefined();
    const [near] = second.incident.possibleDuplicateOf;
    expect(near).toMatchObject({ incident: first.incident.id, reportId: 'a', reporter: 'local', state: 'suspected' });
    expect(near.because.map(({ of }: { of: string }) => of)).toEqual(['time', 'name', 'kind', 'actor']);
    expect(second.warnings.at(-1)).toMatchObject({ code: 'possible-duplicate' });
    expect(second.warnings.at(-1).detail).toContain(first.incident.id);
    expect(second.verdicts.length).toBeGreaterThan(0);
  });

  it('is flagged on both sides, read alone, in lists and when it is sent again', async () => {
    const { first, second, link } = await two();
    const read = await get(`/v1/incidents/${first.incident.id}`).expect(200);
    expectAsSaid('get', '/v1/incidents/{id}', read);
    expect(read.body.incident.possibleDuplicateOf).toMatchObject([{ link, incident: second.incident.id }]);
    const list = await get('/v1/incidents').expect(200);
    expectAsSaid('get', '/v1/incidents', list);
    expect(list.body.items.map((item: { possibleDuplicateOf: object[] }) => item.possibleDuplicateOf.length)).toEqual([
      1, 1,
    ]);
    const again = await post('/v1/incidents', report({ event: null, reportId: 'a' })).expect(200);
    expectAsSaid('post', '/v1/incidents', again);
    expect(again.body.warnings.at(-1).code).toBe('possible-duplicate');
    expect((await get(`/v1/incidents?asOf=${first.revision}`)).body.items[0].possibleDuplicateOf).toBeUndefined();
  });

  it('is linked exactly once when two are posted at once', async () => {
    const bodies = ['a', 'b', 'c'].map((reportId) => report({ event: null, reportId }));
    await Promise.all(bodies.map((body) => post('/v1/incidents', body).expect(201)));
    const { items } = (await get('/v1/links').expect(200)).body;
    const pairs = items.map(({ earlier, later }: Record<string, { reportId: string }>) =>
      [earlier?.reportId, later?.reportId].sort().join(),
    );
    expect(pairs.sort()).toEqual(['a,b', 'a,c', 'b,c']);
  });

  it('is not linked when it is another day, place, kind or actor', async () => {
    await submit({ reportId: 'a' });
    for (const [reportId, change] of Object.entries({
      day: { occurred: { from: '2016-03-11T11:15:00+02:00' } },
      place: { place: { name: 'Latamneh', lon: 36.9, lat: 35.3, radiusKm: 2 } },
      kind: { kind: 'siege' },
      actor: { candidates: [{ actor: 'turkey' }] },
    }))
      expect((await submit({ reportId, ...change })).incident.possibleDuplicateOf, reportId).toBeUndefined();
  });

  it('has at most twenty links, and its sender is told of the rest', async () => {
    for (let each = 0; each < 23; each += 1) await submit({ reportId: `r${each}` });
    const last = await submit({ reportId: 'last' });
    expect(last.incident.possibleDuplicateOf).toHaveLength(20);
    expect(last.warnings.at(-1).detail).toContain('3 more reports');
  });
});

describe('A link', () => {
  it('is listed and read with its decisions', async () => {
    const { second, link } = await two();
    const list = await get('/v1/links?state=suspected').expect(200);
    expectAsSaid('get', '/v1/links', list);
    expect(list.body.items).toMatchObject([{ id: link, state: 'suspected', later: { incident: second.incident.id } }]);
    const decided = await decide(link, 'rejected', { note: 'two raids' }).expect(201);
    expectAsSaid('post', '/v1/links/{id}/decision', decided);
    const read = await get(`/v1/links/${link}`).expect(200);
    expectAsSaid('get', '/v1/links/{id}', read);
    expect(read.body).toMatchObject({
      state: 'rejected',
      decisions: [{ state: 'rejected', by: 'Aleppo desk', note: 'two raids' }],
    });
    expect((await get('/v1/links?state=suspected')).body.items).toEqual([]);
    expect((await get(`/v1/links?state=suspected&asOf=${second.revision}`)).body.items).toHaveLength(1);
    expect((await get(`/v1/links?incident=${second.incident.id}&state=rejected`)).body.items).toHaveLength(1);
    expect((await get(`/v1/incidents/${second.incident.id}`)).body.incident.possibleDuplicateOf).toBeUndefined();
  });

  it('takes a change number for every decision, none for the same again, and no row of the feed', async () => {
    const { second, link } = await two();
    const feed = (await get('/v1/changes').expect(200)).body.items.length;
    const before = await get(`/v1/incidents/${second.incident.id}`);
    const first = await decide(link, 'confirmed').expect(201);
    expect(first.body.revision).toBe(second.revision + 1);
    expect((await decide(link, 'confirmed').expect(200)).body.revision).toBe(second.revision + 1);
    expect((await decide(link, 'confirmed', { by: 'another desk' }).expect(201)).body.revision).toBe(
      second.revision + 2,
    );
    await get(`/v1/incidents/${second.incident.id}`)
      .set('If-None-Match', before.headers.etag as string)
      .expect(200);
    expect((await get('/v1/changes')).body.items).toHaveLength(feed);
    await expectSoundJournal(service.database);
  });

  it('makes two events one when it is confirmed, and two again when that is taken back', async () => {
    const { first, second, link } = await two();
    expect(second.incident.event).not.toBe(first.incident.event);
    await decide(link, 'confirmed').expect(201);
    const joined = await get(`/v1/events/${second.incident.event}`).expect(200);
    expectAsSaid('get', '/v1/events/{id}', joined);
    expect(joined.body).toMatchObject({ id: first.incident.event, reportCount: 2 });
    await decide(link, 'rejected').expect(201);
    expect((await get(`/v1/events/${second.incident.event}`)).body).toMatchObject({
      id: second.incident.event,
      reportCount: 1,
    });
    expect((await get(`/v1/events/${first.incident.event}`)).body.reportCount).toBe(1);
  });

  it.each([
    ['an unknown decision', { decision: 'maybe', by: 'x' }],
    ['no name', { decision: 'confirmed' }],
    ['an unknown key', { decision: 'confirmed', by: 'x', why: 'y' }],
  ])('refuses %s', async (_name, body) => {
    const { link } = await two();
    const refused = await post(`/v1/links/${link}/decision`, body).expect(422);
    expectAsSaid('post', '/v1/links/{id}/decision', refused);
    expect(refused.body.errors.length).toBeGreaterThan(0);
  });

  it('is not found under an id that is none', async () => {
    expectAsSaid('get', '/v1/links/{id}', await get('/v1/links/lnk_no').expect(404));
    await decide('lnk_no', 'confirmed').expect(404);
  });
});

describe('A correction', () => {
  const correct = (id: string, change: Record<string, unknown>) =>
    post(`/v1/incidents/${id}/corrections`, report({ event: null, ...change }));

  it('lets a suspected link lapse that it no longer bears out, and suspects it again when it does', async () => {
    const { second, link } = await two();
    const away = { reportId: 'b', occurred: { from: '2016-03-20T11:15:00+02:00' } };
    const moved = await correct(second.incident.id, away).expect(201);
    expect(moved.body.incident.possibleDuplicateOf).toBeUndefined();
    expect((await get(`/v1/links/${link}`)).body).toMatchObject({ state: 'lapsed', decisions: [{ by: 'truce' }] });
    const back = await correct(second.incident.id, { reportId: 'b' }).expect(201);
    expect(back.body.incident.possibleDuplicateOf).toMatchObject([{ link, state: 'suspected' }]);
    expect(back.body.incident.possibleDuplicateOf[0].because[1]).toMatchObject({ of: 'place', km: 0 });
  });

  it('leaves what a person decided, and finds new neighbours', async () => {
    const { first, second, link } = await two();
    await decide(link, 'confirmed').expect(201);
    const third = await submit({ reportId: 'c', occurred: { from: '2016-03-20T11:15:00+02:00' } });
    const moved = await correct(second.incident.id, { reportId: 'b', occurred: { from: '2016-03-20T11:20:00+02:00' } });
    expect(moved.body.incident.possibleDuplicateOf).toMatchObject([
      { link, incident: first.incident.id, state: 'confirmed' },
      { incident: third.incident.id, state: 'suspected' },
    ]);
    expect(moved.body.incident.event).toBe(first.incident.event);
  });

  it('moves a report to the event it names now', async () => {
    const a = await submit({ reportId: 'a', event: 'Raid on  the market' });
    const b = await submit({
      reportId: 'b',
      event: 'raid on the market',
      occurred: { from: '2016-03-20T11:15:00+02:00' },
    });
    expect(b.incident.event).toBe(a.incident.event);
    const left = await correct(a.incident.id, { reportId: 'a' }).expect(201);
    expect((await get(`/v1/incidents/${b.incident.id}`)).body.incident.event).toBe(ownEvent(b));
    expect(left.body.incident.event).toBe(ownEvent(a));
  });

  it('of a withdrawn report suspects anew what its withdrawal let lapse', async () => {
    const { second, link } = await two();
    await post(`/v1/incidents/${second.incident.id}/withdrawal`, { reason: 'sent twice' }).expect(201);
    expect((await get(`/v1/links/${link}`)).body.state).toBe('lapsed');
    await correct(second.incident.id, { reportId: 'b' }).expect(201);
    expect((await get(`/v1/links/${link}`)).body.state).toBe('suspected');
  });
});

describe('An event', () => {
  it('shows the verdict of each report and of all together, without those that were withdrawn', async () => {
    const { first, second, link } = await two();
    await decide(link, 'confirmed').expect(201);
    const event = `/v1/events/${first.incident.event}`;
    const both = (await get(event)).body;
    expect(both.reports.map(({ incident }: { incident: string }) => incident)).toEqual([
      first.incident.id,
      second.incident.id,
    ]);
    expect(both.reports[0].verdicts[0].readings).toHaveProperty('text');
    expect(both.together['syria-2016'].text).toMatchObject({ reports: 2 });
    await post(`/v1/incidents/${second.incident.id}/withdrawal`, { reason: 'sent twice' }).expect(201);
    const one = (await get(event)).body;
    expect(one.reportCount).toBe(2);
    expect(one.together['syria-2016'].text).toMatchObject({ reports: 1, outcome: 'violation', contradictory: false });
  });

  it('is undetermined where its reports contradict each other', async () => {
    const told = { event: 'one strike' };
    const first = await submit({ reportId: 'a', ...told });
    await submit({ reportId: 'b', ...told, happened: 'disproved' });
    const { together } = (await get(`/v1/events/${first.incident.event}`)).body;
    expect(together['syria-2016'].text).toMatchObject({
      outcome: 'undetermined',
      possible: ['violation', 'no_violation'],
      contradictory: true,
      standing: 'alleged',
    });
  });

  it('is listed once, with pages and filters', async () => {
    const { first, link } = await two();
    await decide(link, 'confirmed').expect(201);
    await submit({ reportId: 'c', occurred: { from: '2017-01-01T00:00:00Z' } });
    const list = await get('/v1/events').expect(200);
    expectAsSaid('get', '/v1/events', list);
    expect(list.body.items).toMatchObject([{ reports: 1 }, { id: first.incident.event, reports: 2, withdrawn: 0 }]);
    const page = (await get('/v1/events?limit=1')).body;
    await submit({ reportId: 'd', occurred: { from: '2018-01-01T00:00:00Z' } });
    const next = await get(`/v1/events?limit=1&cursor=${page.next}`).expect(200);
    expect(next.body.items).toMatchObject([{ id: first.incident.event }]);
    expect(next.body.next).toBeUndefined();
    expect((await get('/v1/events?several=true')).body.items).toHaveLength(1);
    expect((await get('/v1/events?agreement=syria-2016&to=2016-12-31T00:00:00Z')).body.items).toHaveLength(1);
    await get('/v1/events?agreement=syria-2017').expect(400);
    expectAsSaid('get', '/v1/events/{id}', await get('/v1/events/evt_no').expect(404));
  });
});
