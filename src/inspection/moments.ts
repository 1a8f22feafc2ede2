import type { Registry } from '../domain/group.js';
import { instantOf } from '../domain/group.js';
import type { Occurrence } from '../domain/time.js';
import { boundariesOf } from '../engine/boundaries.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';

/** The moments and stretches of time that an agreement can tell apart: what an incident's `occurred` may be. */

const DAY = 86_400_000;

/**
 * One instant of each era between two dates that anything hangs on, and one lasting act for each pair of eras, as a lasting
 * act meets every window that it touches (S4). An act at some unknown time within bounds need not be looked at: what is
 * firm of it is firm of every instant within (S12).
 * @returns instants in order of time, then lasting acts
 */
export function momentsOf(agreement: CompiledAgreement, registry: Registry): Occurrence[] {
  const dates = boundariesOf(agreement, registry).filter((each) => counts(each, agreement, registry));
  const first = dates[0] ?? 0;
  const starts = [first - DAY, ...dates];
  const instants = starts.map((start, index) => {
    const next = starts[index + 1];
    return next === undefined ? start + DAY / 2 : start + Math.min(DAY / 2, Math.floor((next - start) / 2));
  });
  const at = (from: number, to: number, extent: Occurrence['extent']): Occurrence => ({ from, to, extent });
  return [
    ...instants.map((instant) => at(instant, instant, 'within')),
    ...instants.flatMap((from, index) => instants.slice(index + 1).map((to) => at(from, to, 'throughout'))),
  ];
}

const known = new WeakMap<CompiledAgreement, ReadonlySet<number>>();

/** Whether a date is one of the agreement's own, or of a membership or listing that leads to a group the agreement speaks of. */
function counts(instant: number, agreement: CompiledAgreement, registry: Registry): boolean {
  let idle = known.get(agreement);
  if (idle === undefined) {
    idle = idleDates(agreement, registry);
    known.set(agreement, idle);
  }
  return !idle.has(instant);
}

/** Dates that stand only on memberships in groups that the agreement does not speak of, nor any group above them. */
function idleDates(agreement: CompiledAgreement, registry: Registry): ReadonlySet<number> {
  const text = JSON.stringify([
    agreement.definition.roles,
    agreement.definition.readings.map((each) => each.roles),
    [...agreement.leavesOn.values()],
  ]);
  const spokenOf = new Set([...registry.groups.keys()].filter((id) => text.includes(`"${id}"`)));
  const lists = new Set(
    Object.values(agreement.definition.roles).flatMap((entries) =>
      entries.flatMap((entry) => ('listedBy' in entry ? [entry.listedBy] : [])),
    ),
  );
  for (const group of registry.groups.values())
    if (group.listings?.some((listing) => lists.has(listing.by))) spokenOf.add(group.id);
  const leads = (id: string): boolean =>
    spokenOf.has(id) || registry.membershipsOf(id).some((membership) => leads(membership.group));
  const idle = new Set<number>();
  const busy = new Set<number>();
  const add = (into: Set<number>, dated: { from?: string | undefined; until?: string | undefined }) => {
    for (const date of [dated.from, dated.until]) {
      const instant = date === undefined ? undefined : instantOf(date);
      if (instant !== undefined) into.add(instant);
    }
  };
  for (const group of registry.groups.values()) {
    for (const membership of group.memberOf ?? []) add(leads(membership.group) ? busy : idle, membership);
    for (const listing of group.listings ?? []) add(lists.has(listing.by) ? busy : idle, listing);
  }
  const { definition } = agreement;
  for (const dated of [
    ...definition.inForce,
    ...definition.terms,
    ...(definition.exceptions ?? []),
    ...Object.values(definition.roles).flat(),
    ...definition.readings.flatMap((each) => Object.values(each.roles ?? {}).flatMap((change) => change.with ?? [])),
  ])
    if (typeof dated !== 'string') add(busy, dated);
  for (const date of busy) idle.delete(date);
  return idle;
}
