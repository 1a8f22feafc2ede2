import { type Registry, windowOf } from '../domain/group.js';
import { inForce, type Occurrence, type Window } from '../domain/time.js';
import { FALSE, UNKNOWN } from '../domain/truth.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { presenceDistance } from '../engine/presence.js';
import { isOpen, type Situation } from '../engine/situation.js';
import type { RuleEdit } from './rule-edits.js';
import type { RoleStance, Unit } from './units.js';

/** Tests of whether an edit to roles, groups, zones or sightings can touch an incident. */

/** One incident as each of two rulebooks sees it. */
export interface Sides {
  readonly before: Situation;
  readonly after: Situation;
  readonly outside: { readonly before: boolean; readonly after: boolean };
  /** The terms that may forbid the act, before or after. */
  readonly forbidding: ReadonlySet<string>;
}
type Test = (sides: Sides) => boolean;
type Both = readonly CompiledAgreement[];

/** Everyone the report names, as the registry knows them. */
function named({ candidates, holder, coLocation, claims, incident, registry }: Situation): (string | undefined)[] {
  const { actsFor, targets } = {
    actsFor: incident.candidates.flatMap((each) => each.actsFor ?? []),
    targets: [...(incident.claims ?? []).map(({ target }) => target), incident.access?.controlledBy],
  };
  return [
    ...candidates.flatMap(({ actor, target }) => [actor.id, target.id]),
    holder.id,
    ...(coLocation ?? []).map(({ group }) => group),
    ...claims.map(({ group }) => group),
    ...[...actsFor, ...targets].map((name) => (name == null ? undefined : registry.find(name)?.id)),
  ];
}

/** Who a reading may put in the place of an unknown party. */
const presumed = (both: Both): string[] =>
  both.flatMap(({ definition }) =>
    definition.readings.flatMap(({ presumes = [] }) =>
      presumes.flatMap((held) => ('fact' in held && 'is' in held && typeof held.is === 'string' ? [held.is] : [])),
    ),
  );

/** Whether a party is not fully known: then a verdict tells what each group of the registry would lead to. */
const someOpen = ({ candidates, holder }: Situation, readsHolder: boolean): boolean =>
  (readsHolder && isOpen(holder)) || candidates.some(({ actor, target }) => isOpen(actor) || isOpen(target));

const readsHolder = (both: Both) => both.some(({ slots }) => slots.some(({ ask }) => ask === 'struck.holder'));
const readsByRole = (both: Both) => both.some(({ slots }) => slots.some(({ params }) => params?.role !== undefined));

/** Whether someone named is, or ever was part of, one of the groups. */
function reaches(sides: Sides, groups: ReadonlySet<string>, also: readonly string[]): boolean {
  const part = (registry: Registry, ids: readonly (string | undefined)[]) =>
    ids.some((id) => id !== undefined && [...groups].some((group) => registry.everPartOf(id, group)));
  return (
    part(sides.before.registry, [...named(sides.before), ...also]) ||
    part(sides.after.registry, [...named(sides.after), ...also])
  );
}

export function groupTest(group: string, both: Both): Test {
  const also = presumed(both);
  const [holder, byRole] = [readsHolder(both), readsByRole(both)];
  const groups = new Set([group]);
  return (sides) =>
    byRole ||
    someOpen(sides.before, holder) ||
    someOpen(sides.after, holder) ||
    String(named(sides.before)) !== String(named(sides.after)) ||
    reaches(sides, groups, also);
}

export function rolesTest(edit: RuleEdit, both: Both): Test {
  const units = [...edit.takes, ...edit.brings];
  if (readsByRole(both) || units.some(({ name }) => name.startsWith('listed-by-'))) return () => true;
  const groups = new Set(units.filter(({ kind }) => kind !== 'role').map(({ name }) => name));
  const also = presumed(both);
  const holder = readsHolder(both);
  const windows = [edit.before, edit.after].map(windowsOf) as [Window[] | undefined, Window[] | undefined];
  return (sides) => {
    if (sameAt(windows[0], windows[1], sides.before.occurrence)) return false;
    return someOpen(sides.before, holder) || someOpen(sides.after, holder) || reaches(sides, groups, also);
  };
}

/** When the unit gives a group its role; undefined where that is not a matter of dates alone. */
function windowsOf(unit: Unit | undefined): Window[] | undefined {
  if (unit === undefined) return [];
  if (unit.kind === 'role-entry') return (unit.value as Parameters<typeof windowOf>[0][]).map(windowOf);
  const { with: entries, without } = (unit.kind === 'reading-role' ? unit.value : { without: true }) as RoleStance;
  if (without === true) return undefined;
  return (entries ?? []).map((entry) =>
    typeof entry === 'string' ? {} : windowOf(entry as Parameters<typeof windowOf>[0]),
  );
}

/** Whether the windows are surely the same for all of the time in which the act took place. */
function sameAt(before: Window[] | undefined, after: Window[] | undefined, occurrence: Occurrence): boolean {
  if (before === undefined || after === undefined) return false;
  const [was, is] = [inForce(before, occurrence), inForce(after, occurrence)];
  if (was !== is || was === UNKNOWN) return false;
  const edges = [...before, ...after].flatMap(({ from, until }) => [from, until]);
  return !edges.some((edge) => edge !== undefined && edge >= occurrence.from && edge <= occurrence.to);
}

export function zoneTest(zone: string, both: Both): Test {
  const measured = both.some(({ slots }) =>
    slots.some(({ name, params }) => name === 'place.distanceKm' && params?.to === zone),
  );
  if (measured) return () => true;
  const [before, after] = both.map(({ ground }) => ground.zones.get(zone));
  return (sides) => {
    const was = before === undefined ? FALSE : sides.before.inZone(before);
    const is = after === undefined ? FALSE : sides.after.inZone(after);
    return was !== is || was === UNKNOWN;
  };
}

/** Whether the nearest sightings that some rule asks for are others than they were. */
export function sightingsTest(both: Both): Test {
  const asked = both.flatMap(({ slots }) => slots.filter(({ name }) => name === 'presence.distanceKm'));
  const [before, after] = both.map(({ ground }) => ground.presence ?? []);
  return ({ before: { disc, occurrence } }) =>
    asked.some(({ params }) => {
      const [group, days] = [String(params?.group), Number(params?.withinDays)];
      const [was, is] = [before, after].map((each) => presenceDistance(each ?? [], group, days, disc, occurrence));
      return was?.max !== is?.max;
    });
}
