import { type Path, quoted, type Report, type SourceFile } from '../authored/diagnostic.js';
import { isRaw, membersOf, under } from '../authored/raw.js';
import { shapeFaults } from '../authored/shape.js';
import { ZONE_KEYS } from '../domain/file-key-meanings.js';
import { instantOf } from '../domain/group.js';
import { nearest } from '../domain/nearest.js';
import { COMMON_KEYS } from '../domain/rule-key-meanings.js';
import { checkGroup, type Known } from './known.js';
import { presenceSchema, zonesSchema } from './zone-schema.js';

/** Zones and sightings: shape, geometry, names. */

const GEOMETRIES = ['Point', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];

/** The id of a zone: the feature's own, or that among its properties. */
const zoneId = (feature: unknown): unknown => under(feature, 'id') ?? under(under(feature, 'properties'), 'id');

/** The ids of the zones in a parsed file. */
export const zoneIds = (zones: unknown): Set<string> =>
  new Set(
    membersOf(under(zones, 'features'), [])
      .map(([feature]) => zoneId(feature))
      .filter((id) => typeof id === 'string'),
  );

/** Checks the areas and lines of an agreement. */
export function checkZones(report: Report, file: SourceFile): void {
  for (const fault of shapeFaults(zonesSchema, file, ZONE_KEYS, COMMON_KEYS)) report(fault.path, fault.remark);
  checkCollection(report, file);
  const seen = new Set<string>();
  for (const [feature, path] of membersOf(under(file.value, 'features'), ['features'])) {
    const id = zoneId(feature);
    if (id === undefined) report(path, { code: 'missing-key', message: 'the zone has no `id`' });
    else if (typeof id === 'string') {
      if (seen.has(id)) report(path, { code: 'duplicate-id', message: `two zones are called ${quoted(id)}` });
      seen.add(id);
    }
    checkGeometry(report, [...path, 'geometry'], under(feature, 'geometry'), GEOMETRIES);
  }
}

/** Checks where groups were seen. */
export function checkPresence(report: Report, file: SourceFile, known: Known): void {
  for (const fault of shapeFaults(presenceSchema, file, ZONE_KEYS, COMMON_KEYS)) report(fault.path, fault.remark);
  checkCollection(report, file);
  for (const [feature, path] of membersOf(under(file.value, 'features'), ['features'])) {
    const properties = under(feature, 'properties');
    const at = [...path, 'properties'];
    checkGroup(report, [...at, 'group'], under(properties, 'group'), known);
    checkGeometry(report, [...path, 'geometry'], under(feature, 'geometry'), ['Point']);
    const [from, to] = [under(properties, 'from'), under(properties, 'to')];
    if (typeof from !== 'string' || typeof to !== 'string') continue;
    const [start, end] = [instantOf(from), instantOf(to)];
    if (start !== undefined && end !== undefined && start > end)
      report([...at, 'to'], { code: 'dates-out-of-order', message: `${quoted(to)} is before ${quoted(from)}` });
  }
}

function checkCollection(report: Report, file: SourceFile): void {
  if (under(file.value, 'crs') !== undefined)
    report(['crs'], {
      code: 'wrong-geometry',
      message: 'a zone file has no `crs`: GeoJSON is always in WGS84',
      at: 'key',
      help: 'reproject the file to longitude and latitude',
    });
}

const depths: Readonly<Record<string, number>> = {
  Point: 0,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

function checkGeometry(report: Report, path: Path, geometry: unknown, allowed: readonly string[]): void {
  const type = under(geometry, 'type');
  if (!isRaw(geometry) || typeof type !== 'string') {
    report(path, { code: 'wrong-geometry', message: 'the feature has no geometry' });
    return;
  }
  if (!allowed.includes(type)) {
    const message = `a geometry of the type ${quoted(type)} cannot be used here`;
    report([...path, 'type'], {
      code: 'unknown-geometry',
      message,
      nearest: nearest(type, allowed),
      help: `use ${allowed.join(', ')}`,
    });
    return;
  }
  checkCoordinates(report, [...path, 'coordinates'], geometry.coordinates, depths[type] ?? 0, type.endsWith('Polygon'));
}

/** Walks down to positions; of many faults in one geometry the first is told, for they mostly have one cause. */
function checkCoordinates(report: Report, path: Path, value: unknown, depth: number, ring: boolean): boolean {
  if (!Array.isArray(value) || (depth > 0 && value.length === 0)) {
    report(path, { code: 'wrong-geometry', message: 'the coordinates are not nested as the geometry needs them' });
    return false;
  }
  if (depth === 0) return checkPosition(report, path, value);
  for (const [index, member] of value.entries())
    if (!checkCoordinates(report, [...path, index], member, depth - 1, ring)) return false;
  return depth !== 1 || checkLine(report, path, value, ring);
}

function checkPosition(report: Report, path: Path, position: readonly unknown[]): boolean {
  const [lon, lat] = position;
  if (typeof lon !== 'number' || typeof lat !== 'number' || position.length > 3) {
    report(path, { code: 'wrong-geometry', message: `a position is [longitude, latitude], not ${quoted(position)}` });
    return false;
  }
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return true;
  const help = Math.abs(lon) <= 90 && Math.abs(lat) <= 180 ? 'are longitude and latitude swapped?' : undefined;
  report(path, { code: 'off-the-globe', message: `${quoted(position)} is not on the globe`, help });
  return false;
}

function checkLine(report: Report, path: Path, line: readonly unknown[], ring: boolean): boolean {
  const least = ring ? 4 : 2;
  if (line.length < least) {
    report(path, { code: 'wrong-geometry', message: `a ${ring ? 'ring' : 'line'} needs at least ${least} positions` });
    return false;
  }
  if (!ring) return true;
  const [first, last] = [line[0] as number[], line.at(-1) as number[]];
  if (first[0] === last[0] && first[1] === last[1]) return true;
  report(path, {
    code: 'open-ring',
    message: 'the ring does not end where it began',
    help: `add ${quoted(first)} at its end`,
  });
  return false;
}
