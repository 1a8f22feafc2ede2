import { geoCentroid } from 'd3-geo';
import geodesic from 'geographiclib-geodesic';
import type { Place } from '../domain/incident.js';
import { distanceKm, type Point } from '../domain/place.js';
import { type Move, RANKS, type Searched } from './move.js';

/** Changes of when and where it happened: at the dates the rules know, and at points around. */

const SECOND = 1_000;
const BEARINGS = [0, 45, 90, 135, 180, 225, 270, 315];
const REACHES_KM = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];

/** The instants at which something begins, and a second before; the nearest to the report first. */
export function timeMoves({ evaluator }: Searched): Move[] {
  const { incident, occurrence } = evaluator.situation;
  const { from, to, extent } = occurrence;
  const instants = new Set([from, to, ...evaluator.boundaries().flatMap((each) => [each - SECOND, each])]);
  const away = (instant: number) => (instant < from ? from - instant : instant > to ? instant - to : 0);
  return [...instants]
    .filter((instant) => from !== to || instant !== from)
    .sort((a, b) => away(a) - away(b) || a - b)
    .map((instant) => {
      const learned = extent === 'within' && away(instant) === 0;
      const at = new Date(instant).toISOString().replace('.000Z', 'Z');
      return {
        ...{ key: '/occurred', fact: 'occurred', kind: learned ? 'learned' : 'changed', pointer: '/occurred' },
        from: incident.occurred,
        to: { from: at, ...(incident.occurred.extent == null ? {} : { extent: incident.occurred.extent }) },
        rank: learned ? RANKS.learned : RANKS.elsewhere,
      };
    });
}

/** Points on rings around the reported place, and the middle of each zone; within the reported disc the place is but closer told. */
export function placeMoves({ evaluator }: Searched): Move[] {
  const { incident, disc } = evaluator.situation;
  const place = incident.place ?? null;
  const centres = centresOf(evaluator.agreement.zones.geojson);
  const around: Point[] = disc === undefined ? centres : [[disc.lon, disc.lat]];
  const rings = around.flatMap((centre) =>
    [0, ...REACHES_KM].flatMap((km) => (km === 0 ? [centre] : BEARINGS.map((bearing) => pointAt(centre, bearing, km)))),
  );
  return [...rings, ...centres].map((point) => {
    const away = disc === undefined ? 0 : distanceKm([disc.lon, disc.lat], point);
    const learned = disc === undefined || (disc.radiusKm === undefined ? away === 0 : away <= disc.radiusKm);
    // A place closer told is a point of the old disc; one elsewhere is as good as the old one was.
    const radiusKm = learned ? 0 : (disc?.radiusKm ?? 0);
    const to: Place = { ...(learned ? place : {}), lon: point[0], lat: point[1], radiusKm };
    return {
      ...{ key: '/place', fact: 'place', kind: learned ? 'learned' : 'changed', pointer: '/place', from: place, to },
      rank: learned ? RANKS.learned : RANKS.elsewhere,
    };
  });
}

const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

function pointAt([lon, lat]: Point, bearing: number, km: number): Point {
  const { lon2 = lon, lat2 = lat } = geodesic.Geodesic.WGS84.Direct(lat, lon, bearing, km * 1_000);
  return [rounded(((lon2 + 540) % 360) - 180), rounded(lat2)];
}

function centresOf(geojson: unknown): Point[] {
  const { features } = geojson as { features?: readonly Parameters<typeof geoCentroid>[0][] };
  return (features ?? [])
    .map((feature) => geoCentroid(feature))
    .map(([lon, lat]): Point => [rounded(lon), rounded(lat)])
    .filter(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat));
}
