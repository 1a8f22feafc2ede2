import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarsePlace } from '../../src/domain/coarse-place.js';
import { distanceKm } from '../../src/domain/place.js';
import { type Box, boxOfCells, cellOf, middleOf, reachOf } from '../../src/domain/place-cell.js';

const lon = fc.oneof(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.integer({ min: -1800, max: 1800 }).map((tenths) => tenths / 10),
);
const lat = fc.oneof(
  fc.double({ min: -90, max: 90, noNaN: true }),
  fc.integer({ min: -900, max: 900 }).map((tenths) => tenths / 10),
  fc.double({ min: 86, max: 90, noNaN: true }),
  fc.double({ min: -90, max: -86, noNaN: true }),
);
const radius = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 20_040, noNaN: true }),
  fc.double({ min: 0, max: 30, noNaN: true }),
);

describe('cells of the grid', () => {
  it('hold their points within reach of their middle, also at the poles and the date line', () => {
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const cell = cellOf(x, y);
        const middle = middleOf(cell);
        expect(distanceKm([middle.lon, middle.lat], [x, y])).toBeLessThanOrEqual(reachOf(cell));
      }),
    );
  });

  it('are nowhere so narrow that they give a place away', () => {
    for (let row = -900; row < 900; row += 1) {
      const at = (row + 0.5) / 10;
      expect(reachOf(cellOf(0, at)), `at ${at}`).toBeGreaterThan(5.5);
    }
  });

  it('have middles in themselves, so that a coarse place stays as it is', () => {
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const middle = middleOf(cellOf(x, y));
        expect(middleOf(cellOf(middle.lon, middle.lat))).toEqual(middle);
      }),
    );
  });

  it('are told by their middle in two decimals', () => {
    expect(middleOf(cellOf(36.602, 35.374))).toEqual({ lon: 36.65, lat: 35.35 });
    expect(middleOf(cellOf(-0.001, -0.001))).toEqual({ lon: -0.05, lat: -0.05 });
    expect(middleOf(cellOf(180, 0))).toEqual({ lon: 179.95, lat: 0.05 });
    expect(middleOf(cellOf(-180, 0))).toEqual({ lon: -179.95, lat: 0.05 });
    expect(middleOf(cellOf(17.3, 90))).toEqual({ lon: 0, lat: 90 });
    expect(middleOf(cellOf(100, -88.5))).toEqual({ lon: 0, lat: -90 });
    expect(middleOf(cellOf(10.31, 70.05))).toEqual({ lon: 10.3, lat: 70.05 });
  });
});

describe('a coarse place', () => {
  it('is a disc that holds all of the reported one', () => {
    fc.assert(
      fc.property(lon, lat, radius, (x, y, r) => {
        const place = coarsePlace({ lon: x, lat: y, radiusKm: r });
        const away = distanceKm([place.lon ?? 0, place.lat ?? 0], [x, y]);
        // Nothing on the globe is further than 20,004 km from anything.
        expect(Math.min(20_004, away + r)).toBeLessThanOrEqual(place.radiusKm ?? 0);
      }),
    );
  });

  it('is the same for every place of a cell', () => {
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(lon, lat, share, share, share, share, (x, y, a, b, c, d) => {
        const { row } = cellOf(x, y);
        const inside = (one: number, other: number) => ({
          lon: (Math.floor(x * 10) + one) / 10,
          lat: (row + other) / 10,
        });
        const [one, other] = [inside(a, b), inside(c, d)];
        fc.pre(JSON.stringify(cellOf(one.lon, one.lat)) === JSON.stringify(cellOf(other.lon, other.lat)));
        expect(coarsePlace({ ...one, radiusKm: 2 })).toEqual(coarsePlace({ ...other, radiusKm: 3 }));
      }),
    );
  });

  it('keeps no name, no code below the first-level area, and no radius of its own', () => {
    const place = {
      name: 'Kafr Zita',
      names: ['كفر زيتا'],
      lon: 36.602,
      lat: 35.374,
      radiusKm: 1.37,
      pcode: 'SY050203',
    };
    expect(coarsePlace({ ...place, ...{ within: ['SY0502'], checked: true } })).toEqual({
      lon: 36.65,
      lat: 35.35,
      radiusKm: 13,
      pcode: 'SY05',
      coarse: true,
    });
  });

  it('says that there is a place where only its name was reported, and keeps unknown what nobody said', () => {
    expect(coarsePlace({ radiusKm: 2 })).toEqual({ coarse: true });
    expect(coarsePlace({ lon: 36.602, lat: 35.374 })).toEqual({ lon: 36.65, lat: 35.35, coarse: true });
    expect(coarsePlace({ lon: null, lat: null, pcode: 'C1234' })).toEqual({ coarse: true });
  });
});

describe('a box drawn outwards to the grid', () => {
  const holds = ([west, south, east, north]: Box, x: number, y: number) =>
    y >= south && y <= north && (west <= east ? x >= west && x <= east : x >= west || x <= east);
  const box = fc
    .tuple(lon, lat, lon, lat)
    .map(([west, a, east, b]): Box => [west, Math.min(a, b), east, Math.max(a, b)]);
  const point = fc.tuple(lon, lat);

  it('holds what it held', () => {
    fc.assert(
      fc.property(box, point, (asked, [x, y]) => {
        if (holds(asked, x, y)) expect(holds(boxOfCells(asked), x, y)).toBe(true);
      }),
    );
  });

  it('holds either every place of a cell or none, wherever its edges are moved', () => {
    const near = fc.tuple(
      point,
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
    );
    fc.assert(
      fc.property(box, near, (asked, [[x, y], dx, dy]) => {
        const other = [Math.max(-180, Math.min(180, x + dx)), Math.max(-90, Math.min(90, y + dy))] as const;
        fc.pre(JSON.stringify(cellOf(x, y)) === JSON.stringify(cellOf(...other)));
        // Boxes with an edge at one of the two places are those that would tell them apart.
        for (const edged of [asked, [x, y, asked[2], Math.max(y, asked[3])], [asked[0], Math.min(y, asked[1]), x, y]]) {
          const drawn = boxOfCells(edged as unknown as Box);
          expect(holds(drawn, x, y)).toBe(holds(drawn, ...other));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends at the last number before the next cell, and goes round the globe where its ends meet', () => {
    const drawn = boxOfCells([36.602, 35.374, 36.603, 35.375]);
    expect(drawn.map((each) => Number(each.toFixed(6)))).toEqual([36.6, 35.3, 36.7, 35.4]);
    expect(holds(drawn, 36.7, 35.35)).toBe(false);
    expect(holds(drawn, 36.65, 35.4)).toBe(false);
    expect(boxOfCells([0.05, 0, 0.02, 1]).slice(0, 1)).toEqual([-180]);
    expect(boxOfCells([10, 89, 11, 90])).toEqual([-180, 89, 180, 90]);
    expect(holds(boxOfCells([179.95, 0, -179.95, 1]), 179.91, 0.5)).toBe(true);
  });
});
