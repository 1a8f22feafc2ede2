import type { Agreement, Doubt, Presumption, Reading } from '../domain/agreement.js';
import type { AgreementSource } from '../engine/compiled-agreement.js';
import type { RulebookSource } from '../engine/rulebook.js';

/**
 * A rulebook taken apart into the smallest pieces that can be changed by themselves: a term, an entry of a role, what a
 * reading makes of one exception, a zone. Two rulebooks differ where their units do, and any choice of units is a rulebook
 * again (`compose.ts`).
 */

export type UnitKind =
  | 'group'
  | 'agreement'
  | 'texts'
  | 'vocabulary'
  | 'role'
  | 'role-entry'
  | 'condition'
  | 'term'
  | 'exception'
  | 'duty'
  | 'note'
  | 'key'
  | 'reading'
  | 'reading-exception'
  | 'reading-role'
  | 'reading-term'
  | 'presumption'
  | 'doubt'
  | 'reading-key'
  | 'zones'
  | 'zone'
  | 'presence'
  | 'sightings';

export interface Unit {
  /** Unique and stable: `syria-2016.readings.government.accepts.co-located-with-nusra`. */
  readonly id: string;
  readonly kind: UnitKind;
  /** The agreement it belongs to; undefined for groups. */
  readonly agreement: string | undefined;
  /** What it is called in its place: the id of a term, the group of a role entry. */
  readonly name: string;
  /** The role or reading it stands in. */
  readonly within?: string;
  /** The role that a reading changes. */
  readonly role?: string;
  /** The unit that it cannot be without. */
  readonly parent?: string;
  readonly value: unknown;
}

/** What a reading makes of one exception. */
export interface Stance {
  readonly accepts?: Reading['accepts'][number];
  readonly undecided?: true;
}
/** What a reading changes in a role for one group. */
export interface RoleStance {
  readonly with?: readonly unknown[];
  readonly without?: true;
}
/** Whether a reading counts a term. */
export interface TermStance {
  readonly with?: true;
  readonly without?: true;
}

interface Feature {
  readonly id?: string;
  readonly properties?: { readonly id?: string; readonly group?: string } | null;
}
interface Collection {
  readonly features?: readonly Feature[];
}

const LISTS = {
  texts: 'texts',
  vocabulary: 'vocabulary',
  terms: 'term',
  exceptions: 'exception',
  duties: 'duty',
  notes: 'note',
} as const satisfies Partial<Record<keyof Agreement, UnitKind>>;

/** @returns the units of a rulebook in the order of its files */
export function unitsOf(source: RulebookSource): Unit[] {
  return [
    ...source.groups.map((group): Unit => unit('group', undefined, `groups.${group.id}`, group.id, group)),
    ...source.agreements.flatMap(agreementUnits),
  ];
}

const unit = (
  kind: UnitKind,
  agreement: string | undefined,
  id: string,
  name: string,
  value: unknown,
  more: Pick<Unit, 'within' | 'role' | 'parent'> = {},
): Unit => ({ id, kind, agreement, name, value, ...more });

function agreementUnits({ definition, zones, presence }: AgreementSource): Unit[] {
  const { id: at, format } = definition;
  const parent = at;
  const units: Unit[] = [unit('agreement', at, at, at, { id: at, format })];
  for (const [key, value] of Object.entries(definition) as [keyof Agreement, unknown][]) {
    if (key === 'id' || key === 'format' || value === undefined) continue;
    const of = `${at}.${key}`;
    if (key in LISTS) {
      const kind = LISTS[key as keyof typeof LISTS];
      for (const item of value as { id?: string; name?: string }[]) {
        const name = item.id ?? item.name ?? '';
        units.push(unit(kind, at, `${of}.${name}`, name, item, { parent }));
      }
    } else if (key === 'conditions')
      for (const [name, condition] of Object.entries(value as object))
        units.push(unit('condition', at, `${of}.${name}`, name, condition, { parent }));
    else if (key === 'roles') units.push(...roleUnits(definition));
    else if (key === 'readings') for (const reading of definition.readings) units.push(...readingUnits(at, reading));
    else units.push(unit('key', at, of, key, value, { parent }));
  }
  units.push(...collectionUnits(at, 'zones', zones));
  if (presence !== undefined) units.push(...collectionUnits(at, 'presence', presence));
  return units;
}

function roleUnits({ id: at, roles }: Agreement): Unit[] {
  return Object.entries(roles).flatMap(([role, entries]) => {
    const parent = `${at}.roles.${role}`;
    const named = grouped(entries, (entry) => ('group' in entry ? entry.group : `listed-by-${entry.listedBy}`));
    return [
      unit('role', at, parent, role, { role }, { parent: at }),
      ...named.map(([name, value]) =>
        unit('role-entry', at, `${parent}.${name}`, name, value, { within: role, parent }),
      ),
    ];
  });
}

function readingUnits(at: string, reading: Reading): Unit[] {
  const parent = `${at}.readings.${reading.id}`;
  const units: Unit[] = [unit('reading', at, parent, reading.id, { id: reading.id }, { parent: at })];
  const add = (kind: UnitKind, key: string, name: string, value: unknown, role?: string) =>
    units.push(
      unit(kind, at, `${parent}.${key}.${name}`, name, value, {
        within: reading.id,
        parent,
        ...(role === undefined ? {} : { role }),
      }),
    );
  const exceptionOf = (entry: Reading['accepts'][number]) => (typeof entry === 'string' ? entry : entry.exception);
  const undecided = new Set(reading.undecided ?? []);
  for (const entry of reading.accepts) {
    const name = exceptionOf(entry);
    const stance: Stance = { accepts: entry, ...(undecided.delete(name) ? { undecided: true } : {}) };
    add('reading-exception', 'accepts', name, stance);
  }
  for (const name of undecided) add('reading-exception', 'accepts', name, { undecided: true } satisfies Stance);
  for (const [role, change] of Object.entries(reading.roles ?? {})) {
    const stances = new Map<string, RoleStance>();
    for (const [group, entries] of grouped(change.with ?? [], (each) => (typeof each === 'string' ? each : each.group)))
      stances.set(group, { with: entries });
    for (const group of change.without ?? []) stances.set(group, { ...stances.get(group), without: true });
    for (const [group, stance] of stances) add('reading-role', `roles.${role}`, group, stance, role);
  }
  const counted = new Map<string, TermStance>();
  for (const name of reading.terms?.with ?? []) counted.set(name, { with: true });
  for (const name of reading.terms?.without ?? []) counted.set(name, { ...counted.get(name), without: true });
  for (const [name, stance] of counted) add('reading-term', 'terms', name, stance);
  for (const [name, held] of grouped(reading.presumes ?? [], subjectOf)) add('presumption', 'presumes', name, held);
  for (const [name, held] of grouped(reading.doubts ?? [], subjectOf)) add('doubt', 'doubts', name, held);
  const { id: _id, accepts: _a, undecided: _u, roles: _r, terms: _t, presumes: _p, doubts: _d, ...rest } = reading;
  for (const [key, value] of Object.entries(rest))
    if (value !== undefined)
      units.push(unit('reading-key', at, `${parent}.${key}`, key, value, { within: reading.id, parent }));
  return units;
}

/** What a presumption or doubt speaks of: `self-defence`, `actor.id`, `coLocation.natures(al-nusra)`. */
export function subjectOf(held: Presumption | Doubt): string {
  if ('exception' in held) return held.exception;
  const params = Object.values(held.params ?? {});
  return params.length === 0 ? held.fact : `${held.fact}(${params.join(',')})`;
}

function collectionUnits(at: string, key: 'zones' | 'presence', collection: unknown): Unit[] {
  const { features = [], ...rest } = (collection ?? {}) as Collection;
  const parent = `${at}.${key}`;
  const child = (name: string, value: unknown) =>
    unit(key === 'zones' ? 'zone' : 'sightings', at, `${parent}.${name}`, name, value, { parent });
  const children =
    key === 'zones'
      ? features.map((feature) => child(zoneIdOf(feature), feature))
      : grouped(features, (feature) => String(feature.properties?.group)).map(([group, seen]) => child(group, seen));
  return [unit(key, at, parent, key, rest, { parent: at }), ...children];
}

export const zoneIdOf = (feature: Feature): string => String(feature.id ?? feature.properties?.id);

/** The items by their names, in the order in which the names first come. */
function grouped<Item>(items: readonly Item[], nameOf: (item: Item) => string): [string, Item[]][] {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const known = found.get(name);
    if (known === undefined) found.set(name, [item]);
    else known.push(item);
  }
  return [...found];
}
