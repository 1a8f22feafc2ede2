import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../src/domain/place.js';
import { discShape, type Ring } from '../../src/export/disc-shape.js';

const ringsOf = (lon: number, lat: number, radiusKm: number): Ring[] => {
  const shape = discShape(lon, lat, radiusKm);
  return shape?.type === 'Polygon' ? shape.coordinates : (shape?.coordinates.flat() ?? []);
};
/** Twice the area in square degrees; positive when the ring winds anticlockwise. */
const winding = (ring: Ring) =>
  ring.slice(1).reduce((sum, [x, y], index) => sum + (ring[index]?.[0] ?? 0) * y - x * (ring[index]?.[1] ?? 0), 0);

describe('a disc as a polygon', () => {
  it('has its corners at the radius', () => {
    const [ring] = ringsOf(36.6, 35.37, 25);
    expect(ring).toHaveLength(65);
    for (const corner of ring ?? []) expect(distanceKm([36.6, 35.37], corner)).toBeCloseTo(25, 3);
  });

  it('is closed, winds anticlockwise and stays on the map, wherever it lies', () => {
    const place = fc.tuple(
      fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.99)),
      fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 89.9)),
      fc.oneof(fc.double({ min: 0.01, max: 9_900, noNaN: true }), fc.constantFrom(0.1, 5, 500)),
    );
    fc.assert(
      fc.property(place, ([lon, lat, radius]) => {
        const rings = ringsOf(lon, lat, radius);
        expect(rings.length).toBeGreaterThan(0);
        for (const ring of rings) {
          expect(ring.length).toBeGreaterThanOrEqual(4);
          expect(ring.at(-1)).toEqual(ring[0]);
          expect(winding(ring)).toBeGreaterThan(0);
          for (const [x, y] of ring) expect([Math.abs(x) <= 180, Math.abs(y) <= 90]).toEqual([true, true]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is cut in two at the 180th meridian', () => {
    const shape = discShape(179.9, -17, 50);
    expect(shape?.type).toBe('MultiPolygon');
    const [east, west] = [[179.8, -17] as const, [-179.8, -17] as const];
    for (const [x, y] of [east, west]) expect(insideAny(ringsOf(179.9, -17, 50), x, y)).toBe(true);
    expect(insideAny(ringsOf(179.9, -17, 50), 0, -17)).toBe(false);
  });

  it('covers a pole', () => {
    const rings = ringsOf(10, 89.5, 200);
    for (const lon of [-170, -10, 90]) expect(insideAny(rings, lon, 89.9)).toBe(true);
    expect(insideAny(rings, 10, 80)).toBe(false);
  });

  it('is none for a point, nor for more than a quarter of the globe', () => {
    expect([discShape(0, 0, 0), discShape(0, 0, 15_000)]).toEqual([undefined, undefined]);
  });
});

/** On the plane, as a reader of GeoJSON takes it. */
function insideAny(rings: Ring[], x: number, y: number): boolean {
  return rings.some((ring) => {
    let inside = false;
    for (const [index, [x1, y1]] of ring.slice(0, -1).entries()) {
      const [x2, y2] = ring[index + 1] as [number, number];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    return inside;
  });
}
