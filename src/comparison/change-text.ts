import type { Condition } from '../domain/agreement.js';
import { clipped, conditionWords, type UnitOfFact } from './condition-words.js';
import type { RuleEdit, RuleEdits } from './rule-edits.js';
import type { RoleStance, Stance, TermStance, Unit } from './units.js';
import { datesShown, shown, valueChanges } from './value-changes.js';
import { zoneChange } from './zone-change.js';

/** One line for each change, in the words of those who write rules. */
export function textOfChange(edit: RuleEdit, edits: RuleEdits): string {
  const { before, after, kind } = edit;
  const unit = after ?? before;
  if (unit === undefined) return orderText(edit);
  const unitOf: UnitOfFact = (fact) => {
    const own = edits.units.find(
      (each) => each.kind === 'vocabulary' && each.agreement === unit.agreement && each.name === fact,
    );
    return (own?.value as { unit?: string } | undefined)?.unit;
  };
  const moved = movedText(before, after, unit, unitOf);
  if (moved !== undefined) return moved;
  if (kind !== 'changed') return `${WHAT[unit.kind] ?? unit.name} ${kind}${inside(edit, unit, unitOf)}`;
  if (unit.kind === 'zone') return zoneChange(before?.value, after?.value);
  const found = valueChanges(KEY[unit.kind] ?? unit.name, before?.value, after?.value, unitOf);
  return found.length === 0 ? 'changed' : found.join('; ');
}

/** Condition units are conditions; texts of other units stand under keys of their own. */
const KEY: Readonly<Partial<Record<Unit['kind'], string>>> = {
  condition: 'when',
  'role-entry': '',
  presumption: '',
  doubt: '',
  sightings: 'sighting',
};

const WHAT: Readonly<Partial<Record<Unit['kind'], string>>> = {
  group: 'group',
  agreement: 'agreement',
  texts: 'text',
  vocabulary: 'fact',
  role: 'role',
  condition: 'condition',
  term: 'term',
  exception: 'exception',
  duty: 'duty',
  note: 'note',
  reading: 'reading',
  presumption: 'presumption',
  doubt: 'doubt',
  zone: 'zone',
  presence: 'sightings',
  sightings: 'sightings',
};

function orderText({ order }: RuleEdit): string {
  const headline = order?.headline;
  if (headline !== undefined) return `the headline reading ${headline[0]} → ${headline[1]}`;
  return 'the same rules in another order; no outcome hangs on it';
}

/** What a thing that was added or removed whole says. */
function inside({ takes, brings }: RuleEdit, unit: Unit, unitOf: UnitOfFact): string {
  const value = unit.value as Record<string, unknown>;
  if (unit.kind === 'condition') return `: ${clipped(conditionWords(unit.value as Condition, unitOf))}`;
  if (unit.kind === 'role') return withMembers([...takes, ...brings].filter(({ kind }) => kind === 'role-entry'));
  if (unit.kind === 'term' || unit.kind === 'exception') {
    const clause = value.clause as { says?: string } | undefined;
    return `: ${clipped(String(clause?.says ?? value.why ?? ''))}`;
  }
  if (unit.kind === 'agreement') {
    const count = (kind: Unit['kind']) => [...takes, ...brings].filter((each) => each.kind === kind).length;
    return `: ${count('term')} terms, ${count('exception')} exceptions, ${count('reading')} readings`;
  }
  if (unit.kind === 'sightings') return `: ${(unit.value as unknown[]).length}`;
  return '';
}

const withMembers = (units: readonly Unit[]) =>
  units.length === 0 ? '' : `, held by ${clipped(units.map(({ name }) => name).join(', '))}`;

/** What is told as somebody coming, going or changing a stance; undefined for everything else. */
function movedText(
  before: Unit | undefined,
  after: Unit | undefined,
  unit: Unit,
  unitOf: UnitOfFact,
): string | undefined {
  const { kind, name, within, role } = unit;
  if (kind === 'role-entry') {
    if (before === undefined) return `${name} takes the role ${within}${dated(after)}`;
    return after === undefined ? `${name} leaves the role ${within}` : undefined;
  }
  if (kind === 'reading-exception')
    return `${name} ${stanceText(before?.value as Stance | undefined, unitOf)} → ${stanceText(after?.value as Stance | undefined, unitOf)}`;
  if (kind === 'reading-role')
    return `${name} in the role ${role}: ${roleText(before?.value as RoleStance)} → ${roleText(after?.value as RoleStance)}`;
  if (kind === 'reading-term')
    return `${name}: ${termText(before?.value as TermStance)} → ${termText(after?.value as TermStance)}`;
  return undefined;
}

const dated = (unit: Unit | undefined) => {
  const [entry] = (unit?.value ?? []) as Record<string, unknown>[];
  const dates = datesShown({ from: entry?.from, until: entry?.until });
  return dates === '' ? '' : ` ${dates}`;
};

function stanceText(stance: Stance | undefined, unitOf: UnitOfFact): string {
  if (stance === undefined) return 'not accepted';
  const { accepts } = stance;
  if (accepts === undefined) return 'left undecided';
  return typeof accepts === 'string' ? 'accepted' : `accepted when ${clipped(conditionWords(accepts.when, unitOf))}`;
}

function roleText(stance: RoleStance | undefined): string {
  if (stance === undefined) return 'as the agreement has it';
  if (stance.without === true) return 'not counted';
  return `counted${(stance.with ?? []).map((entry) => (typeof entry === 'string' ? '' : ` ${shown(entry)}`)).join(',')}`;
}

function termText(stance: TermStance | undefined): string {
  if (stance === undefined) return 'as the agreement has it';
  return stance.without === true ? 'not counted' : 'counted';
}
