import { quoted, type Report } from '../authored/diagnostic.js';
import { membersOf, under } from '../authored/raw.js';

/** Zones and sightings against the territory of the agreement: swapped or mirrored coordinates show there. */

/** West, south, east, north, in degrees. */
type Box = readonly [number, number, number, number];

/**
 * Warns of every feature that lies wholly outside the box of the territory.
 * @param zones the parsed zones.geojson, in which the territory is drawn
 * @param file the features to look at: the same zones, or the sightings
 */
export function checkTerritory(report: Report, territory: unknown, zones: unknown, file: unknown): void {
  const home = membersOf(under(zones, 'features'), []).find(([feature]) => idOf(feature) === territory)?.[0];
  const box = boxOf(home);
  if (box === undefined || box[2] - box[0] > 180) return;
  for (const [feature, path] of membersOf(under(file, 'features'), ['features'])) {
    const own = feature === home ? undefined : boxOf(feature);
    if (own === undefined || meet(own, box)) continue;
    const name = idOf(feature) ?? under(under(feature, 'properties'), 'group');
    const message = `${quoted(name ?? 'the feature')} lies wholly outside the territory ${quoted(territory)}`;
    report([...path, 'geometry'], { code: 'outside-territory', severity: 'warning', message, help: helpFor(own, box) });
  }
}

const idOf = (feature: unknown): unknown => under(feature, 'id') ?? under(under(feature, 'properties'), 'id');

const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** What would bring it home. */
function helpFor([west, south, east, north]: Box, home: Box): string | undefined {
  if (meet([south, west, north, east], home))
    return 'are longitude and latitude swapped? GeoJSON writes [longitude, latitude]';
  if (meet([-east, south, -west, north], home)) return 'is a sign missing or too many? west is negative';
  if (meet([west, -north, east, -south], home)) return 'is a sign missing or too many? south is negative';
  return undefined;
}

function boxOf(feature: unknown): Box | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [lon, lat] = value as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') {
      for (const member of value) visit(member);
      return;
    }
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  };
  visit(under(under(feature, 'geometry'), 'coordinates'));
  return box[0] > box[2] ? undefined : box;
}
