import type { Registry } from '../domain/group.js';
import type { Incident } from '../domain/incident.js';
import type { Instant } from '../domain/time.js';
import { CLAIM_KINDS } from '../domain/words.js';
import { boundariesOf } from '../engine/boundaries.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { situationOf } from '../engine/situation.js';
import { View } from '../engine/view.js';

/** What an agreement can tell of a group at a time: the truth of every atom, whichever part the group plays in an act. */

const iso = (instant: Instant) => new Date(instant).toISOString();

/** An act in which the group is everything that a group can be. */
export const probe = (group: string, from: Instant, to: Instant, extent: 'within' | 'throughout'): Incident => ({
  reportId: 'probe',
  occurred: { from: iso(from), to: iso(to), extent },
  kind: 'other',
  candidates: [{ actor: group, target: group }],
  struck: { holder: group },
  claims: CLAIM_KINDS.map((kind) => ({ by: group, kind, target: group })),
  coLocation: [{ group, nature: 'same-town' }],
  access: { controlledBy: group },
});

/** @returns a text that is equal for two times at which the agreement, in all its readings, sees the group alike. */
export function signatureOf(
  agreement: CompiledAgreement,
  registry: Registry,
  group: string,
  from: Instant,
  to: Instant = from,
  extent: 'within' | 'throughout' = 'within',
): string {
  const situation = situationOf(probe(group, from, to, extent), registry);
  const configs = new Set(agreement.readings.map((reading) => reading.plan.roles));
  return [...configs]
    .map((roles) => {
      const view = new View(situation, 0, agreement, { roles });
      return agreement.atoms.map((atom) => (atom.ask === 'occurred' ? '' : view.truth(atom.index))).join('');
    })
    .join(' ');
}

/** The first and the last instant of an agreement's time in force; an open end is far away. */
export function forceOf(agreement: CompiledAgreement): { from: Instant; until: Instant } {
  const { inForce } = agreement.definition;
  const untils = inForce.map((window) => (window.until === undefined ? FAR : Date.parse(window.until)));
  return { from: agreement.ground.start, until: Math.max(...untils) };
}
const FAR = Date.parse('2999-12-31T00:00:00Z');

interface Seen {
  readonly agreement: CompiledAgreement;
  readonly registry: Registry;
}

/** Whether two rulebooks see a group alike at every time, and over every stretch of time, that the agreement is in force. */
export function seesAlike(before: Seen, after: Seen, group: string): boolean {
  const { from, until } = forceOf(before.agreement);
  const dates = [...boundariesOf(before.agreement, before.registry), ...boundariesOf(after.agreement, after.registry)];
  const instants = [...new Set([from, ...dates])].filter((each) => each >= from && each < until).sort((a, b) => a - b);
  const alike = (first: Instant, last: Instant, extent: 'within' | 'throughout') =>
    signatureOf(before.agreement, before.registry, group, first, last, extent) ===
    signatureOf(after.agreement, after.registry, group, first, last, extent);
  if (instants.some((instant) => !alike(instant, instant, 'within'))) return false;
  const concerned = instants.filter(
    (instant) =>
      instant === from ||
      signatureOf(before.agreement, before.registry, group, instant - 1) !==
        signatureOf(before.agreement, before.registry, group, instant) ||
      datesOfChain(before.registry, group).has(instant) ||
      datesOfChain(after.registry, group).has(instant),
  );
  return concerned.every((first, index) =>
    concerned.slice(index + 1).every((last) => alike(first, last, 'within') && alike(first, last, 'throughout')),
  );
}

/** The dates of all memberships by which a group comes to belong to others. */
function datesOfChain(registry: Registry, group: string): Set<Instant> {
  const found = new Set<Instant>();
  for (const membership of registry.membershipsOf(group)) {
    for (const { from, until } of membership.windows)
      for (const instant of [from, until]) if (instant !== undefined) found.add(instant);
    for (const instant of datesOfChain(registry, membership.group)) found.add(instant);
  }
  return found;
}
