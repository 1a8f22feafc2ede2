import { roleList } from '../domain/agreement.js';
import type { Incident } from '../domain/incident.js';
import { KINDS } from '../domain/words.js';
import type { Original } from './mutant.js';
import { pointsOf } from './mutate-zones.js';

/** A first report for each term, for an agreement that has no cases yet: its forbidden act, by who is bound, in the territory. */
export function firstIncidents({ agreement, source }: Original): Incident[] {
  const { definition, forbidding } = agreement;
  const { features = [] } = (source.zones ?? {}) as {
    features?: { id?: string; properties?: { id?: string }; geometry: { coordinates: unknown } }[];
  };
  const territory = features.find((each) => String(each.id ?? each.properties?.id) === definition.territory.zone);
  const points = pointsOf(territory?.geometry.coordinates);
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / Math.max(1, points.length);
  const groupOf = (roles: string | string[] | undefined) => {
    const entries = (roles === undefined ? [] : roleList(roles)).flatMap((role) => definition.roles[role] ?? []);
    return entries.flatMap((entry) => ('group' in entry ? [entry.group] : []))[0];
  };
  return agreement.terms.map(({ index, definition: term }) => ({
    reportId: `first-${term.id}`,
    occurred: { from: new Date(agreement.ground.start + 86_400_000).toISOString() },
    place: { lon: Number(mean(0).toFixed(4)), lat: Number(mean(1).toFixed(4)), radiusKm: 0.1 },
    kind: [...KINDS.keys()].find((kind) => forbidding.get(kind)?.includes(index)) ?? 'attack',
    candidates: [
      {
        actor: groupOf(term.binds),
        ...(typeof term.protects === 'object' && 'condition' in term.protects
          ? {}
          : { target: groupOf(term.protects === 'anyone' ? undefined : term.protects) }),
        grade: 'likely' as const,
      },
    ],
  })) as Incident[];
}
