import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import {
  discToDisc,
  discToZone,
  distanceKm,
  insideZone,
  makeZone,
  type Point,
  type ZoneGeometry,
} from '../../src/domain/place.js';
import { FALSE, TRUE, UNKNOWN } from '../../src/domain/truth.js';

const box = (west: number, south: number, east: number, north: number): ZoneGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const disc = (lon: number, lat: number, radiusKm?: number) => ({ lon, lat, radiusKm });
const lonLat = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }));

describe('A distance on the globe', () => {
  it.each<[string, Point, Point, number]>([
    // Karney (2013), Algorithms for geodesics, table 3 and the GeographicLib manual.
    ['Karney’s example of an inverse problem', [0, -30], [179.8, 29.9], 19_989.832_827_61],
    ['Kennedy to Heathrow, from the manual of GeodSolve', [-73.8, 40.6], [-0.5, 51.6], 5_551.7594],
    [
      'Flinders Peak to Buninyong, from the GDA manual',
      [144.424867888888, -37.951033416666],
      [143.926495527777, -37.652821138888],
      54.972_271,
    ],
    ['a quarter of the meridian', [0, 0], [0, 90], 10_001.965_729],
    ['one degree of the equator', [0, 0], [1, 0], 111.319_490_793],
    ['from pole to pole', [13, -90], [77, 90], 20_003.931_458],
  ])('is the published one: %s', (_, a, b, published) => {
    expect(distanceKm(a, b)).toBeCloseTo(published, 3);
  });

  it('is the same both ways and across the date line', () => {
    expect(distanceKm([179.5, 10], [-179.5, 10])).toBeCloseTo(distanceKm([0.5, 10], [-0.5, 10]), 6);
    fc.assert(fc.property(lonLat, lonLat, (a, b) => Math.abs(distanceKm(a, b) - distanceKm(b, a)) < 1e-6));
  });
});

describe('A disc in a zone (S5)', () => {
  const square = makeZone('square', box(36, 35, 37, 36), 0);

  it('is inside when it lies within, outside when disjoint, else nobody knows', () => {
    expect(insideZone(disc(36.5, 35.5, 10), square)).toBe(TRUE);
    expect(insideZone(disc(38, 35.5, 10), square)).toBe(FALSE);
    expect(insideZone(disc(36.95, 35.5, 10), square)).toBe(UNKNOWN);
    expect(insideZone(disc(37.05, 35.5, 10), square)).toBe(UNKNOWN);
  });

  it('is unknown without a radius or without a point', () => {
    expect(insideZone(disc(36.5, 35.5), square)).toBe(UNKNOWN);
    expect(insideZone(undefined, square)).toBe(UNKNOWN);
    expect(discToZone(disc(36.5, 35.5), square)).toBeUndefined();
    expect(discToDisc(disc(0, 0, 1), disc(0, 0))).toBeUndefined();
  });

  it('is held against the zone’s own accuracy too', () => {
    const vague = makeZone('vague', box(36, 35, 37, 36), 30);
    expect(insideZone(disc(36.5, 35.5, 10), vague)).toBe(TRUE);
    expect(insideZone(disc(36.3, 35.5, 10), vague)).toBe(UNKNOWN);
    expect(insideZone(disc(37.2, 35.5, 0), vague)).toBe(UNKNOWN);
    expect(insideZone(disc(37.2, 35.5, 0), square)).toBe(FALSE);
  });

  it('comes to the same whichever way the rings were drawn', () => {
    const ring = [
      [36, 35],
      [37, 35],
      [37, 36],
      [36, 36],
      [36, 35],
    ];
    const hole = [
      [36.4, 35.4],
      [36.6, 35.4],
      [36.6, 35.6],
      [36.4, 35.6],
      [36.4, 35.4],
    ];
    for (const outer of [ring, [...ring].reverse()])
      for (const inner of [hole, [...hole].reverse()]) {
        const zone = makeZone('ring', { type: 'Polygon', coordinates: [outer, inner] }, 0);
        expect(insideZone(disc(36.2, 35.2, 1), zone)).toBe(TRUE);
        expect(insideZone(disc(36.5, 35.5, 1), zone)).toBe(FALSE);
        expect(insideZone(disc(40, 35.5, 1), zone)).toBe(FALSE);
      }
  });

  it('needs no care at the date line or at the poles', () => {
    const pacific = makeZone('pacific', box(179, -1, -179, 1), 0);
    expect([180, -180, 179.5, -179.5].map((lon) => insideZone(disc(lon, 0, 5), pacific))).toEqual([
      TRUE,
      TRUE,
      TRUE,
      TRUE,
    ]);
    expect(insideZone(disc(178, 0, 5), pacific)).toBe(FALSE);
    expect(insideZone(disc(0, 0, 5), pacific)).toBe(FALSE);
    const cap = makeZone(
      'cap',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 80],
            [90, 80],
            [180, 80],
            [-90, 80],
            [0, 80],
          ],
        ],
      },
      0,
    );
    expect([0, 45, 180, -120].map((lon) => insideZone(disc(lon, 90, 1), cap))).toEqual([TRUE, TRUE, TRUE, TRUE]);
    expect(insideZone(disc(45, 70, 1), cap)).toBe(FALSE);
  });

  it('is never inside a line or a point', () => {
    const line = makeZone(
      'line',
      {
        type: 'LineString',
        coordinates: [
          [36, 35],
          [37, 35],
        ],
      },
      0,
    );
    expect(insideZone(disc(36.5, 36, 1), line)).toBe(FALSE);
    expect(insideZone(disc(36.5, 35, 1), line)).toBe(UNKNOWN);
  });

  it('is truly inside or outside for every point of the disc when the answer is firm', () => {
    const near = fc.tuple(
      fc.double({ min: 35.5, max: 37.5, noNaN: true }),
      fc.double({ min: 34.5, max: 36.5, noNaN: true }),
    );
    const bearing = fc.double({ min: 0, max: 360, noNaN: true });
    fc.assert(
      fc.property(
        near,
        fc.double({ min: 0, max: 60, noNaN: true }),
        bearing,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([lon, lat], radius, azimuth, part) => {
          const truth = insideZone(disc(lon, lat, radius), square);
          const { lon2 = 0, lat2 = 0 } = geodesic.Geodesic.WGS84.Direct(lat, lon, azimuth, radius * part * 1000);
          const there = insideZone(disc(lon2, lat2, 0), square);
          if (truth !== UNKNOWN && there !== UNKNOWN) expect(there).toBe(truth);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('A distance between places', () => {
  const post = makeZone('post', { type: 'Point', coordinates: [36, 35] }, 1);

  it('holds the true distance of any point of the disc from any point of the zone', () => {
    const bearing = fc.double({ min: 0, max: 360, noNaN: true });
    const offset = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        lonLat,
        fc.double({ min: 0, max: 300, noNaN: true }),
        bearing,
        offset,
        ([lon, lat], radius, azimuth, part) => {
          const { lon2 = 0, lat2 = 0 } = geodesic.Geodesic.WGS84.Direct(lat, lon, azimuth, radius * part * 1000);
          const bounds = discToZone(disc(lon, lat, radius), post);
          const truly = distanceKm([lon2, lat2], [36, 35]);
          expect(bounds?.min).toBeLessThanOrEqual(truly + 1e-6);
          expect(bounds?.max).toBeGreaterThanOrEqual(truly - 1e-6);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('to an area is nothing inside it, and that to its border outside', () => {
    const square = makeZone('square', box(0, 0, 1, 1), 0);
    expect(discToZone(disc(0.5, 0.5, 0), square)).toEqual({ min: 0, max: 0 });
    const away = discToZone(disc(2, 0.5, 0), square);
    expect(away?.min).toBeLessThanOrEqual(distanceKm([2, 0.5], [1, 0.5]));
    expect(away?.max).toBeGreaterThanOrEqual(distanceKm([2, 0.5], [1, 0.5]));
  });

  it('between two discs runs from touching to both far ends', () => {
    const apart = distanceKm([0, 0], [1, 0]);
    expect(discToDisc(disc(0, 0, 10), disc(1, 0, 5))).toEqual({ min: apart - 15, max: apart + 15 });
    expect(discToDisc(disc(0, 0, 100), disc(1, 0, 50))?.min).toBe(0);
  });
});
