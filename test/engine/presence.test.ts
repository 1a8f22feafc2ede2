import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../src/domain/place.js';
import { type Presence, presenceDistance } from '../../src/engine/presence.js';

const DAY = 86_400_000;
const at = (day: number, to = day) => ({ from: day * DAY, to: to * DAY, extent: 'within' as const });
const here = { lon: 36, lat: 35, radiusKm: 1 };
const sightings: Presence = [
  { group: 'n', disc: { lon: 36.1, lat: 35, radiusKm: 2 }, window: { from: 10 * DAY, until: 11 * DAY } },
  { group: 'n', disc: { lon: 36.01, lat: 35, radiusKm: 0 }, window: { from: 20 * DAY, until: 21 * DAY } },
  { group: 'm', disc: { lon: 36, lat: 35, radiusKm: 0 }, window: { from: 10 * DAY, until: 11 * DAY } },
];

describe('The nearest sighting of a group', () => {
  it('bounds the distance from above only: a nearer one may have gone unseen', () => {
    const found = presenceDistance(sightings, 'n', 3, here, at(10));
    expect(found?.min).toBe(0);
    expect(found?.max).toBeCloseTo(distanceKm([36, 35], [36.1, 35]) + 3, 6);
  });

  it('counts only within so many days of the act', () => {
    expect(presenceDistance(sightings, 'n', 3, here, at(15))).toBeUndefined();
    expect(presenceDistance(sightings, 'n', 5, here, at(15))?.max).toBeLessThan(13);
  });

  it('counts only when it does so for all of the time the act may have fallen in', () => {
    expect(presenceDistance(sightings, 'n', 3, here, at(10, 20))).toBeUndefined();
    expect(presenceDistance(sightings, 'n', 10, here, at(10, 20))?.max).toBeLessThan(3);
  });

  it('says nothing of another group, nor without a radius', () => {
    expect(presenceDistance(sightings, 'x', 3, here, at(10))).toBeUndefined();
    expect(presenceDistance(sightings, 'n', 3, { ...here, radiusKm: undefined }, at(10))).toBeUndefined();
  });
});
