import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/actions/keys.js';
import type { Scope } from '../../src/domain/access.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';

/** A monitor's key sees and corrects the reports of its own reporter only, unless it is for more. */

let service: TestService;
const keys: Record<string, string> = {};

const post = (who: string, address: string, body: object) =>
  request(service.http).post(address).set('Authorization', `Bearer ${keys[who]}`).send(body);
const get = (who: string, address: string) =>
  request(service.http).get(address).set('Authorization', `Bearer ${keys[who]}`);

beforeAll(async () => {
  service = await makeTestService();
  const made: [string, string, Scope[]][] = [
    ['anna', 'anna', ['incidents:write']],
    ['annas second', 'anna', ['incidents:write']],
    ['boris', 'boris', ['incidents:write']],
    ['reader', 'office', ['incidents:read']],
    ['reviewer', 'office', ['incidents:read', 'incidents:write']],
    ['admin', 'office', ['incidents:write', 'admin']],
    ['reviewing admin', 'office', ['incidents:read', 'incidents:write', 'admin']],
    ['whole admin', 'office', ['incidents:read', 'incidents:write', 'locations:exact', 'admin']],
  ];
  for (const [name, reporter, scopes] of made) {
    const wanted = { reporter, name: '', scopes, expiresAt: null };
    keys[name] = (await createKey(service.context, 'test', wanted)).secret;
  }
});
afterAll(() => service.close());

describe('A monitor', () => {
  it('is known by reporter and reportId: two may use the same id, each for a report of their own', async () => {
    const same = report({ reportId: 'A-1' });
    const annas = await post('anna', '/v1/incidents', same).expect(201);
    const boriss = await post('boris', '/v1/incidents', { ...same, kind: 'shelling' }).expect(201);
    expect(annas.body.incident.reporter).toBe('anna');
    expect(boriss.body.incident.reporter).toBe('boris');
    await post('annas second', '/v1/incidents', same).expect(200);
  });

  it('sees the own reports in the list and by their id; those of others are not there for it', async () => {
    const annas = (await get('anna', '/v1/incidents').expect(200)).body.items;
    expect(annas.map(({ reporter }: { reporter: string }) => reporter)).toEqual(['anna']);
    const boriss = (await get('boris', '/v1/incidents').expect(200)).body.items;
    expect(boriss).toHaveLength(1);
    await get('anna', `/v1/incidents/${annas[0].id}`).expect(200);
    const other = await get('anna', `/v1/incidents/${boriss[0].id}`).expect(404);
    const none = await get('anna', '/v1/incidents/inc_none').expect(404);
    expect(other.body.detail.replace(boriss[0].id, 'inc_none')).toBe(none.body.detail);
    expect((await get('reader', '/v1/incidents').expect(200)).body.items).toHaveLength(2);
  });

  it('gets no other answer for what another has, whatever ETag or Idempotency-Key it sends', async () => {
    const tag = (await get('boris', '/v1/incidents').expect(200)).headers.etag as string;
    const annas = await get('anna', '/v1/incidents').set('If-None-Match', tag).expect(200);
    expect(annas.headers.etag).not.toBe(tag);
    const body = report({ reportId: 'K-1' });
    await post('boris', '/v1/incidents', body).set('Idempotency-Key', 'one').expect(201);
    const again = await post('anna', '/v1/incidents', body).set('Idempotency-Key', 'one').expect(201);
    expect(again.body.incident.reporter).toBe('anna');
  });

  it('corrects, withdraws and adds evidence to its own only; an admin who writes does so for all', async () => {
    const mine = report({ reportId: 'C-1' });
    const { id } = (await post('anna', '/v1/incidents', mine).expect(201)).body.incident;
    const corrected = { ...mine, happened: 'confirmed' };
    const photo = { kind: 'photo', uri: 'https://example.org/1.jpg', sha256: 'a'.repeat(64) };
    const changes = [
      [`/v1/incidents/${id}/corrections`, corrected],
      [`/v1/incidents/${id}/withdrawal`, { reason: 'not so' }],
      [`/v1/incidents/${id}/evidence`, photo],
    ] as const;
    const before = await storedRows(service.database);
    for (const [address, body] of changes) {
      expect((await post('boris', address, body).expect(404)).body.code).toBe('not-found');
      expect((await post('reviewer', address, body).expect(403)).body.code).toBe('not-yours');
    }
    expect(await storedRows(service.database)).toEqual(before);
    await post('annas second', `/v1/incidents/${id}/corrections`, corrected).expect(201);
    const kept = (await post('anna', `/v1/incidents/${id}/evidence`, photo).expect(201)).body.evidence;
    const step = { at: '2016-03-10T00:00:00Z', by: 'anna', note: 'copied' };
    await get('boris', `/v1/evidence/${kept.id}`).expect(404);
    await post('boris', `/v1/evidence/${kept.id}/custody`, step).expect(404);
    await get('anna', `/v1/evidence/${kept.id}`).expect(200);
    await post('admin', `/v1/incidents/${id}/withdrawal`, { reason: 'a double' }).expect(201);
    const last = await service.database('journal').orderBy('number', 'desc').first();
    expect([last.what, last.who]).toEqual(['incident-withdrawn', 'office']);
    const { incident } = (await get('anna', `/v1/incidents/${id}`).expect(200)).body;
    expect([incident.reporter, incident.state]).toEqual(['anna', 'withdrawn']);
  });

  it('who corrects reports of others without seeing them whole cannot find what they say by guesses that store nothing', async () => {
    const said = report({ reportId: 'G-1', notes: 'seen from the mill' });
    const { id } = (await post('anna', '/v1/incidents', said).expect(201)).body.incident;
    const guess = (who: string, body: object) => post(who, `/v1/incidents/${id}/corrections?ifVersion=9`, body);
    const before = await storedRows(service.database);
    for (const who of ['admin', 'reviewing admin'])
      for (const body of [said, { ...said, notes: 'seen from the tower' }])
        expect((await guess(who, body).expect(409)).body.code).toBe('version-differs');
    // Who sees it anyway may send a correction again of which the answer was lost.
    for (const who of ['anna', 'whole admin']) await guess(who, said).expect(200);
    expect(await storedRows(service.database)).toEqual(before);
  });

  it('is not told that somebody else has sent the same evidence for its report', async () => {
    const { id } = (await post('anna', '/v1/incidents', report({ reportId: 'E-1' })).expect(201)).body.incident;
    const address = `/v1/incidents/${id}/evidence`;
    const photo = { kind: 'photo', uri: 'https://example.org/1.jpg', sha256: 'a'.repeat(64) };
    await post('whole admin', address, photo).expect(201);
    const { evidence } = (await post('anna', address, photo).expect(201)).body;
    await get('anna', `/v1/evidence/${evidence.id}`).expect(200);
    expect((await post('annas second', address, photo).expect(200)).body.evidence.id).toBe(evidence.id);
    await post('whole admin', address, photo).expect(200);
  });

  it('who only says to be somebody else is in the journal under the name of the key', async () => {
    const first = (await get('reader', '/v1/incidents?reportId=A-1').expect(200)).body.items[0];
    const reply = { by: 'russia', kind: 'denial', at: '2016-03-11T00:00:00Z' };
    await post('reviewer', `/v1/events/${first.event}/replies`, reply).expect(201);
    const entry = await service.database('journal').orderBy('number', 'desc').first();
    expect([entry.what, entry.who]).toEqual(['reply-recorded', 'office']);
  });
});
