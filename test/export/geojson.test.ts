import { describe, expect, it } from 'vitest';
import type { ExportedVerdict } from '../../src/export/exported-verdict.js';
import { geojsonOf } from '../../src/export/geojson.js';
import { ndjsonOf } from '../../src/export/ndjson.js';
import { exported, frame, pagesOf, written } from './exported.js';

const geojson = async (pages: ExportedVerdict[][], discs = false) =>
  JSON.parse(await written(geojsonOf(pagesOf(...pages), { ...frame, revision: 12, discs })));

describe('verdicts as GeoJSON', () => {
  it('are one collection whatever the pages, with what it shows and whom it draws on', async () => {
    const other = exported({ id: 'ver_2' }, { sources: [{ name: 'SNHR' }, { name: 'Airwars', licence: 'CC BY 4.0' }] });
    const collection = await geojson([[exported()], [], [other]]);
    expect(collection).toMatchObject({ type: 'FeatureCollection', revision: 12, asOf: 9 });
    expect(collection.features.map(({ id }: { id: string }) => id)).toEqual(['ver_1', 'ver_2']);
    expect(collection.attribution).toEqual([
      { name: 'ACLED', licence: 'CC BY-NC 4.0' },
      { name: 'Airwars', licence: 'CC BY 4.0' },
      { name: 'SNHR' },
    ]);
    expect(collection.licences).toEqual(['CC BY-NC 4.0', 'CC BY 4.0']);
  });

  it('are features with flat properties and longitude first', async () => {
    const [feature] = (await geojson([[exported()]])).features;
    expect(feature).toMatchObject({
      type: 'Feature',
      id: 'ver_1',
      geometry: { type: 'Point', coordinates: [-36.602, 35.374] },
      properties: {
        outcome: 'violation',
        contested: true,
        'broad-reading:possible': 'violation|exempt',
        actors: 'russia|syrian-air-force',
        targets: null,
        radiusKm: 2,
        licences: '|CC BY-NC 4.0',
        link: 'http://127.0.0.1:4370/v1/verdicts/ver_1',
      },
    });
    for (const value of Object.values(feature.properties))
      expect(typeof value !== 'object' || value === null).toBe(true);
  });

  it('have no geometry where the place has no coordinates', async () => {
    const { features } = await geojson(
      [[exported({ place: { name: 'Kafr Zita' } }), exported({ place: undefined })]],
      true,
    );
    expect(features.map(({ geometry }: { geometry: unknown }) => geometry)).toEqual([null, null]);
  });

  it('are discs on request, where a radius is known', async () => {
    const point = exported({ place: { lon: 36, lat: 35 } });
    const exact = exported({ place: { lon: 36, lat: 35, radiusKm: 0 } });
    const { features } = await geojson([[exported(), point, exact]], true);
    expect(features.map(({ geometry }: { geometry: { type: string } }) => geometry.type)).toEqual([
      'Polygon',
      'Point',
      'Point',
    ]);
  });

  it('are an empty collection when there is none', async () => {
    expect(await geojson([[]])).toEqual({
      type: 'FeatureCollection',
      revision: 12,
      asOf: 9,
      features: [],
      attribution: [],
      licences: [],
    });
  });

  it('name their sources only themselves when there are very many', async () => {
    const many = Array.from({ length: 1200 }, (_, number) => exported({}, { sources: [{ name: `source ${number}` }] }));
    expect(await geojson([many])).toMatchObject({
      attribution: null,
      licences: null,
      note: expect.stringContaining('1000'),
    });
  });
});

describe('verdicts as NDJSON', () => {
  it('are a summary a line, with area, sources, link and the revision shown', async () => {
    const text = await written(ndjsonOf(pagesOf([exported()], [], [exported({ id: 'ver_2' })]), frame));
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    const { summary, ...more } = exported();
    expect(lines[0]).toEqual({ ...summary, ...more, link: 'http://127.0.0.1:4370/v1/verdicts/ver_1', asOf: 9 });
  });

  it('are nothing when there is none', async () => {
    expect(await written(ndjsonOf(pagesOf([]), frame))).toBe('');
  });
});
