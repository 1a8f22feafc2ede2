import type { CoLocation } from '../domain/incident.js';
import { inForce } from '../domain/time.js';
import { FALSE, TRUE } from '../domain/truth.js';
import { NATURES } from '../domain/words.js';
import { closedSet, type Fact, rangeOf, scalarValue, UNKNOWN_VALUE } from './fact-value.js';
import { rolesHeld } from './roles.js';
import type { View } from './view.js';

/** Facts of co-location: who shared the ground with those who were struck, how, and how near. */

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Whether the report says anything of co-location. Never unknown: with a group, whether an entry names it or a group that
 * was ever part of it, whatever the date of the act.
 */
export function coLocationReported(view: View, group: string | undefined): Fact {
  const { registry, coLocation } = view.situation;
  const list = coLocation ?? [];
  const names = (named: string | undefined) =>
    named !== undefined && group !== undefined && registry.everPartOf(named, group);
  const reported = group === undefined ? list.length > 0 : list.some((each) => names(each.group));
  return { value: scalarValue(reported), from: 'report: /coLocation' };
}

interface SpeakingEntry {
  readonly entry: CoLocation;
  readonly index: number;
  /** Whether it names the group itself, and so speaks for all of it. */
  readonly own: boolean;
  /** Whether it speaks for the group at all: a member may have been one only for part of the time. */
  readonly sure: boolean;
}

/** The entries that speak for a group: its own, and those of groups that were or may have been part of it. */
function entriesFor(view: View, group: string): SpeakingEntry[] {
  const { registry, occurrence, coLocation } = view.situation;
  const found: SpeakingEntry[] = [];
  coLocation?.forEach(({ entry, group: named }, index) => {
    if (named === group) found.push({ entry, index, own: true, sure: true });
    else if (named !== undefined && registry.membershipsOf(named).length > 0) {
      const member = registry.groupsOf(named, occurrence).get(group) ?? FALSE;
      if (member !== FALSE) found.push({ entry, index, own: false, sure: member === TRUE });
    }
  });
  return found;
}

/** The entries that speak for groups which held, or may have held, a role. */
function entriesOfRole(view: View, role: string): SpeakingEntry[] {
  const { registry, occurrence, coLocation } = view.situation;
  const found: SpeakingEntry[] = [];
  coLocation?.forEach(({ entry, group }, index) => {
    if (group === undefined) return;
    const held = rolesHeld(view.outlook.roles, registry, group, occurrence).roles.get(role);
    if (held !== undefined) found.push({ entry, index, own: false, sure: held.truth === TRUE });
  });
  return found;
}

export function coLocationGroups(view: View): Fact {
  const { registry, occurrence, coLocation } = view.situation;
  const open = 'coLocation.groups';
  if (coLocation === undefined)
    return { value: { is: 'set', certain: NOTHING, possible: 'anything' }, from: 'report: /coLocation not said', open };
  const there = new Set<string>();
  const absent = new Set<string>();
  const maybe = new Set<string>();
  for (const { entry, group } of coLocation) {
    if (group === undefined) continue;
    if (entry.nature === 'none') absent.add(group);
    else
      for (const [each, sure] of registry.groupsOf(group, occurrence))
        (sure === TRUE && entry.nature != null ? there : maybe).add(each);
  }
  const except = new Set([...absent].filter((each) => !there.has(each) && !maybe.has(each)));
  return { value: { is: 'set', certain: there, possible: 'anything', except }, from: 'report: /coLocation', open };
}

/** Whether any group is listed for the role at the time. */
const canBeHeld = (view: View, role: string): boolean =>
  [...(view.outlook.roles.get(role)?.listed.values() ?? [])].some(
    (windows) => inForce(windows, view.situation.occurrence) !== FALSE,
  );

const allNatures: ReadonlySet<string> = new Set(NATURES);

/** How a group, or the holders of a role, shared the ground. The list speaks for the groups it names; of others nothing is known. */
export function coLocationNatures(view: View, group: string | undefined, role: string | undefined): Fact {
  if (role !== undefined && !canBeHeld(view, role))
    return { value: closedSet([]), from: `groups: nobody holds ${role}` };
  const ofGroup = group === undefined ? undefined : entriesFor(view, group);
  const ofRole = role === undefined ? undefined : entriesOfRole(view, role);
  const speaking =
    ofGroup === undefined
      ? (ofRole ?? [])
      : ofGroup.filter(({ index }) => ofRole?.some((each) => each.index === index) ?? true);
  if (speaking.length === 0)
    return {
      value: { is: 'set', certain: NOTHING, possible: allNatures },
      from: 'report: /coLocation does not say',
      open: 'coLocation.natures',
    };
  const certain = new Set<string>();
  const possible = new Set<string>();
  let whole = group !== undefined && role === undefined && speaking.some((each) => each.own);
  for (const { entry, own, sure } of speaking) {
    if (entry.nature == null) whole = false;
    else if (own || entry.nature !== 'none') {
      possible.add(entry.nature);
      if (sure) certain.add(entry.nature);
    }
  }
  const from = `report: ${speaking.map(({ index }) => `/coLocation/${index}`).join(', ')}`;
  if (!whole) return { value: { is: 'set', certain, possible: allNatures }, from, open: 'coLocation.natures' };
  return { value: { is: 'set', certain, possible }, from, open: possible.size > certain.size ? 'occurred' : undefined };
}

/** How far the nearest of the group was. An entry whose distance is not told may be the nearest, and so may a member not named. */
export function coLocationDistance(view: View, group: string): Fact {
  const open = 'coLocation.distanceKm';
  const there = entriesFor(view, group).filter(({ entry }) => entry.nature !== 'none');
  const unknown: Fact = { value: UNKNOWN_VALUE, from: 'report: /coLocation does not say', open };
  let min = there.some((each) => each.own) ? Number.POSITIVE_INFINITY : 0;
  let max = Number.POSITIVE_INFINITY;
  for (const { entry, sure } of there) {
    const range = rangeOf(entry.distanceKm, 0);
    min = Math.min(min, range.is === 'range' ? range.min : 0);
    if (sure && range.is === 'range') max = Math.min(max, range.max);
  }
  if (there.length === 0 || (min === 0 && max === Number.POSITIVE_INFINITY)) return unknown;
  return { value: { is: 'range', min, max }, from: 'report: /coLocation', open: min === max ? undefined : open };
}

/** Whether anyone denies that the group was there; entries of members alone do not speak for the whole of it. */
export function coLocationDenied(view: View, group: string): Fact {
  const open = 'coLocation.denied';
  const entries = entriesFor(view, group);
  const denying = entries.filter(({ entry }) => (entry.deniedBy ?? []).length > 0);
  if (denying.some((each) => each.sure)) return { value: scalarValue(true), from: 'report: /coLocation' };
  if (denying.length > 0 || !entries.some((each) => each.own))
    return { value: UNKNOWN_VALUE, from: 'report: /coLocation does not say', open };
  return { value: scalarValue(false), from: 'report: /coLocation' };
}
