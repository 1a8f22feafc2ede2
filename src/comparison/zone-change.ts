import { geoArea, geoCentroid } from 'd3-geo';
import { distanceKm, makeZone, type Point, type ZoneGeometry } from '../domain/place.js';
import { valueChanges } from './value-changes.js';

/** How a zone or line was redrawn: how far its border moved, and what became of its area. */

interface Feature {
  readonly geometry: ZoneGeometry;
  readonly properties?: Record<string, unknown> | null;
}

const EARTH_KM2 = 6371.0088 ** 2;
/** How many points of one shape are measured against the other; of a longer border evenly spread ones are taken. */
const MOST_POINTS = 200;
const MOST_EDGES = 20_000;

/** @param before and after are features of zones.geojson */
export function zoneChange(before: unknown, after: unknown): string {
  const [was, is] = [before as Feature, after as Feature];
  const drawn = JSON.stringify(was.geometry) === JSON.stringify(is.geometry) ? [] : redrawn(was.geometry, is.geometry);
  const rest = valueChanges('properties', was.properties ?? {}, is.properties ?? {}, () => undefined);
  const found = [...drawn, ...rest.map((each) => each.replace(/^accuracyKm (.*)$/, 'accuracy $1 km'))];
  return found.length === 0 ? 'changed' : found.join('; ');
}

function redrawn(was: ZoneGeometry, is: ZoneGeometry): string[] {
  if (was.type === 'Point' && is.type === 'Point')
    return [`moved ${kilometres(distanceKm(was.coordinates as never, is.coordinates as never))}`];
  const centre = distanceKm(geoCentroid(was as never) as Point, geoCentroid(is as never) as Point);
  const border = furthest(was, is);
  const [before, after] = [areaKm2(was), areaKm2(is)];
  return [
    ...(border === undefined ? [] : [`border moved up to ${kilometres(border)}`]),
    `centre moved ${kilometres(centre)}`,
    ...(Math.round(before) === Math.round(after) ? [] : [`area ${area(before)} → ${area(after)} km²`]),
    ...(was.type === is.type ? [] : [`${was.type} → ${is.type}`]),
  ];
}

/** The area on a sphere of mean radius; whichever way round its rings run. */
function areaKm2(geometry: ZoneGeometry): number {
  const polygons =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  const ringKm2 = (ring: number[][]) => {
    const found = geoArea({ type: 'Polygon', coordinates: [ring] });
    return Math.min(found, 4 * Math.PI - found) * EARTH_KM2;
  };
  return polygons.reduce(
    (sum, [outer = [], ...holes]) => sum + ringKm2(outer) - holes.reduce((all, hole) => all + ringKm2(hole), 0),
    0,
  );
}

const pointsOf = (geometry: ZoneGeometry): Point[] => {
  const flat = (value: unknown): Point[] =>
    Array.isArray(value) && typeof value[0] === 'number'
      ? [value as unknown as Point]
      : (value as unknown[]).flatMap(flat);
  return flat(geometry.coordinates);
};

/** The furthest that a point of one border lies from the other border, in kilometres; undefined where there are too many. */
function furthest(was: ZoneGeometry, is: ZoneGeometry): number | undefined {
  const [before, after] = [pointsOf(was), pointsOf(is)];
  if (before.length + after.length > MOST_EDGES) return undefined;
  const oneWay = (points: readonly Point[], to: ZoneGeometry) => {
    const zone = makeZone('to', to, 0);
    const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
    const distances = points.filter((_, index) => index % step === 0).map((point) => zone.border(point).distance);
    return Math.max(0, ...distances.map(({ min, max }) => (min + max) / 2));
  };
  return Math.max(oneWay(before, is), oneWay(after, was));
}

const kilometres = (value: number) => `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} km`;
const area = (value: number) => (value >= 100 ? String(Math.round(value)) : value.toFixed(1));
