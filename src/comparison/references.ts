import { foldName } from '../domain/fold-name.js';
import { type Group, namesOf } from '../domain/group.js';
import { FACTS } from '../engine/vocabulary.js';
import type { Unit } from './units.js';

/** What a unit gives a name to, and what it names: `condition:attack`, `group:hnc`. Names of an agreement bear its id. */

const scoped = (unit: Unit, key: string) => (key.startsWith('group:') ? key : `${unit.agreement}/${key}`);

const DEFINES: Readonly<Partial<Record<Unit['kind'], string>>> = {
  group: 'group',
  vocabulary: 'fact',
  role: 'role',
  condition: 'condition',
  term: 'term',
  exception: 'exception',
  zone: 'zone',
};

export function definedBy(unit: Unit): string | undefined {
  const space = DEFINES[unit.kind];
  return space === undefined ? undefined : scoped(unit, `${space}:${unit.name}`);
}

/** The spellings that no two groups may share, folded. */
export const spellingsOf = (unit: Unit): readonly string[] =>
  unit.kind === 'group' ? [...new Set(namesOf(unit.value as Group).map(foldName))] : [];

/** Every name that the unit cannot do without. */
export function namedBy(unit: Unit): ReadonlySet<string> {
  const found = new Set<string>();
  if (unit.kind !== 'zone' && unit.kind !== 'sightings') walk(unit.value, '', {}, found);
  const { kind, name } = unit;
  if (kind === 'reading-exception' || kind === 'presumption') found.add(`exception:${name}`);
  if (kind === 'reading-term') found.add(`term:${name}`);
  if (kind === 'role-entry' || kind === 'reading-role' || kind === 'sightings') found.add(`group:${name}`);
  return new Set([...found].map((key) => scoped(unit, key)));
}

/** What the text under a key names. Roles and zones that a parameter names are known by the parameter. */
const SPACES: Readonly<Record<string, string>> = {
  condition: 'condition',
  shields: 'term',
  defeats: 'exception',
  exception: 'exception',
  binds: 'role',
  protects: 'role',
  towards: 'role',
  role: 'role',
  byRole: 'role',
  group: 'group',
  by: 'group',
  zone: 'zone',
  to: 'zone',
};

interface Held {
  readonly fact?: unknown;
}

function walk(value: unknown, key: string, holder: Held, found: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) walk(each, key, holder, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) walk(each, name, value as Held, found);
  else if (typeof value === 'string') {
    if (key === 'fact' && !FACTS.has(value)) found.add(`fact:${value}`);
    const names = FACTS.get(String(holder.fact))?.names;
    const space = key === 'value' || key === 'is' || key === 'contains' ? names : SPACES[key];
    if (space !== undefined) found.add(`${space}:${value}`);
  }
}
