import { edited } from './edit-source.js';
import type { Mutant, Original } from './mutant.js';

/** Mistakes in the map: a zone moved ten kilometres, a twentieth smaller, a twentieth larger. */

const MOVED_KM = 10;
const KM_PER_DEGREE = 111.2;

interface Feature {
  readonly id?: string;
  readonly properties?: { readonly id?: string } | null;
  readonly geometry: { readonly coordinates: unknown };
}

/** @returns every mutant of the zones that the agreement reads. */
export function mutateZones(original: Original): Mutant[] {
  const { source } = original;
  const { features = [] } = (source.zones ?? {}) as { features?: Feature[] };
  const read = zonesRead(original);
  const readings = source.definition.readings.map((each) => each.id);
  return features.flatMap((feature, index) => {
    const id = String(feature.id ?? feature.properties?.id);
    if (read !== 'all' && !read.has(id)) return [];
    const path = ['features', index, 'geometry', 'coordinates'];
    const { coordinates } = feature.geometry;
    const make = (mutation: 'zone moved' | 'zone resized', says: string, change: (point: Point) => Point): Mutant => ({
      id: `zones.${id} ${mutation}: ${says}`,
      mutation,
      place: { file: `${source.definition.id}/zones.geojson`, path },
      says: `the zone \`${id}\` ${says}`,
      readings,
      change: { of: 'zones', zones: edited(source.zones, path, changed(coordinates, change)) },
    });
    const degrees = MOVED_KM / KM_PER_DEGREE;
    const [middleLon, middleLat] = middle(pointsOf(coordinates));
    const wide = degrees / Math.cos((middleLat * Math.PI) / 180);
    const resized = (factor: number) => (point: Point) =>
      [middleLon + (point[0] - middleLon) * factor, middleLat + (point[1] - middleLat) * factor] as const;
    const moves = [
      make('zone moved', `${MOVED_KM} km to the north`, ([lon, lat]) => [lon, lat + degrees]),
      make('zone moved', `${MOVED_KM} km to the south`, ([lon, lat]) => [lon, lat - degrees]),
      make('zone moved', `${MOVED_KM} km to the east`, ([lon, lat]) => [lon + wide, lat]),
      make('zone moved', `${MOVED_KM} km to the west`, ([lon, lat]) => [lon - wide, lat]),
    ];
    if (pointsOf(coordinates).length < 2) return moves;
    return [
      ...moves,
      make('zone resized', 'a twentieth smaller', resized(0.95)),
      make('zone resized', 'a twentieth larger', resized(1.05)),
    ];
  });
}

/** The zones that a leaf measures or names, with the territory; all, where a leaf lists the zones of a place. */
function zonesRead({ agreement }: Original): ReadonlySet<string> | 'all' {
  if (agreement.slots.some((slot) => slot.name === 'place.zones')) return 'all';
  const measured = agreement.slots.filter((slot) => slot.name === 'place.distanceKm');
  return new Set([agreement.definition.territory.zone, ...measured.map((slot) => String(slot.params?.to))]);
}

export type Point = readonly [number, number];
const isPoint = (value: unknown): value is Point => Array.isArray(value) && typeof value[0] === 'number';

export function pointsOf(coordinates: unknown): Point[] {
  if (isPoint(coordinates)) return [coordinates];
  return Array.isArray(coordinates) ? coordinates.flatMap(pointsOf) : [];
}

const changed = (coordinates: unknown, change: (point: Point) => Point): unknown =>
  isPoint(coordinates) ? change(coordinates) : (coordinates as unknown[]).map((each) => changed(each, change));

/** The middle of the box around some points. */
function middle(points: readonly Point[]): Point {
  const between = (values: number[]) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return (least + most) / 2;
  };
  return [between(points.map(([lon]) => lon)), between(points.map(([, lat]) => lat))];
}
