import { type Disc, type DistanceKm, discToDisc } from '../domain/place.js';
import type { Occurrence, Window } from '../domain/time.js';

/** A sighting of a group: where, from when to when, by whom (presence.geojson). */
export interface Sighting {
  readonly group: string;
  readonly disc: Disc;
  readonly window: Window;
}
export type Presence = readonly Sighting[];

const DAY = 86_400_000;

/**
 * How far the nearest sighting of a group is from a disc. Sightings are never all there is: a nearer one may have gone
 * unseen, so the distance is only bounded from above.
 * @param withinDays how many days before or after the act a sighting still counts.
 * @returns undefined where no sighting bounds it.
 */
export function presenceDistance(
  presence: Presence,
  group: string,
  withinDays: number,
  disc: Disc | undefined,
  occurrence: Occurrence,
): DistanceKm | undefined {
  let nearest: number | undefined;
  for (const sighting of presence) {
    if (sighting.group !== group) continue;
    const early = (sighting.window.from ?? Number.NEGATIVE_INFINITY) - withinDays * DAY;
    const late = (sighting.window.until ?? Number.POSITIVE_INFINITY) + withinDays * DAY;
    if (occurrence.from < early || occurrence.to >= late) continue;
    const distance = discToDisc(disc, sighting.disc);
    if (distance !== undefined && (nearest === undefined || distance.max < nearest)) nearest = distance.max;
  }
  return nearest === undefined ? undefined : { min: 0, max: nearest };
}
