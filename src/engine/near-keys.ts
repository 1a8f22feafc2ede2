import { createHash } from 'node:crypto';
import { isPinned, REACH_KM, tellingCode } from '../domain/near-place.js';
import { ENDS_MS, GAP_MS, isShort, SHORT_MS } from '../domain/near-time.js';
import type { Point } from '../domain/place.js';
import type { Sighting } from '../domain/sighting.js';

/**
 * The whole numbers under which a report is filed, and those under which the reports that may be near it are found: a cell
 * of about 28 km and a day, or a name or code and a day. Two reports that are near each other by near-duplicate.ts always
 * meet in one of them; two that meet may still be far apart, so whoever looks up compares after.
 */

const DAY_MS = 86_400_000;
/** Days are counted from 1900, so that every day a report can have is positive. */
const DAYS_BEFORE_1970 = 25_567;
const ROWS = 720;
const MOST_COLUMNS = 1_440;
const CELLS = ROWS * MOST_COLUMNS;
/** The keys of names lie above those of cells. */
const NAMES_FROM = 2 ** 48;
/** Kilometres in a degree of latitude, at the least (WGS84, at the equator). */
const KM_A_DEGREE = 110.57;
const RADIANS = Math.PI / 180;

/** Where a report is filed: under the day on which it begins. */
export function filedUnder(sighting: Sighting): number[] {
  const day = dayOf(sighting.occurred.from);
  const { point } = sighting;
  const cells = point !== undefined && isPinned(sighting) ? [cellKey(rowOf(point[1]), point[0], day)] : [];
  return [...new Set([...cells, ...wordsOf(sighting).map((word) => wordKey(word, day))])];
}

/** Where to look for reports that are near this one. */
export function lookedUpUnder(sighting: Sighting): number[] {
  const { from, to } = sighting.occurred;
  const [first, last] = isShort(sighting.occurred)
    ? [from - SHORT_MS - GAP_MS, to + GAP_MS]
    : [from - ENDS_MS, from + ENDS_MS];
  const words = wordsOf(sighting);
  const keys = new Set<number>();
  for (let day = dayOf(first); day <= dayOf(last); day += 1) {
    if (sighting.point !== undefined && isPinned(sighting))
      for (const key of cellsAround(sighting.point, day)) keys.add(key);
    for (const word of words) keys.add(wordKey(word, day));
  }
  return [...keys];
}

const dayOf = (instant: number) => Math.floor(instant / DAY_MS) + DAYS_BEFORE_1970;

function wordsOf({ names, pcode }: Sighting): string[] {
  const code = tellingCode(pcode);
  const words = names.flatMap(({ fold, skeleton }) => [`fold ${fold}`, `skeleton ${skeleton}`]);
  return [...new Set([...words, ...(code === undefined ? [] : [`code ${code}`])])].filter(
    (word) => !word.endsWith(' '),
  );
}

const wordKey = (word: string, day: number) =>
  NAMES_FROM + createHash('sha256').update(`${day} ${word}`).digest().readUIntBE(0, 6);

const rowOf = (lat: number) => Math.min(ROWS - 1, Math.floor(((lat + 90) / 180) * ROWS));
const latOfRow = (row: number) => (row / ROWS) * 180 - 90;

/** Rows nearer a pole have fewer cells, so that none is much narrower than it is high. */
const columnsOf = (row: number) => {
  const furthest = Math.max(Math.abs(latOfRow(row)), Math.abs(latOfRow(row + 1)));
  return Math.max(1, Math.floor(MOST_COLUMNS * Math.cos(furthest * RADIANS)));
};

const cellOf = (row: number, column: number, day: number) => day * CELLS + row * MOST_COLUMNS + column;
function cellKey(row: number, lon: number, day: number): number {
  const columns = columnsOf(row);
  return cellOf(row, Math.floor(((lon + 180) / 360) * columns) % columns, day);
}

/** The cells that a circle of REACH_KM around the point may touch. */
function* cellsAround([lon, lat]: Point, day: number): Generator<number> {
  const high = REACH_KM / KM_A_DEGREE;
  const furthest = Math.min(90, Math.abs(lat) + high);
  const sine = Math.sin(high * RADIANS) / Math.cos(furthest * RADIANS);
  const wide = sine < 1 ? Math.asin(sine) / RADIANS : 180;
  for (let row = rowOf(Math.max(-90, lat - high)); row <= rowOf(Math.min(90, lat + high)); row += 1) {
    const columns = columnsOf(row);
    const first = Math.floor(((lon - wide + 180) / 360) * columns);
    const last = Math.min(first + columns - 1, Math.floor(((lon + wide + 180) / 360) * columns));
    for (let column = first; column <= last; column += 1)
      yield cellOf(row, ((column % columns) + columns) % columns, day);
  }
}
