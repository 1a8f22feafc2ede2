import type { Agreement, Reading } from '../domain/agreement.js';
import { type Registry, windowOf } from '../domain/group.js';
import { erasOf, inForce, type Occurrence, type Window } from '../domain/time.js';
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

/** Whether a group held a role at the time: by the list itself, or by a group it was a member of; `without` beats both. */
function holdsRole(
  config: RoleConfig,
  registry: Registry,
  role: string,
  group: string,
  occurrence: Occurrence,
): RoleHolding {
  const list = config.get(role);
  if (list === undefined || list.without.has(group)) return { truth: FALSE, path: [group] };
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

/** The roles that one group held, or may have held, at a time. */
export interface RolesHeld {
  readonly roles: ReadonlyMap<string, RoleHolding>;
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
  /** How it came to the certain ones; empty where there are none. */
  readonly paths: readonly string[];
}

/** What was found of one set of role lists, for each group and each stretch of time that the lists can tell apart. */
interface Remembered {
  readonly eraOf: (occurrence: Occurrence) => number;
  readonly held: Map<string, Map<number, RolesHeld>>;
  count: number;
}
const remembered = new WeakMap<RoleConfig, Remembered>();
const MOST_REMEMBERED = 50_000;

/** The roles that a group held, or may have held, at the time. */
export function rolesHeld(config: RoleConfig, registry: Registry, group: string, occurrence: Occurrence): RolesHeld {
  let memory = remembered.get(config);
  if (memory === undefined) {
    memory = { eraOf: erasOf(windowsOf(config, registry)), held: new Map(), count: 0 };
    remembered.set(config, memory);
  }
  const era = memory.eraOf(occurrence);
  let ofGroup = memory.held.get(group);
  const known = ofGroup?.get(era);
  if (known !== undefined) return known;
  const found = findHeld(config, registry, group, occurrence);
  if (memory.count++ < MOST_REMEMBERED) {
    ofGroup ??= new Map();
    memory.held.set(group, ofGroup.set(era, found));
  }
  return found;
}

function findHeld(config: RoleConfig, registry: Registry, group: string, occurrence: Occurrence): RolesHeld {
  const roles = new Map<string, RoleHolding>();
  const certain = new Set<string>();
  const paths: string[] = [];
  for (const role of [...config.keys()].sort()) {
    const holding = holdsRole(config, registry, role, group, occurrence);
    if (holding.truth === FALSE) continue;
    roles.set(role, holding);
    if (holding.truth !== TRUE) continue;
    certain.add(role);
    paths.push(pathOf(role, holding));
  }
  return { roles, certain, possible: new Set(roles.keys()), paths };
}

/** How a group comes to hold a role, in words. */
export const pathOf = (role: string, { path }: RoleHolding): string => `${path.join(' → ')} (${role})`;

/** The dates of everyone on a list and of every membership. */
const windowsOf = (config: RoleConfig, registry: Registry): Window[] => [
  ...[...config.values()].flatMap(({ listed }) => [...listed.values()].flat()),
  ...[...registry.groups.keys()].flatMap((group) => registry.membershipsOf(group).flatMap((each) => each.windows)),
];
