import { type Disc, insideZone } from '../domain/place.js';
import { TRUE } from '../domain/truth.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';

/** Points on which an example can stand: a net over the agreement's zones, within each and beyond them. */

const RADIUS_KM = 0.1;
const known = new WeakMap<CompiledAgreement, readonly Disc[]>();

/** Every number pair in a geometry, however deep it lies. */
function* positionsIn(value: unknown): Generator<readonly [number, number]> {
  if (!Array.isArray(value)) return;
  if (typeof value[0] === 'number' && typeof value[1] === 'number') yield [value[0], value[1]];
  else for (const each of value) yield* positionsIn(each);
}

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

function boxOf(geometry: unknown): Box | undefined {
  const found: Box = { west: 180, south: 90, east: -180, north: -90 };
  let any = false;
  for (const [lon, lat] of positionsIn((geometry as { coordinates?: unknown } | undefined)?.coordinates)) {
    any = true;
    found.west = Math.min(found.west, lon);
    found.east = Math.max(found.east, lon);
    found.south = Math.min(found.south, lat);
    found.north = Math.max(found.north, lat);
  }
  return any ? found : undefined;
}

function* netOver({ west, south, east, north }: Box, steps: number, margin: number): Generator<Disc> {
  for (let row = 0; row < steps; row++)
    for (let column = 0; column < steps; column++) {
      const lon = west - margin + ((east - west + 2 * margin) * (column + 0.5)) / steps;
      const lat = south - margin + ((north - south + 2 * margin) * (row + 0.5)) / steps;
      if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90)
        yield { lon: Number(lon.toFixed(4)), lat: Number(lat.toFixed(4)), radiusKm: RADIUS_KM };
    }
}

/** @returns discs, those inside the territory first, in an order that is always the same. */
export function pointsOf(agreement: CompiledAgreement): readonly Disc[] {
  const found = known.get(agreement);
  if (found !== undefined) return found;
  const features = (agreement.zones.geojson as { features?: { geometry?: unknown }[] } | undefined)?.features ?? [];
  const points = features.flatMap(({ geometry }) => {
    const box = boxOf(geometry);
    return box === undefined ? [] : [...netOver(box, 9, 0), ...netOver(box, 7, 0.5), ...netOver(box, 5, 0.02)];
  });
  const territory = agreement.ground.zones.get(agreement.definition.territory.zone);
  const inside = (disc: Disc) => territory !== undefined && insideZone(disc, territory) === TRUE;
  const sorted = [...points.filter(inside), ...points.filter((disc) => !inside(disc))];
  known.set(agreement, sorted);
  return sorted;
}
