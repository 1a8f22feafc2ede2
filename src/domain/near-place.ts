import { distanceKm } from './place.js';
import type { Nearness, Sighting } from './sighting.js';

/** Where two reports may be of one place. Lengths in kilometres. */

/** A wider disc is a region: that two reports are of one region says nothing. */
const WIDE_KM = 30;
/** What a point is taken to be good for where nobody said: a small town. */
const UNSAID_KM = 2;
/** Discs may lie this far apart, and no further however wide they are. */
const MOST_RADII_KM = 10;
const MARGIN_KM = 1;
/** The furthest that points alone can be near. */
export const REACH_KM = MOST_RADII_KM + MARGIN_KM;
/** Two points under one name may lie this far apart: places are pinned differently, and many share a name further off. */
export const NAMED_KM = 25;

/** Whether a report's point, if it has one, tells more than a region. */
export const isPinned = ({ point, radiusKm }: Sighting): boolean =>
  point !== undefined && (radiusKm ?? UNSAID_KM) <= WIDE_KM;

const isWide = (sighting: Sighting) => sighting.point !== undefined && !isPinned(sighting);

/** A code of more than a country, governorate or district: what two reports of different places rarely share. */
export const tellingCode = (code: string | undefined): string | undefined =>
  code === undefined || /^[A-Z]{2}\d{0,4}$/.test(code) ? undefined : code;

/**
 * Points: at most the sum of their radii apart (at most 10 km), and 1 km. One code of a place: unless the points are over
 * 25 km apart. One name: the same, and where a point is missing, unless the reports name different governorates.
 */
export function samePlace(
  a: Sighting,
  b: Sighting,
  sameName: (a: Sighting, b: Sighting) => Nearness | undefined,
): Nearness | undefined {
  const km = a.point === undefined || b.point === undefined ? undefined : distanceKm(a.point, b.point);
  if (km !== undefined && isPinned(a) && isPinned(b)) {
    const reach = Math.min((a.radiusKm ?? UNSAID_KM) + (b.radiusKm ?? UNSAID_KM), MOST_RADII_KM) + MARGIN_KM;
    if (km <= reach) return { of: 'place', detail: `${shown(km)} km apart`, km: Number(shown(km)) };
  }
  if (km !== undefined && km > NAMED_KM) return undefined;
  const apart = km === undefined ? {} : { km: Number(shown(km)) };
  const code = tellingCode(a.pcode);
  if (code !== undefined && code === b.pcode) return { of: 'pcode', detail: `both have the code ${code}`, ...apart };
  if (isWide(a) || isWide(b)) return undefined;
  if (a.area !== undefined && b.area !== undefined && a.area !== b.area) return undefined;
  const name = sameName(a, b);
  return name === undefined ? undefined : { ...name, ...apart };
}

const shown = (km: number) => (km < 10 ? km.toFixed(1) : km.toFixed(0));
