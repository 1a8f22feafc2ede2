import { geoArea, geoContains } from 'd3-geo';
import geodesic from 'geographiclib-geodesic';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth.js';

/** Places on the globe (S5): discs, zones and distances. Longitude and latitude in degrees, lengths in kilometres. */

export type Point = readonly [lon: number, lat: number];

/** Where something happened: within `radiusKm` of the point; without a radius the accuracy is unknown. */
export interface Disc {
  readonly lon: number;
  readonly lat: number;
  readonly radiusKm: number | undefined;
}

/** A distance that is only known to lie between two bounds. */
export interface DistanceKm {
  readonly min: number;
  readonly max: number;
}

/** An area or line of an agreement, ready to be measured against. */
export interface Zone {
  readonly id: string;
  readonly accuracyKm: number;
  readonly codes: readonly string[];
  /** Signed distance bounds from a point: to the area (0 inside) or to the line. */
  distanceKm(point: Point): DistanceKm;
  /** Whether the area contains the point, and how far its border is; a line contains nothing. */
  border(point: Point): Border;
  /** The same for a point further from the border than `reach`, without measuring it anew; undefined where it must be. */
  farFromBorder(point: Point, reach: number): { inside: boolean } | undefined;
}

/** Where a point lies to the border of a zone. */
export interface Border {
  readonly inside: boolean;
  readonly distance: DistanceKm;
}

type Vector = readonly [number, number, number];
type Position = number[];
export type ZoneGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

const RADIANS = Math.PI / 180;
const EARTH_KM = 6371.0088;
/** A sphere of mean radius differs from the WGS84 ellipsoid by less than 0.57 % of any distance (both radii known). */
const SPHERE_ERROR = 0.0057;

/** The geodesic distance between two points on WGS84 (Karney 2013, by geographiclib). */
export function distanceKm(a: Point, b: Point): number {
  const { s12 } = geodesic.Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0], geodesic.Geodesic.DISTANCE);
  return (s12 ?? Number.NaN) / 1000;
}

const vector = ([lon, lat]: Point | Position): Vector => {
  const phi = (lat ?? 0) * RADIANS;
  const lambda = (lon ?? 0) * RADIANS;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
};
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const angle = (a: Vector, b: Vector) => Math.atan2(Math.hypot(...cross(a, b)), dot(a, b));

interface Edge {
  readonly a: Vector;
  readonly b: Vector;
  readonly normal: Vector;
  readonly length: number;
}

const edgesOf = (line: Position[]): Edge[] => {
  const vectors = line.map(vector);
  if (vectors.length === 1) vectors.push(vectors[0] as Vector);
  return vectors.slice(1).map((b, index) => {
    const a = vectors[index] as Vector;
    const normal = cross(a, b);
    return { a, b, normal, length: Math.hypot(...normal) };
  });
};

/** The angle from a point to the nearest point of a great-circle edge. */
function angleToEdge(point: Vector, edge: Edge): number {
  if (edge.length > 1e-15) {
    const ahead = dot(cross(edge.normal, edge.a), point) >= 0;
    const behind = dot(cross(edge.b, edge.normal), point) >= 0;
    if (ahead && behind) return Math.abs(Math.asin(Math.min(1, Math.abs(dot(point, edge.normal)) / edge.length)));
  }
  return Math.min(angle(point, edge.a), angle(point, edge.b));
}

/** Puts a polygon's rings in the order in which d3-geo sees the smaller side as inside, whatever the file's order was. */
function rewound(rings: Position[][]): Position[][] {
  return rings.map((ring, index) => {
    const area = geoArea({ type: 'Polygon', coordinates: [ring] });
    const small = area <= 2 * Math.PI;
    return small === (index === 0) ? ring : [...ring].reverse();
  });
}

/**
 * @param geometry as in RFC 7946; edges are great-circle arcs, so the date line and the poles need no care.
 * @param accuracyKm how far the drawn zone may be off.
 */
export function makeZone(id: string, geometry: ZoneGeometry, accuracyKm: number, codes: readonly string[] = []): Zone {
  const polygons: Position[][][] =
    geometry.type === 'Polygon'
      ? [rewound(geometry.coordinates)]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.map(rewound)
        : [];
  const lines: Position[][] =
    geometry.type === 'Point'
      ? [[geometry.coordinates]]
      : geometry.type === 'LineString'
        ? [geometry.coordinates]
        : geometry.type === 'MultiLineString'
          ? geometry.coordinates
          : polygons.flat();
  const edges = lines.flatMap(edgesOf);
  const area = { type: 'MultiPolygon' as const, coordinates: polygons };
  const toEdges = (point: Point): DistanceKm => {
    const at = vector(point);
    let least = Number.POSITIVE_INFINITY;
    for (const edge of edges) least = Math.min(least, angleToEdge(at, edge));
    const sphere = least * EARTH_KM;
    return { min: sphere * (1 - SPHERE_ERROR), max: sphere * (1 + SPHERE_ERROR) };
  };
  const border = (point: Point) => ({
    inside: polygons.length > 0 && geoContains(area, [point[0], point[1]]),
    distance: toEdges(point),
  });
  return {
    id,
    accuracyKm,
    codes,
    border,
    farFromBorder: farFromBorder(border),
    distanceKm(point) {
      const { inside, distance } = border(point);
      return inside ? { min: 0, max: 0 } : distance;
    },
  };
}

const CELL_DEGREES = 0.02;
/** No point of a cell is further than this from its middle: half the diagonal at the equator, where cells are largest. */
const CELL_REACH_KM = (CELL_DEGREES / 2) * Math.SQRT2 * 111.7;
const MOST_CELLS = 20_000;

/**
 * Measures the middle of a cell of a fine grid once. A point of the cell is at most half a diagonal nearer to the border
 * than the middle is, so that most points need no measuring of their own; the answer is the same either way.
 */
function farFromBorder(border: (point: Point) => Border): Zone['farFromBorder'] {
  const cells = new Map<number, Border>();
  return ([lon, lat], reach) => {
    const column = Math.floor((lon + 180) / CELL_DEGREES);
    const row = Math.floor((lat + 90) / CELL_DEGREES);
    const key = row * 20_000 + column;
    let middle = cells.get(key);
    if (middle === undefined) {
      middle = border([(column + 0.5) * CELL_DEGREES - 180, Math.min(90, (row + 0.5) * CELL_DEGREES - 90)]);
      if (cells.size < MOST_CELLS) cells.set(key, middle);
    }
    return middle.distance.min - CELL_REACH_KM > reach ? { inside: middle.inside } : undefined;
  };
}

/** S5: is the disc in the zone? The zone's accuracy is added to the radius; without a radius nobody knows. */
export function insideZone(disc: Disc | undefined, zone: Zone): Truth {
  if (disc?.radiusKm === undefined) return UNKNOWN;
  const point: Point = [disc.lon, disc.lat];
  const reach = disc.radiusKm + zone.accuracyKm;
  const far = zone.farFromBorder(point, reach);
  if (far !== undefined) return far.inside ? TRUE : FALSE;
  const { inside, distance } = zone.border(point);
  if (distance.min <= reach) return UNKNOWN;
  return inside ? TRUE : FALSE;
}

/** How far a disc is from a zone or line, as bounds; undefined where the accuracy is unknown. */
export function discToZone(disc: Disc | undefined, zone: Zone): DistanceKm | undefined {
  if (disc?.radiusKm === undefined) return undefined;
  const distance = zone.distanceKm([disc.lon, disc.lat]);
  const reach = disc.radiusKm + zone.accuracyKm;
  return { min: Math.max(0, distance.min - reach), max: distance.max + reach };
}

/** How far two discs are from each other, as bounds; undefined where an accuracy is unknown. */
export function discToDisc(a: Disc | undefined, b: Disc | undefined): DistanceKm | undefined {
  if (a?.radiusKm === undefined || b?.radiusKm === undefined) return undefined;
  const distance = distanceKm([a.lon, a.lat], [b.lon, b.lat]);
  const reach = a.radiusKm + b.radiusKm;
  return { min: Math.max(0, distance - reach), max: distance + reach };
}
