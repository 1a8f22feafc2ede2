import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';
import { expectSoundJournal } from '../helpers/sound-journal.js';

let service: TestService;
let first: { incident: { id: string; event: string } };
beforeEach(async () => {
  service = await makeTestService();
  first = (await post('/v1/incidents', report({ event: null })).expect(201)).body;
});
afterEach(() => service.close());

const post = (path: string, body: object) => request(service.http).post(path).send(body);
const get = (path: string) => request(service.http).get(path);
const eventOf = async (id = first.incident.event) => (await get(`/v1/events/${id}`).expect(200)).body;

const finding = { by: 'ISSG Ceasefire Task Force', finding: 'violation', at: '2016-04-01T00:00:00Z' };
const determinations = () => `/v1/events/${first.incident.event}/determinations`;
const replies = () => `/v1/events/${first.incident.event}/replies`;

describe('A determination', () => {
  it('stands beside the verdicts and changes none of them', async () => {
    const before = await eventOf();
    const recorded = await post(determinations(), {
      ...finding,
      agreement: 'syria-2016',
      reading: 'text',
      text: 'so it was',
    });
    expectAsSaid('post', '/v1/events/{id}/determinations', recorded);
    expect(recorded.status).toBe(201);
    expect(recorded.body.determination).toMatchObject({ ...finding, event: first.incident.event });
    const after = await eventOf();
    expect(after.determinations).toEqual([recorded.body.determination]);
    expect(after.together).toEqual(before.together);
    expect(after.reports).toEqual(before.reports);
    expect(after.revision).toBe(before.revision + 1);
    expect((await get('/v1/changes')).body.items.at(-1).number).toBeLessThan(after.revision);
    await expectSoundJournal(service.database);
  });

  it('is recorded once, however often it is sent', async () => {
    const one = await post(determinations(), finding).expect(201);
    const again = await post(determinations(), finding).expect(200);
    expect(again.body).toEqual(one.body);
    expect((await eventOf()).determinations).toHaveLength(1);
  });

  it('is replaced by another that names it, and both stay', async () => {
    const one = (await post(determinations(), finding).expect(201)).body.determination;
    const two = { ...finding, finding: 'inconclusive', replaces: one.id };
    const next = (await post(determinations(), two).expect(201)).body.determination;
    expect((await eventOf()).determinations).toMatchObject([{ id: one.id, replacedBy: next.id }, { id: next.id }]);
    const twice = await post(determinations(), { ...two, text: 'again' }).expect(422);
    expect(twice.body.errors).toMatchObject([{ pointer: '/replaces', allowed: [next.id] }]);
    await post(replies(), { by: 'Russia', kind: 'denial', at: finding.at, replaces: next.id }).expect(422);
  });

  it('warns of a speaker that comes near a known group, and takes any other as it is', async () => {
    const slip = await post(replies(), { by: 'Ahrar al-Shan', kind: 'denial', at: finding.at }).expect(201);
    expectAsSaid('post', '/v1/events/{id}/replies', slip);
    expect(slip.body.warnings).toMatchObject([{ pointer: '/by', code: 'unknown-group' }]);
    expect(slip.body.warnings[0].nearest.length).toBeGreaterThan(0);
    expect((await post(replies(), { by: 'Russia', kind: 'denial', at: finding.at }).expect(201)).body.warnings).toEqual(
      [],
    );
    expect((await eventOf()).replies).toHaveLength(2);
  });

  it.each([
    ['an agreement nobody knows', { agreement: 'syria-2061' }, '/agreement'],
    ['a reading the agreement does not have', { agreement: 'syria-2016', reading: 'goverment' }, '/reading'],
    ['a reading without its agreement', { reading: 'text' }, '/reading'],
    ['a finding that is none', { finding: 'breach' }, '/finding'],
    ['a local time', { at: '2016-04-01T00:00:00' }, '/at'],
    ['a link that a browser would run', { url: 'javascript:alert(1)' }, '/url'],
    ['an unknown key', { verdict: 'x' }, '/verdict'],
  ])('is refused with %s', async (_name, change, pointer) => {
    const refused = await post(determinations(), { ...finding, ...change }).expect(422);
    expectAsSaid('post', '/v1/events/{id}/determinations', refused);
    expect(refused.body.errors).toMatchObject([{ pointer }]);
    expect((await eventOf()).determinations).toEqual([]);
  });

  it('needs an event that there is', async () => {
    for (const id of ['evt_no', first.incident.id, `det_${first.incident.id.slice(4)}`])
      await post(`/v1/events/${id}/determinations`, finding).expect(404);
  });

  it('goes with the report under whose event it was recorded when events are joined and parted', async () => {
    const second = (await post('/v1/incidents', report({ event: null, reportId: 'b' })).expect(201)).body;
    await post(`/v1/events/${second.incident.event}/determinations`, finding).expect(201);
    const link = second.incident.possibleDuplicateOf[0].link;
    const decide = (decision: string) => post(`/v1/links/${link}/decision`, { decision, by: 'desk' }).expect(201);
    await decide('confirmed');
    expect((await eventOf()).determinations).toHaveLength(1);
    await decide('rejected');
    expect((await eventOf()).determinations).toEqual([]);
    expect((await eventOf(second.incident.event)).determinations).toHaveLength(1);
  });
});

describe('Evidence', () => {
  const video = { uri: 'https://example.org/v.mp4', sha256: 'a'.repeat(64), kind: 'video', mediaType: 'video/mp4' };
  const taken = { at: '2016-03-09T12:00:00+02:00', by: 'a neighbour', note: 'filmed it' };
  const copied = { at: '2016-03-10T12:00:00+02:00', by: 'archive', note: 'copied it, same hash' };

  it('goes beside a report, and its chain of custody grows', async () => {
    const recorded = await post(`/v1/incidents/${first.incident.id}/evidence`, { ...video, custody: [taken] }).expect(
      201,
    );
    expectAsSaid('post', '/v1/incidents/{id}/evidence', recorded);
    const { id } = recorded.body.evidence;
    await post(`/v1/incidents/${first.incident.id}/evidence`, { ...video, custody: [taken] }).expect(200);
    const step = await post(`/v1/evidence/${id}/custody`, copied).expect(201);
    expectAsSaid('post', '/v1/evidence/{id}/custody', step);
    expect(step.body.revision).toBe(recorded.body.revision + 1);
    await post(`/v1/evidence/${id}/custody`, copied).expect(200);
    const read = await get(`/v1/evidence/${id}`).expect(200);
    expectAsSaid('get', '/v1/evidence/{id}', read);
    expect(read.body.custody).toMatchObject([taken, { ...copied, recordedAt: '2026-11-22T15:00:00Z' }]);
    const incident = await get(`/v1/incidents/${first.incident.id}`).expect(200);
    expectAsSaid('get', '/v1/incidents/{id}', incident);
    expect(incident.body.evidence).toMatchObject([{ id, ...video }]);
    expect((await eventOf()).evidence).toMatchObject([{ id, incident: first.incident.id }]);
  });

  it('may be sent with the report, and changes no verdict', async () => {
    const same = { event: 'x', occurred: { from: '2016-05-01T00:00:00Z' } };
    const without = (await post('/v1/incidents', report({ ...same, reportId: 'b' })).expect(201)).body;
    const sent = { ...video, custody: [taken] };
    const having = (await post('/v1/incidents', report({ ...same, reportId: 'c', evidence: [sent] })).expect(201)).body;
    const outcomes = ({ verdicts }: { verdicts: { readings: object }[] }) => verdicts.map(({ readings }) => readings);
    expect(outcomes(having)).toEqual(outcomes(without));
    const event = await get(`/v1/events/${having.incident.event}`).expect(200);
    expectAsSaid('get', '/v1/events/{id}', event);
    expect(event.body.evidence).toMatchObject([{ incident: having.incident.id, ...video }]);
  });

  it.each([
    ['a script', { uri: 'javascript:alert(1)' }, '/uri'],
    ['a file of this machine', { uri: 'file:///etc/passwd' }, '/uri'],
    ['no hash', { sha256: undefined }, '/sha256'],
    ['a kind that is none', { kind: 'vidoe' }, '/kind'],
    ['a custody step without a name', { custody: [{ at: taken.at, note: 'x' }] }, '/custody/0/by'],
  ])('is refused with %s', async (_name, change, pointer) => {
    const refused = await post(`/v1/incidents/${first.incident.id}/evidence`, { ...video, ...change }).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer }]);
    const asked = await post('/v1/incidents', report({ reportId: 'z', evidence: [{ ...video, ...change }] })).expect(
      422,
    );
    expect(asked.body.errors).toMatchObject([{ pointer: `/evidence/0${pointer}` }]);
  });

  it('needs a report, and custody a piece of evidence, that there is', async () => {
    await post('/v1/incidents/inc_no/evidence', video).expect(404);
    await post('/v1/evidence/evd_no/custody', copied).expect(404);
    await get('/v1/evidence/evd_no').expect(404);
  });
});
