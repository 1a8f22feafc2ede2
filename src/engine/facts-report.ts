import type { OwnFactValue, Quantity } from '../domain/incident.js';
import { CIVILIAN_OBJECTS, KINDS, MILITARY_OBJECTS } from '../domain/words.js';
import { ANY_SET, closedSet, type Fact, type FactValue, rangeOf, scalarValue, UNKNOWN_VALUE } from './fact-value.js';
import type { View } from './view.js';

/** Facts that stand in the report itself: the act, what was struck, weapon, response, access, harm and own facts. */

/** A fact told at a pointer; what is absent or null is unknown (S2). */
export function told(value: FactValue, pointer: string, name: string): Fact {
  if (value.is === 'unknown') return { value, from: `report: ${pointer} not said`, open: name };
  const open = value.is === 'oneOf' || (value.is === 'range' && value.min !== value.max) ? name : undefined;
  return { value, from: `report: ${pointer}`, open };
}

/** A list in a report is whole: what it leaves out is not so. An absent list says nothing. */
const listed = (list: readonly string[] | null | undefined): FactValue =>
  list == null ? UNKNOWN_VALUE : closedSet(list);

const asSet = (fact: Fact): Fact => (fact.value.is === 'unknown' ? { ...fact, value: ANY_SET } : fact);

export function actKind(view: View): Fact {
  const { kinds } = view.situation;
  const value: FactValue = kinds.length === 1 ? scalarValue(kinds[0]) : { is: 'oneOf', values: kinds };
  return told(value, '/kind', 'act.kind');
}

const classesOfKind: ReadonlyMap<string, FactValue> = new Map(
  [...KINDS].map(([kind, classes]) => [kind, closedSet(classes)]),
);

/** The classes of one of several kinds: certain where all kinds share it, possible where one has it. */
export function classesOfKinds(kinds: readonly string[]): FactValue {
  const single = kinds.length === 1 ? classesOfKind.get(kinds[0] ?? '') : undefined;
  if (single !== undefined) return single;
  const sets = kinds.map((kind) => new Set(KINDS.get(kind) ?? []));
  const possible = new Set(sets.flatMap((set) => [...set]));
  const certain = new Set([...possible].filter((each) => sets.every((set) => set.has(each))));
  return { is: 'set', certain, possible };
}

export function actClasses(view: View): Fact {
  const { kinds } = view.situation;
  return { value: classesOfKinds(kinds), from: 'report: /kind', open: kinds.length > 1 ? 'act.kind' : undefined };
}

export const struckObjects = (view: View): Fact =>
  asSet(told(listed(view.situation.incident.struck?.objects), '/struck/objects', 'struck.objects'));

const civilian = new Set<string>(CIVILIAN_OBJECTS);
const military = new Set<string>(MILITARY_OBJECTS);

/** What the objects struck say of civilians, where the report does not say it (contract/incident.md). */
export function civilianFromObjects(objects: readonly string[]): boolean | undefined {
  if (objects.some((each) => civilian.has(each))) return true;
  return objects.length > 0 && objects.every((each) => military.has(each)) ? false : undefined;
}

export function struckCivilian(view: View): Fact {
  const { struck } = view.situation.incident;
  if (struck?.civilian != null) return told(scalarValue(struck.civilian), '/struck/civilian', 'struck.civilian');
  const follows = struck?.objects == null ? undefined : civilianFromObjects(struck.objects);
  if (follows === undefined)
    return { value: UNKNOWN_VALUE, from: 'report: /struck/civilian not said', open: 'struck.civilian' };
  return { value: scalarValue(follows), from: 'report: follows from /struck/objects' };
}

export function accessControlledBy(view: View): Fact {
  const name = view.situation.incident.access?.controlledBy;
  const id = name == null ? undefined : view.situation.registry.find(name)?.id;
  if (name != null && id === undefined)
    return {
      value: UNKNOWN_VALUE,
      from: `report: /access/controlledBy, the registry does not hold “${name}”`,
      open: 'access.controlledBy',
    };
  return told(scalarValue(id), '/access/controlledBy', 'access.controlledBy');
}

export const accessItems = (view: View): Fact =>
  asSet(told(listed(view.situation.incident.access?.items), '/access/items', 'access.items'));

type Section = 'weapon' | 'response' | 'access' | 'harm';

/** A scalar or a number of a section of the report, by its bare name. */
export function fromSection(section: Section, key: string, isNumber: boolean) {
  const name = `${section}.${key}`;
  const pointer = `/${section}/${key}`;
  return (view: View): Fact => {
    const found = (view.situation.incident[section] as Record<string, unknown> | null | undefined)?.[key];
    const value = isNumber ? rangeOf(found as Quantity, 0) : scalarValue(found as string | boolean);
    return told(value, pointer, name);
  };
}

/** A fact that the agreement declares; the candidate's own stands before the incident's. */
export function ownFact(name: string) {
  return (view: View): Fact => {
    const declared = view.ground.ownFacts.get(name);
    const nearer = view.reported?.facts?.[name];
    const [found, pointer] =
      nearer !== undefined
        ? [nearer, `/candidates/${view.candidate}/facts/${name}`]
        : [view.situation.incident.facts?.[name], `/facts/${name}`];
    const value = declared === undefined ? UNKNOWN_VALUE : ownValue(found, declared.type, declared.least);
    const fact = told(value, pointer, name);
    return declared?.type === 'set' ? asSet(fact) : fact;
  };
}

/** A value of the wrong type tells nothing; intake has warned of it. */
function ownValue(found: OwnFactValue | undefined, type: string, least: number): FactValue {
  if (found == null) return UNKNOWN_VALUE;
  if (type === 'boolean') return typeof found === 'boolean' ? scalarValue(found) : UNKNOWN_VALUE;
  if (type === 'text') return typeof found === 'string' ? scalarValue(found) : UNKNOWN_VALUE;
  if (type === 'set') return Array.isArray(found) ? closedSet(found) : UNKNOWN_VALUE;
  if (typeof found === 'number' || (typeof found === 'object' && !Array.isArray(found))) return rangeOf(found, least);
  return UNKNOWN_VALUE;
}
