import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGazetteer } from '../../src/actions/load-gazetteer.js';
import { makeTestService, type TestService } from '../helpers/service.js';

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
  const place = (name: string, lon: number, lat: number) => ({
    ...{ name, names: [name], lon, lat, radiusKm: 5, area: 'SY05', codes: ['SY', 'SY05'], country: 'SY' },
  });
  const places = [
    place('Kafr Zeita', 36.602, 35.374),
    place('Duma (Duma)', 36.405, 33.571),
    place('Duma (Hamra)', 37, 35.34),
  ];
  const file = { places, fileHash: 'sha256:1', source: 'test', licence: 'CC0', how: {} };
  await loadGazetteer(service.context, 'operator', file);
});
afterAll(() => service.close());

const get = (query: Record<string, string>) => request(service.http).get('/v1/gazetteer').query(query);

describe('GET /v1/gazetteer', () => {
  it('finds a place by a name in another script, with its distance from a point', async () => {
    const { status, body } = await get({ name: 'كفر زيتا', near: '36.6,35.28' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      more: 0,
      items: [
        { name: 'Kafr Zeita', matched: 'transliterated', radiusKm: 5, licence: 'CC0', distanceKm: expect.any(Number) },
      ],
    });
  });

  it('puts the nearest of equally close names first, and counts what it left out', async () => {
    const { body } = await get({ name: 'Duma', near: '37,35.3', limit: '1' });
    expect(body).toMatchObject({ more: 1, items: [{ name: 'Duma (Hamra)', spelling: 'Duma' }] });
  });

  it('answers an empty list with names that come near', async () => {
    expect((await get({ name: 'Kafr Zeitan' })).body).toEqual({ items: [], more: 0, nearest: ['Kafr Zeita'] });
    expect((await get({ name: '…' })).body).toEqual({ items: [], more: 0 });
  });

  it('refuses a question without a name, a point that is none and a parameter nobody knows, all at once', async () => {
    const { status, body } = await get({ nmae: 'Duma', near: '36.6' });
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['name', 'near', 'nmae']);
  });
});
