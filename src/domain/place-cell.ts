import { distanceKm } from './place.js';

/**
 * The fixed grid that places are coarsened to: rows of a tenth of a degree of latitude, 11 km high, and cells in them of a
 * tenth of a degree of longitude, doubled as often as a row nearer a pole needs so that no cell is narrower than 5.5 km.
 * Cells of wider rows are unions of narrower ones, their edges never move, and a row within 1.8 degrees of a pole is one
 * cell. A place always falls into the same cell, so that asking often tells no more than asking once.
 */

export interface Cell {
  /** From -900 at the south pole to 899; the row of a place is the tenth of a degree at or below its latitude. */
  readonly row: number;
  /** From 0 at 180° west, in tenths of a degree. */
  readonly column: number;
}

const ROWS = 900;
const COLUMNS = 3_600;
/** No cell is narrower than this share of its height. */
const NARROWEST = 0.5;
const WIDEST = 16;

const rowOf = (lat: number): number => Math.min(ROWS - 1, Math.floor(lat * 10));
const columnOf = (lon: number): number => Math.min(COLUMNS - 1, Math.floor(lon * 10) + COLUMNS / 2);

/** How many tenths of a degree the cells of a row are wide; all of them where the row is one cell. */
function widthOf(row: number): number {
  const poleward = Math.max(Math.abs(row), Math.abs(row + 1)) / 10;
  const narrowing = Math.cos((poleward * Math.PI) / 180);
  let width = 1;
  while (width * narrowing < NARROWEST && width < WIDEST) width *= 2;
  return width * narrowing < NARROWEST ? COLUMNS : width;
}

/** The cell that a point lies in. @param lon,lat degrees */
export function cellOf(lon: number, lat: number): Cell {
  const row = rowOf(lat);
  const width = widthOf(row);
  return { row, column: Math.floor(columnOf(lon) / width) * width };
}

/** The middle of a cell; of a row that is one cell, the pole. */
export function middleOf({ row, column }: Cell): { readonly lon: number; readonly lat: number } {
  const width = widthOf(row);
  if (width === COLUMNS) return { lon: 0, lat: row < 0 ? -90 : 90 };
  return { lon: (column + width / 2 - COLUMNS / 2) / 10, lat: (row + 0.5) / 10 };
}

const reaches = new Map<number, number>();

/**
 * How far a point of a cell can be from its middle, in kilometres. The furthest are the corners that face the equator; the
 * same for all cells of a row.
 */
export function reachOf({ row }: Cell): number {
  const known = reaches.get(row);
  if (known !== undefined) return known;
  const width = widthOf(row);
  const middle = middleOf({ row, column: 0 });
  const half = width === COLUMNS ? 0 : width / 20;
  const equatorward = (row < 0 ? row + 1 : row) / 10;
  const poleward = (row < 0 ? row : row + 1) / 10;
  const corners = [equatorward, poleward].map((lat) => distanceKm([middle.lon, middle.lat], [middle.lon + half, lat]));
  // A metre more than is measured, for edges that a double cannot say exactly.
  const reach = Math.max(...corners) + 0.001;
  reaches.set(row, reach);
  return reach;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * A box drawn outwards along the edges of cells, so that it holds all of every cell that it touched: what is found in it
 * tells of no place more than its cell.
 * @param box west, south, east, north in degrees; west greater than east crosses the date line
 */
export function boxOfCells([west, south, east, north]: Box): Box {
  const [lowest, highest] = [rowOf(south), rowOf(north)];
  // Rows are the wider the nearer they are to a pole, so one of the two ends has the widest cells of all.
  const width = Math.max(widthOf(lowest), widthOf(highest));
  const first = Math.floor(columnOf(west) / width) * width;
  const last = Math.floor(columnOf(east) / width) * width + width;
  const around = width === COLUMNS || (west > east && first < last);
  return [
    around ? -180 : least(first, columnOf, (column) => (column - COLUMNS / 2) / 10),
    least(lowest, rowOf, (row) => row / 10),
    around || last === COLUMNS ? 180 : below(least(last, columnOf, (column) => (column - COLUMNS / 2) / 10)),
    highest === ROWS - 1 ? 90 : below(least(highest + 1, rowOf, (row) => row / 10)),
  ];
}

/** The smallest number of degrees that falls into a row or column. Degrees are doubles, so the edge itself may miss it. */
function least(wanted: number, indexOf: (degrees: number) => number, edgeOf: (index: number) => number): number {
  let degrees = edgeOf(wanted);
  while (indexOf(degrees) < wanted) degrees = above(degrees);
  while (indexOf(below(degrees)) >= wanted && degrees > edgeOf(wanted) - 1) degrees = below(degrees);
  return degrees;
}

const bits = new DataView(new ArrayBuffer(8));

/** The next smaller double. */
function below(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}

/** The next greater double. */
const above = (value: number): number => -below(-value);
