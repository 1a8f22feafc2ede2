import { areaOf } from './area.js';
import { cellOf, middleOf, reachOf } from './place-cell.js';

/** A place as those see it who may not know where exactly it was. */

export interface CoarsePlace {
  readonly lon?: number;
  readonly lat?: number;
  readonly radiusKm?: number;
  /** The code of the first-level area, where the report names it. */
  readonly pcode?: string;
  /** Says that what stands here is not what was reported. */
  readonly coarse: true;
}

interface ReportedPlace {
  readonly lon?: number | null | undefined;
  readonly lat?: number | null | undefined;
  readonly radiusKm?: number | null | undefined;
  readonly pcode?: string | null | undefined;
  readonly within?: readonly string[] | null | undefined;
}

/** Reported radii are rounded up to whole steps: one that nobody else writes would tell reports apart. */
const RADIUS_STEP_KM = 5;
/** No disc is wider than the globe (contract/incident.md). */
const WIDEST_KM = 20_040;

/**
 * The middle of the place's cell, with a radius that holds all of the cell and, from any point of it, the radius that was
 * reported; without a radius where none was, for the accuracy is as unknown as it was. Names are left out, because a name
 * and a gazetteer are coordinates, and of codes only the first-level area stays.
 * @returns what is the same for every place of a cell with the same area and about the same radius
 */
export function coarsePlace(place: ReportedPlace): CoarsePlace {
  const { lon, lat, radiusKm } = place;
  const area = areaOf(place);
  const code = area === undefined ? {} : { pcode: area };
  // The coordinates that a radius is around may stand elsewhere, as added from a gazetteer; there it would be too small.
  if (lon == null || lat == null) return { ...code, coarse: true };
  const cell = cellOf(lon, lat);
  return { ...middleOf(cell), ...radiusOf(radiusKm, reachOf(cell)), ...code, coarse: true };
}

const radiusOf = (reported: number | null | undefined, reach: number) => {
  if (reported == null) return {};
  const stepped = Math.ceil(reported / RADIUS_STEP_KM) * RADIUS_STEP_KM;
  return { radiusKm: Math.min(WIDEST_KM, Math.ceil(reach + stepped)) };
};
