import { discToZone } from '../domain/place.js';
import { FALSE, TRUE } from '../domain/truth.js';
import { type Fact, type FactValue, scalarValue, UNKNOWN_VALUE } from './fact-value.js';
import { presenceDistance } from './presence.js';
import type { View } from './view.js';

/** Facts of place and time. */

const HOUR = 3_600_000;

export function placeZones(view: View): Fact {
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const zone of view.ground.zones.values()) {
    const truth = view.situation.inZone(zone);
    if (truth !== FALSE) possible.add(zone.id);
    if (truth === TRUE) certain.add(zone.id);
  }
  return {
    value: { is: 'set', certain, possible },
    from: 'report: /place',
    open: possible.size > certain.size ? 'place' : undefined,
  };
}

export function placeDistance(view: View, to: string): Fact {
  const zone = view.ground.zones.get(to);
  const distance = zone === undefined ? undefined : discToZone(view.situation.disc, zone);
  if (distance === undefined)
    return { value: UNKNOWN_VALUE, from: 'report: /place without coordinates or radius', open: 'place' };
  return { value: { is: 'range', ...distance }, from: `measured from /place to ${to}`, open: 'place' };
}

export function presence(view: View, group: string, withinDays: number): Fact {
  const found = presenceDistance(
    view.ground.presence ?? [],
    group,
    withinDays,
    view.situation.disc,
    view.situation.occurrence,
  );
  const value: FactValue = found === undefined ? UNKNOWN_VALUE : { is: 'range', ...found };
  return {
    value,
    from: found === undefined ? 'no sighting on file' : `presence: sightings of ${group}`,
    open: 'presence.distanceKm',
  };
}

/** Hours from the start of the agreement; of a lasting act, to the moment it began under it. */
export function hoursSinceStart(view: View): Fact {
  const { from, to, extent } = view.situation.occurrence;
  const hours = (instant: number) => (instant - view.ground.start) / HOUR;
  const value: FactValue =
    extent === 'throughout' ? scalarValue(Math.max(0, hours(from))) : { is: 'range', min: hours(from), max: hours(to) };
  return { value, from: 'report: /occurred', open: extent === 'within' && from !== to ? 'occurred' : undefined };
}
