import { type Added, withAdded } from '../domain/added.js';
import { areaOf } from '../domain/area.js';
import type { Registry } from '../domain/group.js';
import type { Incident } from '../domain/incident.js';
import { nameKeys } from '../domain/name-skeleton.js';
import { REDACTED } from '../domain/redacted.js';
import type { Sighting } from '../domain/sighting.js';
import { type Party, situationOf } from './situation.js';

/**
 * What a report is compared with others by.
 * @param report as it was sent
 * @param added what Truce added to it before it was judged
 */
export function sightingOf(report: Incident, added: Added | null | undefined, registry: Registry): Sighting {
  const incident = withAdded(report, added);
  const { occurrence, disc, kinds, candidates } = situationOf(incident, registry);
  const { place } = incident;
  const names = new Set([place?.name, ...(place?.names ?? [])].filter((name) => name != null));
  // Two reports of which something was redacted are not near each other for that.
  names.delete(REDACTED);
  return {
    occurred: { from: occurrence.from, to: occurrence.to },
    point: disc === undefined ? undefined : [disc.lon, disc.lat],
    radiusKm: disc?.radiusKm,
    names: [...names].map((text) => ({ text, ...nameKeys(text) })),
    pcode: place?.pcode ?? undefined,
    area: areaOf(place) ?? added?.area,
    kinds,
    sides: candidates.map(({ actor, target }) => ({ actor: known(actor), target: known(target) })),
  };
}

const known = ({ id, actsFor }: Party) => (id === undefined ? [] : [id, ...actsFor]);

/** Whether two groups are one, or one was ever part of the other. */
export const relatedIn =
  (registry: Registry) =>
  (one: string, other: string): boolean =>
    registry.everPartOf(one, other) || registry.everPartOf(other, one);
