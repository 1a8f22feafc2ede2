import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import { entriesOf, isRaw, membersOf, under, valueAt } from '../authored/raw.js';
import { nearest } from '../domain/nearest.js';
import { isTimeZone, nearestTimeZones } from '../domain/time-zone.js';
import { CLAIM_KINDS, GRADES, KINDS, NATURES, OBJECTS, RELIABILITIES, WEAPON_CLASSES } from '../domain/words.js';

/** Words of a closed list that a profile writes itself: they are checked when it is read, not row by row. */

type Words = readonly string[];

/** The closed list of each field, by its path; `*` is any entry of a list. */
const CLOSED: readonly (readonly [string, Words])[] = [
  ['kind', [...KINDS.keys()]],
  ['happened', [...GRADES, 'disproved']],
  ['attribution', ['oneOf', 'each']],
  ['occurred.extent', ['within', 'throughout']],
  ['struck.objects', OBJECTS],
  ['weapon.class', WEAPON_CLASSES],
  ['claims.*.kind', CLAIM_KINDS],
  ['coLocation.*.nature', NATURES],
  ['sources.*.reliability', RELIABILITIES],
];

/**
 * @param fields as they are written, of any shape
 * @param maps the named maps, as they are written
 */
export function checkConstants(fields: unknown, maps: unknown, report: Report): void {
  for (const [name, words] of CLOSED)
    for (const path of pathsOf(name.split('.'), fields))
      checkIn(valueAt(fields, path), ['fields', ...path], words, maps, report);
  checkGrades(under(fields, 'candidates'), ['fields', 'candidates'], maps, report);
  checkZone(under(under(fields, 'occurred'), 'zone'), ['fields', 'occurred', 'zone'], maps, report);
}

function pathsOf(steps: readonly string[], value: unknown, at: Path = []): Path[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [at];
  if (step === '*') return membersOf(value, at).flatMap(([member, path]) => pathsOf(rest, member, path));
  return pathsOf(rest, under(value, step), [...at, step]);
}

/** Grades stand in whatever pattern of candidates there is. */
function checkGrades(value: unknown, path: Path, maps: unknown, report: Report): void {
  for (const [member, at] of membersOf(value, path)) checkGrades(member, at, maps, report);
  for (const [key, entry, at] of entriesOf(value, path)) {
    if (key === 'grade') checkIn(entry, at, GRADES, maps, report);
    else checkGrades(entry, at, maps, report);
  }
}

/** The constants that a value can become, each with its place. */
function constantsOf(value: unknown, path: Path, maps: unknown): [unknown, Path][] {
  if (Array.isArray(value)) return membersOf(value, path);
  if (!isRaw(value)) return value === undefined ? [] : [[value, path]];
  const lookups = (['map', 'begins', 'words'] as const).flatMap((key) => {
    const lookup = value[key];
    const entries =
      typeof lookup === 'string' ? entriesOf(under(maps, lookup), ['maps', lookup]) : entriesOf(lookup, [...path, key]);
    return entries.flatMap(([, entry, at]) => constantsOf(entry, at, maps));
  });
  return [...lookups, ...constantsOf(value.otherwise, [...path, 'otherwise'], maps)];
}

function checkIn(value: unknown, path: Path, words: Words, maps: unknown, report: Report): void {
  for (const [constant, at] of constantsOf(value, path, maps)) {
    if (constant === null || (typeof constant === 'string' && words.includes(constant))) continue;
    const near = nearest(String(constant), words);
    const help = words.length > 40 ? undefined : `allowed: ${words.join(', ')}`;
    report(at, {
      code: 'unknown-value',
      message: `an incident has no such word as ${quoted(constant)}`,
      nearest: near,
      help,
    });
  }
}

function checkZone(value: unknown, path: Path, maps: unknown, report: Report): void {
  for (const [constant, at] of constantsOf(value, path, maps)) {
    if (constant === null || isTimeZone(String(constant))) continue;
    const message = `${quoted(constant)} is no time zone`;
    const near = nearestTimeZones(String(constant));
    report(at, { code: 'unknown-time-zone', message, nearest: near, help: 'such as Asia/Damascus' });
  }
}
