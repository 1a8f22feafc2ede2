import type { Incident } from '../domain/incident.js';
import { incidentSchema } from '../domain/incident.js';
import { formatInstant, formatInZone, type Occurrence } from '../domain/time.js';
import type { ReadingPlan } from '../engine/plan.js';
import { rolesHeld } from '../engine/roles.js';
import { situationOf } from '../engine/situation.js';
import { View } from '../engine/view.js';
import type { Assignment, Model } from './model.js';
import { pointsOf } from './points.js';
import type { Open } from './slot-options.js';

/** What was chosen of an incident, written as a report that a monitor could have sent. */

type Chosen = { readonly open: Open; readonly value: string | number | boolean };
type Entry = { group: string; nature?: string; distanceKm?: number; deniedBy?: string[] };

/** @param plan the reading under whose role lists a holder of a role is named. */
export function incidentOf(model: Model, assignment: Assignment, plan: ReadingPlan): Incident {
  const { definition } = model.agreement;
  const occurrence = model.momentOf(assignment)?.occurrence ?? model.moments[0]?.occurrence;
  if (occurrence === undefined) throw new RangeError(`${definition.id} has no moment`);
  const written = (instant: number) =>
    definition.timeZone === undefined ? formatInstant(instant) : formatInZone(instant, definition.timeZone);
  const holder = (role: string) => holderOf(model, plan, role, occurrence);
  const chosen = model.chosenOf(assignment);
  const struckHolder = model.partyOf(assignment, 'holder');
  const principals = model.principalsOf(assignment);
  const of = (section: string) => sectionOf(chosen, section);
  const struck = { ...of('struck'), ...(struckHolder === undefined ? {} : { holder: struckHolder }) };
  const coLocation = coLocationOf(chosen, holder);
  const claims = claimsOf(chosen, holder, model.partyOf(assignment, 'actor'));
  const actor = model.partyOf(assignment, 'actor');
  const target = model.partyOf(assignment, 'target');
  const bare = {
    reportId: 'example',
    occurred:
      occurrence.extent === 'throughout'
        ? { from: written(occurrence.from), to: written(occurrence.to), extent: 'throughout' }
        : { from: written(occurrence.from) },
    kind: model.kindOf(assignment) ?? 'attack',
    candidates: [
      {
        ...(actor === undefined ? {} : { actor }),
        ...(principals.length === 0 ? {} : { actsFor: principals }),
        ...(target === undefined ? {} : { target }),
        grade: 'confirmed',
      },
    ],
    ...filled('struck', struck),
    ...filled('weapon', of('weapon')),
    ...filled('response', of('response')),
    ...filled('access', of('access')),
    ...filled('harm', of('harm')),
    ...filled('facts', of('')),
    ...(coLocation.length === 0 ? {} : { coLocation }),
    ...(claims.length === 0 ? {} : { claims }),
  };
  const placed = { ...bare, place: placeOf(model, incidentSchema.parse(bare), chosen) };
  return incidentSchema.parse(placed);
}

const filled = (key: string, value: Record<string, unknown>) =>
  Object.keys(value).length === 0 ? {} : { [key]: value };

/** The facts of one section of a report; of the agreement's own facts, which have no dot, for ''. */
function sectionOf(chosen: readonly Chosen[], section: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { open, value } of chosen) {
    const [before, key] = open.slot?.name.includes('.') === true ? open.slot.name.split('.') : ['', open.slot?.name];
    if (before !== section || key === undefined) continue;
    if (open.member === undefined) found[key] = value;
    else {
      const list = (found[key] ?? []) as string[];
      found[key] = value === true ? [...list, open.member] : list;
    }
  }
  return found;
}

function coLocationOf(chosen: readonly Chosen[], holder: (role: string) => string): Entry[] {
  const natures = new Map<string, string[]>();
  const more = new Map<string, Partial<Entry>>();
  const extend = (group: string, entry: Partial<Entry>) => {
    natures.set(group, natures.get(group) ?? []);
    more.set(group, { ...more.get(group), ...entry });
  };
  for (const { open, value } of chosen) {
    const { name, params } = open.slot ?? {};
    if (name?.startsWith('coLocation.') !== true) continue;
    const group = String(params?.group ?? (params?.role === undefined ? 'somebody' : holder(String(params.role))));
    if (name === 'coLocation.natures') {
      extend(group, {});
      if (value === true) natures.get(group)?.push(open.member ?? 'same-area');
    } else if (name === 'coLocation.groups' && open.member !== undefined) {
      extend(open.member, {});
      if (value === true) natures.get(open.member)?.push('same-area');
    } else if (name === 'coLocation.distanceKm') {
      extend(group, { distanceKm: Number(value) });
      if (natures.get(group)?.length === 0) natures.get(group)?.push('same-area');
    } else if (name === 'coLocation.denied') extend(group, value === true ? { deniedBy: ['its spokesman'] } : {});
    else if (name === 'coLocation.reported' && value === true) extend(group, {});
  }
  return [...natures].flatMap(([group, list]) =>
    (list.length === 0 ? ['none'] : list).map((nature, index) => ({
      group,
      nature,
      ...(index === 0 ? more.get(group) : {}),
    })),
  );
}

function claimsOf(chosen: readonly Chosen[], holder: (role: string) => string, actor: string | undefined) {
  return chosen.flatMap(({ open, value }) => {
    const { name, params } = open.slot ?? {};
    if (name?.startsWith('claims.') !== true || value !== true || open.member === undefined) return [];
    const by = params?.by ?? (params?.byRole === undefined ? (actor ?? 'somebody') : holder(String(params.byRole)));
    return name === 'claims.kinds'
      ? [{ by: String(by), kind: open.member }]
      : [{ by: String(by), kind: 'target', target: open.member }];
  });
}

/** A group that holds the role then, or a name that nobody knows. */
function holderOf(model: Model, plan: ReadingPlan, role: string, occurrence: Occurrence): string {
  const { registry } = model.rulebook;
  const listed = [...(plan.roles.get(role)?.listed.keys() ?? [])];
  const holds = (group: string) => rolesHeld(plan.roles, registry, group, occurrence).certain.has(role);
  return [...listed, ...registry.groups.keys()].find(holds) ?? 'somebody';
}

/** A point that lies to the zones as was chosen; where there is none, what a source says of the areas it lies in. */
function placeOf(model: Model, incident: Incident, chosen: readonly Chosen[]): Incident['place'] {
  const { agreement, rulebook } = model;
  const grounds = chosen.filter(({ open }) => open.slot?.name === 'place.distanceKm' || open.zone === true);
  const fits = (place: Incident['place']): boolean => {
    const view = new View(situationOf({ ...incident, place }, rulebook.registry), 0, agreement, { roles: new Map() });
    return grounds.every(({ open, value }) => {
      const option = open.options.find((each) => each.value === value);
      return option?.truths.every((truth, atom) => truth === undefined || view.truth(atom) === truth) ?? true;
    });
  };
  const point = pointsOf(agreement).find((place) => fits(place));
  if (point !== undefined) return { lon: point.lon, lat: point.lat, radiusKm: point.radiusKm };
  const within = grounds.flatMap(({ open, value }) =>
    value === true && open.member !== undefined ? [open.member] : [],
  );
  return within.length === 0 ? undefined : { within };
}
