import type { Agreement, Reading } from '../domain/agreement.js';
import { type Registry, windowOf } from '../domain/group.js';
import { inForce, type Occurrence, type Window } from '../domain/time.js';
import { and, FALSE, or, TRUE, type Truth } from '../domain/truth.js';

/** Who stands how in an agreement, under one reading's lists (S6, S10). */

interface RoleList {
  /** Directly listed groups with the windows in which they hold the role. */
  readonly listed: ReadonlyMap<string, readonly Window[]>;
  readonly without: ReadonlySet<string>;
}

/** The role lists of an agreement as one reading has them. */
export type RoleConfig = ReadonlyMap<string, RoleList>;

/** One change that a reading makes to a role list; `id` names it in `partedBy`. */
export interface RoleChange {
  readonly id: string;
  readonly role: string;
  readonly group: string;
  readonly change: 'with' | 'without';
  readonly window: Window;
}

/** The changes a reading makes, each with a name of its own. */
export function roleChangesOf(reading: Reading): RoleChange[] {
  return Object.entries(reading.roles ?? {}).flatMap(([role, change]) => [
    ...(change.with ?? []).map((entry) => {
      const listed: { group: string; from?: string | undefined; until?: string | undefined } =
        typeof entry === 'string' ? { group: entry } : entry;
      const dates =
        listed.from !== undefined || listed.until !== undefined ? `[${listed.from ?? ''}..${listed.until ?? ''}]` : '';
      return {
        id: `role:${role}+${listed.group}${dates}`,
        role,
        group: listed.group,
        change: 'with' as const,
        window: windowOf(listed),
      };
    }),
    ...(change.without ?? []).map((group) => ({
      id: `role:${role}-${group}`,
      role,
      group,
      change: 'without' as const,
      window: {},
    })),
  ]);
}

/**
 * The role lists of an agreement with some changes made to them.
 * A role entry `listedBy` stands for every group that the list names, from the date of its listing.
 */
export function roleConfig(agreement: Agreement, registry: Registry, changes: readonly RoleChange[]): RoleConfig {
  const config = new Map<string, { listed: Map<string, Window[]>; without: Set<string> }>();
  for (const [role, entries] of Object.entries(agreement.roles)) {
    const listed = new Map<string, Window[]>();
    const add = (group: string, window: Window) => listed.set(group, [...(listed.get(group) ?? []), window]);
    for (const entry of entries) {
      if ('group' in entry) add(entry.group, windowOf(entry));
      else
        for (const group of registry.groups.values())
          for (const listing of group.listings ?? [])
            if (listing.by === entry.listedBy) add(group.id, overlap(windowOf(listing), windowOf(entry)));
    }
    config.set(role, { listed, without: new Set() });
  }
  for (const change of changes) {
    const list = config.get(change.role) ?? { listed: new Map(), without: new Set() };
    config.set(change.role, list);
    if (change.change === 'without') list.without.add(change.group);
    else list.listed.set(change.group, [...(list.listed.get(change.group) ?? []), change.window]);
  }
  return config;
}

function overlap(a: Window, b: Window): Window {
  const froms = [a.from, b.from].filter((each) => each !== undefined);
  const untils = [a.until, b.until].filter((each) => each !== undefined);
  return {
    from: froms.length > 0 ? Math.max(...froms) : undefined,
    until: untils.length > 0 ? Math.min(...untils) : undefined,
  };
}

/** How a group comes to hold a role: the chain of memberships, and how sure it is. */
export interface RoleHolding {
  readonly truth: Truth;
  readonly path: readonly string[];
}

const reachable = new WeakMap<RoleConfig, Map<string, ReadonlySet<string>>>();

/** The roles that a group can hold at any time at all: its own, and those of all it was ever a member of. */
function rolesWithinReach(config: RoleConfig, registry: Registry, group: string): ReadonlySet<string> {
  const known = reachable.get(config) ?? new Map<string, ReadonlySet<string>>();
  reachable.set(config, known);
  const found = known.get(group);
  if (found !== undefined) return found;
  const roles = new Set<string>();
  for (const [role, { listed }] of config) if (listed.has(group)) roles.add(role);
  for (const membership of registry.membershipsOf(group))
    for (const role of rolesWithinReach(config, registry, membership.group)) roles.add(role);
  known.set(group, roles);
  return roles;
}

/** Whether a group held a role at the time: by the list itself, or by a group it was a member of; `without` beats both. */
export function holdsRole(
  config: RoleConfig,
  registry: Registry,
  role: string,
  group: string,
  occurrence: Occurrence,
): RoleHolding {
  const list = config.get(role);
  if (list === undefined || list.without.has(group) || !rolesWithinReach(config, registry, group).has(role))
    return { truth: FALSE, path: [group] };
  const windows = list.listed.get(group);
  let best: RoleHolding = { truth: windows === undefined ? FALSE : inForce(windows, occurrence), path: [group] };
  for (const membership of registry.membershipsOf(group)) {
    if (best.truth === TRUE) break;
    const member = inForce(membership.windows, occurrence);
    if (member === FALSE) continue;
    const parent = holdsRole(config, registry, role, membership.group, occurrence);
    const truth = and(member, parent.truth);
    if (truth > best.truth) best = { truth: or(truth, best.truth), path: [group, ...parent.path] };
  }
  return best;
}
