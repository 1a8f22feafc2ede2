import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadGazetteer } from '../../src/actions/load-gazetteer.js';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import { withAdded } from '../../src/domain/added.js';
import type { GazetteerPlace } from '../../src/domain/gazetteer.js';
import { incidentSchema } from '../../src/domain/incident.js';
import { hashOf } from '../../src/engine/hash.js';
import { judgeAll } from '../../src/engine/judge.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

const place = (name: string, pcode: string, area: string, lon: number, lat: number): GazetteerPlace => ({
  name,
  names: [name],
  pcode,
  lon,
  lat,
  radiusKm: 5,
  area,
  codes: ['SY', area],
  country: 'SY',
});
const PLACES = [
  place('Kafr Zeita', 'C3463', 'SY05', 36.602, 35.374),
  place('Duma (Duma)', 'C2338', 'SY03', 36.405, 33.571),
  place('Duma (Hamra)', 'C3076', 'SY05', 37.003, 35.34),
];
const file = { places: PLACES, fileHash: 'sha256:1', source: 'test', licence: null, how: {} };

let service: TestService;
beforeEach(async () => {
  service = await makeTestService();
});
afterEach(() => service.close());

const load = () => loadGazetteer(service.context, 'operator', file);
const post = (place: unknown, change: Record<string, unknown> = {}) =>
  request(service.http)
    .post('/v1/incidents')
    .send(report({ place, ...change }));

describe('A report that names its place, where a gazetteer is loaded', () => {
  it('is judged with the coordinates, which stand beside the report, marked', async () => {
    const { load: loaded } = await load();
    const { status, body } = await post({ name: 'كفر زيتا' });
    expect(status).toBe(201);
    const added = {
      place: { lon: 36.602, lat: 35.374, radiusKm: 5, pcode: 'C3463' },
      by: 'gazetteer',
      load: loaded.hash,
      matched: 'transliterated',
      name: 'Kafr Zeita',
      area: 'SY05',
    };
    expect(body.incident.added).toEqual(added);
    expect(body.incident.report.place).toEqual({ name: 'كفر زيتا' });
    const { body: read } = await request(service.http).get(`/v1/incidents/${body.incident.id}`);
    expect(read.versions).toMatchObject([{ added, report: { place: { name: 'كفر زيتا' } } }]);
    const { body: list } = await request(service.http).get('/v1/verdicts?bbox=36.5,35.3,36.7,35.4');
    expect(list.items).toHaveLength(1);
    expect(await service.database('verdicts').distinct('area')).toEqual([{ area: 'SY05' }]);
  });

  it('gets the verdict that report and addition together give, and its hash', async () => {
    await load();
    const { body } = await post({ name: 'Kafr Zeita' });
    const judged = withAdded(incidentSchema.parse(body.incident.report), body.incident.added);
    const rulebook = service.context.rulebook();
    const [again] = judgeAll(judged, hashOf(judged), rulebook).verdicts;
    const [verdict] = body.verdicts;
    expect(verdict.readings).toEqual(JSON.parse(JSON.stringify(again?.readings)));
    expect(verdict.incident.hash).toBe(hashOf(judged));
    const same = await post({ name: 'Kafr Zita', lon: 36.602, lat: 35.374, radiusKm: 5 }, { reportId: 'other' });
    expect(same.body.verdicts[0].outcome).toBe(verdict.outcome);
  });

  it('is judged again to the byte, columns and all, without the gazetteer', async () => {
    await load();
    await post({ name: 'Kafr Zeita' });
    await service.database('gazetteer_names').delete();
    const checked = [];
    const record = await recordToVerify(service.database);
    for await (const each of verifyRecord(service.database, record, {})) checked.push(each);
    expect(checked.length).toBeGreaterThan(0);
    expect(checked.flatMap(({ differences }) => differences)).toEqual([]);
    expect(checked.map(({ notReplayed }) => notReplayed)).toEqual(checked.map(() => undefined));
  });

  it('is judged the same without being stored', async () => {
    await load();
    const { body: stored } = await post({ name: 'Kafr Zeita' });
    const { body } = await request(service.http)
      .post('/v1/judgements')
      .send({ incident: report({ place: { name: 'Kafr Zeita' } }) });
    expect(body.added).toEqual(stored.incident.added);
    expect(body.verdicts[0].readings).toEqual(stored.verdicts[0].readings);
  });

  it('stays as it was judged before the gazetteer came, until it is corrected', async () => {
    const before = await post({ name: 'Kafr Zeita' });
    expect(before.body.incident).not.toHaveProperty('added');
    await load();
    const again = await post({ name: 'Kafr Zeita' });
    expect(again.status).toBe(200);
    expect(again.body.incident).not.toHaveProperty('added');
    const address = `/v1/incidents/${before.body.incident.id}/corrections`;
    const corrected = await request(service.http)
      .post(address)
      .send(report({ place: { name: 'Kafr Zeita' }, notes: 'seen by two' }));
    expect(corrected.status).toBe(201);
    expect(corrected.body.incident.added.place.pcode).toBe('C3463');
  });

  it('is the same report again when it is sent again, and keeps its place when it is withdrawn', async () => {
    await load();
    const first = await post({ name: 'Kafr Zeita' });
    const again = await post({ name: 'Kafr Zeita' });
    expect([again.status, again.body.incident]).toEqual([200, first.body.incident]);
    await request(service.http)
      .post(`/v1/incidents/${first.body.incident.id}/withdrawal`)
      .send({ reason: 'a mistake' });
    const rows = await service.database('incident_versions').select('lon', 'lat').orderBy('version');
    expect(rows).toEqual([
      { lon: 36.602, lat: 35.374 },
      { lon: 36.602, lat: 35.374 },
    ]);
  });

  it('is judged without coordinates where several places have the name, and is told which', async () => {
    await load();
    const { body } = await post({ name: 'دوما' });
    expect(body.incident).not.toHaveProperty('added');
    expect(body.warnings).toMatchObject([{ code: 'place-ambiguous', nearest: ['C2338', 'C3076'] }]);
    const narrowed = await post({ name: 'دوما', within: ['SY03'] }, { reportId: 'narrowed' });
    expect(narrowed.body.incident.added.place.pcode).toBe('C2338');
    const named = await post({ name: 'Duma', within: ['SY03'] }, { reportId: 'named' });
    expect(named.body.incident.added.place.pcode).toBe('C2338');
  });

  it('is warned where its coordinates are far from its name, and keeps them', async () => {
    await load();
    const { body } = await post({ name: 'Kafr Zita', lon: 38, lat: 35.374, radiusKm: 2 });
    expect(body.incident).not.toHaveProperty('added');
    expect(body.warnings).toMatchObject([{ code: 'place-far-from-name', pointer: '/place/name' }]);
  });
});

describe('Where no gazetteer is loaded', () => {
  it('nothing is added, and one query is asked for all reports that name a place, none for those that do not', async () => {
    const asked: string[] = [];
    service.database.on('query', ({ sql }: { sql: string }) => {
      if (sql.includes('gazetteer')) asked.push(sql);
    });
    const named = await post({ name: 'Kafr Zeita' });
    expect(named.body.warnings).toEqual([]);
    expect(asked).toHaveLength(1);
    await post(null, { reportId: 'nowhere' });
    await post({ lon: 36.6, lat: 35.3, radiusKm: 3 }, { reportId: 'somewhere' });
    expect(asked).toHaveLength(1);
  });
});
