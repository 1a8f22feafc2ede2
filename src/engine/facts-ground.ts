import type { CoLocation } from '../domain/incident.js';
import { discToZone } from '../domain/place.js';
import { inForce } from '../domain/time.js';
import { FALSE, TRUE } from '../domain/truth.js';
import { NATURES } from '../domain/words.js';
import { closedSet, type Fact, type FactValue, rangeOf, scalarValue, UNKNOWN_VALUE } from './fact-value.js';
import { presenceDistance } from './presence.js';
import { holdsRole } from './roles.js';
import type { View } from './view.js';

/** Facts of place, time, co-location and claims. */

const NOTHING: ReadonlySet<string> = new Set();
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

export function coLocationReported(view: View, group: string | undefined): Fact {
  const list = view.situation.coLocation ?? [];
  const reported = group === undefined ? list.length > 0 : entriesFor(view, group).length > 0;
  return { value: scalarValue(reported), from: 'report: /coLocation' };
}

interface SpeakingEntry {
  readonly entry: CoLocation;
  readonly index: number;
  /** Whether it names the group itself, and so speaks for all of it. */
  readonly own: boolean;
}

/** The entries that speak for a group: its own, and those of groups that were surely part of it. */
function entriesFor(view: View, group: string): SpeakingEntry[] {
  const { registry, occurrence, coLocation } = view.situation;
  const found: SpeakingEntry[] = [];
  coLocation?.forEach(({ entry, group: named }, index) => {
    if (named === group) found.push({ entry, index, own: true });
    else if (
      named !== undefined &&
      registry.membershipsOf(named).length > 0 &&
      registry.groupsOf(named, occurrence).get(group) === TRUE
    )
      found.push({ entry, index, own: false });
  });
  return found;
}

/** The entries that speak for groups which surely held a role. */
function entriesOfRole(view: View, role: string): SpeakingEntry[] {
  const { registry, occurrence, coLocation } = view.situation;
  const found: SpeakingEntry[] = [];
  coLocation?.forEach(({ entry, group }, index) => {
    if (group !== undefined && holdsRole(view.outlook.roles, registry, role, group, occurrence).truth === TRUE)
      found.push({ entry, index, own: true });
  });
  return found;
}

export function coLocationGroups(view: View): Fact {
  const { registry, occurrence, coLocation } = view.situation;
  if (coLocation === undefined)
    return {
      value: { is: 'set', certain: NOTHING, possible: 'anything' },
      from: 'report: /coLocation not said',
      open: 'coLocation.groups',
    };
  const there = new Set<string>();
  const absent = new Set<string>();
  for (const { entry, group } of coLocation) {
    if (group === undefined || entry.nature == null) continue;
    if (entry.nature === 'none') absent.add(group);
    else for (const [each, sure] of registry.groupsOf(group, occurrence)) if (sure === TRUE) there.add(each);
  }
  const except = new Set([...absent].filter((each) => !there.has(each)));
  return {
    value: { is: 'set', certain: there, possible: 'anything', except },
    from: 'report: /coLocation',
    open: 'coLocation.groups',
  };
}

/** Whether any group is listed for the role at the time. */
const canBeHeld = (view: View, role: string): boolean =>
  [...(view.outlook.roles.get(role)?.listed.values() ?? [])].some(
    (windows) => inForce(windows, view.situation.occurrence) !== FALSE,
  );

const allNatures: ReadonlySet<string> = new Set(NATURES);

/** How a group, or the holders of a role, shared the ground. The list speaks for the groups it names; of others nothing is known. */
export function coLocationNatures(view: View, group: string | undefined, role: string | undefined): Fact {
  const ofGroup = group === undefined ? undefined : entriesFor(view, group);
  const ofRole = role === undefined ? undefined : entriesOfRole(view, role);
  const speaking =
    ofGroup === undefined
      ? (ofRole ?? [])
      : ofGroup.filter(({ index }) => ofRole?.some((each) => each.index === index) ?? true);
  const certain = new Set<string>();
  let closed = group !== undefined && role === undefined && speaking.some((each) => each.own);
  for (const { entry, own } of speaking) {
    if (entry.nature == null) closed = false;
    else if (own || entry.nature !== 'none') certain.add(entry.nature);
  }
  if (role !== undefined && !canBeHeld(view, role))
    return { value: closedSet([]), from: `groups: nobody holds ${role}` };
  if (speaking.length === 0)
    return {
      value: { is: 'set', certain: NOTHING, possible: allNatures },
      from: 'report: /coLocation does not say',
      open: 'coLocation.natures',
    };
  const from = `report: ${speaking.map(({ index }) => `/coLocation/${index}`).join(', ')}`;
  if (closed) return { value: closedSet(certain), from };
  return { value: { is: 'set', certain, possible: allNatures }, from, open: 'coLocation.natures' };
}

export function coLocationDistance(view: View, group: string): Fact {
  const ranges = entriesFor(view, group)
    .map(({ entry }) => rangeOf(entry.distanceKm, 0))
    .filter((each) => each.is === 'range');
  if (ranges.length === 0)
    return { value: UNKNOWN_VALUE, from: 'report: /coLocation does not say', open: 'coLocation.distanceKm' };
  const min = Math.min(...ranges.map((each) => each.min));
  const max = Math.min(...ranges.map((each) => each.max));
  return {
    value: { is: 'range', min, max },
    from: 'report: /coLocation',
    open: min === max ? undefined : 'coLocation.distanceKm',
  };
}

export function coLocationDenied(view: View, group: string): Fact {
  const entries = entriesFor(view, group);
  if (entries.length === 0)
    return { value: UNKNOWN_VALUE, from: 'report: /coLocation does not say', open: 'coLocation.denied' };
  return {
    value: scalarValue(entries.some(({ entry }) => (entry.deniedBy ?? []).length > 0)),
    from: 'report: /coLocation',
  };
}

/** The claims made by a group, its members, or the holders of a role; a claim that is not listed has not been made. */
function claimsBy(view: View, by: string | undefined, byRole: string | undefined) {
  const { registry, occurrence, claims } = view.situation;
  return claims.map(({ entry, group }) => {
    let truth = TRUE as number;
    if (by !== undefined)
      truth = Math.min(truth, group === undefined ? 1 : (registry.groupsOf(group, occurrence).get(by) ?? FALSE));
    if (byRole !== undefined)
      truth = Math.min(
        truth,
        group === undefined ? 1 : holdsRole(view.outlook.roles, registry, byRole, group, occurrence).truth,
      );
    return { entry, truth };
  });
}

export function claimsKinds(view: View, by: string | undefined, byRole: string | undefined): Fact {
  const claims = claimsBy(view, by, byRole);
  const certain = new Set(claims.filter(({ truth }) => truth === TRUE).map(({ entry }) => entry.kind as string));
  const possible = new Set(claims.filter(({ truth }) => truth !== FALSE).map(({ entry }) => entry.kind as string));
  return {
    value: { is: 'set', certain, possible },
    from: 'report: /claims',
    open: possible.size > certain.size ? 'claims.kinds' : undefined,
  };
}

export function claimsTargets(view: View, by: string | undefined, byRole: string | undefined): Fact {
  const { registry, occurrence } = view.situation;
  const certain = new Set<string>();
  const possible = new Set<string>();
  let anything = false;
  for (const { entry, truth } of claimsBy(view, by, byRole)) {
    if (truth === FALSE || entry.target == null) continue;
    const target = registry.find(entry.target)?.id;
    if (target === undefined) anything = true;
    else
      for (const [group, sure] of registry.groupsOf(target, occurrence)) {
        possible.add(group);
        if (sure === TRUE && truth === TRUE) certain.add(group);
      }
  }
  const open = anything || possible.size > certain.size ? 'claims.targets' : undefined;
  return { value: { is: 'set', certain, possible: anything ? 'anything' : possible }, from: 'report: /claims', open };
}
