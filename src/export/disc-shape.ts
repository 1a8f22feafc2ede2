import { geoProjection, geoStream } from 'd3-geo';
import geodesic from 'geographiclib-geodesic';

/** The disc of a place that is known to within a radius, as a polygon for maps. */

export type Ring = [lon: number, lat: number][];
export type DiscShape =
  | { readonly type: 'Polygon'; readonly coordinates: Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: Ring[][] };

const CORNERS = 64;
/** A disc that reaches over more than a quarter of the globe has no outline that a flat map can show. */
const LARGEST_KM = 9_900;
/** A ten-millionth of a degree is a centimetre. */
const PLACES = 7;

/**
 * @param radiusKm kilometres on the WGS84 ellipsoid
 * @returns rings wind anticlockwise and are cut at the 180th meridian (RFC 7946, 3.1.6 and 3.1.9); undefined for a point
 * and for a disc of over 9,900 km
 */
export function discShape(lon: number, lat: number, radiusKm: number): DiscShape | undefined {
  if (radiusKm <= 0 || radiusKm > LARGEST_KM) return undefined;
  const outline = Array.from({ length: CORNERS + 1 }, (_, corner): [number, number] => {
    const azimuth = ((corner % CORNERS) * 360) / CORNERS;
    const { lon2 = lon, lat2 = lat } = geodesic.Geodesic.WGS84.Direct(lat, lon, azimuth, radiusKm * 1000);
    return [lon2, lat2];
  });
  const rings = cutAtDateLine(outline).map(tidied);
  const [only] = rings;
  if (only === undefined) return undefined;
  return rings.length === 1
    ? { type: 'Polygon', coordinates: [only] }
    : { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) };
}

/** Degrees as they are, cut where a map of the world ends, with the edge of the map beside a pole. */
const plate = geoProjection((x, y) => [x, y])
  .scale(180 / Math.PI)
  .translate([0, 0])
  .precision(0)
  .reflectY(true);

function cutAtDateLine(outline: Ring): Ring[] {
  const rings: Ring[] = [];
  const sink = {
    point: (x: number, y: number) => void rings.at(-1)?.push([x, y]),
    lineStart: () => void rings.push([]),
    lineEnd() {},
    polygonStart() {},
    polygonEnd() {},
    sphere() {},
  };
  geoStream({ type: 'Polygon', coordinates: [outline] }, plate.stream(sink));
  return rings;
}

/** Rounded, without corners that fall together, closed, and turned round: the library winds the other way. */
function tidied(ring: Ring): Ring {
  const rounded = ring.map(([x, y]): [number, number] => [Number(x.toFixed(PLACES)), Number(y.toFixed(PLACES))]);
  const apart = rounded.filter(([x, y], index) => {
    const [beforeX, beforeY] = rounded.at(index - 1) ?? [];
    return x !== beforeX || y !== beforeY;
  });
  const turned = apart.reverse();
  const first = turned[0];
  return first === undefined ? [] : [...turned, first];
}
