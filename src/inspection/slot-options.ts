import { FALSE, TRUE, type Truth } from '../domain/truth.js';
import { KINDS } from '../domain/words.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { type FactValue, scalarValue } from '../engine/fact-value.js';
import { classesOfKinds } from '../engine/facts-report.js';
import { OPERATORS } from '../engine/operators.js';
import type { Slot } from '../engine/view.js';
import { FACTS } from '../engine/vocabulary.js';

/** The values a fact may take, one for each way in which the leaves on it can come out. */

/** One value of a fact, or one answer to whether a set has a member. */
export interface Option {
  readonly value: string | number | boolean;
  /** By atom: the truth of each leaf that this settles. */
  readonly truths: readonly (Truth | undefined)[];
}

/** Something that is open about an incident: a fact, or whether a set of it has some member. */
export interface Open {
  readonly slot: Slot | undefined;
  /** The member that a set may have, the zone that the place may lie in, or the exception left undecided. */
  readonly member?: string | undefined;
  readonly options: readonly Option[];
  /** Whether the member is a zone. */
  readonly zone?: true;
}

const atomsOn = (agreement: CompiledAgreement, slot: Slot) =>
  agreement.atoms.filter((atom) => atom.slot === slot).map((atom) => atom.index);

function optionOf(agreement: CompiledAgreement, atoms: readonly number[], fact: FactValue, value: Option['value']) {
  const truths: (Truth | undefined)[] = [];
  for (const atom of atoms) {
    const leaf = agreement.leafOf(atom);
    const operator = leaf === undefined ? undefined : OPERATORS.get(leaf.operator);
    if (leaf !== undefined && operator !== undefined) truths[atom] = operator.compare(fact, leaf.value);
  }
  return { value, truths };
}

/** What is open about a fact that the report tells by itself: neither time, party, kind nor zone. */
export function opensOf(agreement: CompiledAgreement, slot: Slot): Open[] {
  const atoms = atomsOn(agreement, slot);
  const mentioned = [...new Set((agreement.leavesOn.get(slot.index) ?? []).flatMap((leaf) => [leaf.value].flat()))] as (
    | string
    | number
    | boolean
  )[];
  const type = agreement.factTypes(slot.name);
  if (type === 'set') return mentioned.map((member) => memberOpen(agreement, slot, String(member), atoms));
  const values =
    type === 'boolean'
      ? [true, false]
      : type === 'number'
        ? numbersAround(mentioned as number[], FACTS.has(slot.name))
        : [...mentioned, otherThan(mentioned as string[], slot)];
  return [{ slot, options: values.map((value) => optionOf(agreement, atoms, scalarValue(value), value)) }];
}

/** Whether a set has a member; its members are told one by one, so that each may stand or not. */
function memberOpen(agreement: CompiledAgreement, slot: Slot, member: string, atoms: readonly number[]): Open {
  const own = atoms.filter((atom) => agreement.leafOf(atom)?.value === member);
  const has = (is: boolean) => {
    const truths: (Truth | undefined)[] = [];
    for (const atom of own) {
      const said = agreement.leafOf(atom)?.operator === 'contains' ? is : !is;
      truths[atom] = said ? TRUE : FALSE;
    }
    return { value: is, truths };
  };
  return { slot, member, options: [has(false), has(true)] };
}

/** Each number that a rule names, one between each two, and one beyond either end. */
export function numbersAround(mentioned: readonly number[], fromZero: boolean): number[] {
  const sorted = [...mentioned].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  const below = fromZero ? (first > 0 ? first / 2 : first) : first - 1;
  const all = [below];
  sorted.forEach((each, index) => {
    const next = sorted[index + 1];
    all.push(each, next === undefined ? each + 1 : between(each, next));
  });
  return [...new Set(all)].filter((each) => !fromZero || each >= 0);
}

const between = (low: number, high: number) =>
  Math.floor((low + high) / 2) > low ? Math.floor((low + high) / 2) : (low + high) / 2;

/** A value that no rule speaks of. */
function otherThan(mentioned: readonly string[], slot: Slot): string {
  const values = FACTS.get(slot.name)?.values ?? [];
  return values.find((value) => !mentioned.includes(value)) ?? 'something-else';
}

/** The kinds of acts that the leaves can tell apart, one of each. */
export function kindOptions(agreement: CompiledAgreement): Option[] {
  const slots = agreement.slots.filter((slot) => slot.name === 'act.kind' || slot.name === 'act.classes');
  const found = new Map<string, Option>();
  for (const kind of KINDS.keys()) {
    const truths: (Truth | undefined)[] = [];
    for (const slot of slots) {
      const fact: FactValue = slot.name === 'act.kind' ? { is: 'value', value: kind } : classesOfKinds([kind]);
      for (const [atom, truth] of optionOf(agreement, atomsOn(agreement, slot), fact, kind).truths.entries())
        if (truth !== undefined) truths[atom] = truth;
    }
    const key = truths.join(',');
    if (!found.has(key)) found.set(key, { value: kind, truths });
  }
  return [...found.values()];
}

/** Whether the place lies in each zone: a report may say so of any, whatever their borders (`place.within`). */
export function zoneOpens(agreement: CompiledAgreement): Open[] {
  const slot = agreement.slots.find((each) => each.name === 'place.zones');
  const atoms = slot === undefined ? [] : atomsOn(agreement, slot);
  const { zone } = agreement.definition.territory;
  const mentioned = atoms.map((atom) => String(agreement.leafOf(atom)?.value));
  const territory = agreement.territory.atoms[0];
  return [...new Set([zone, ...mentioned])].map((id) => {
    const inside = (is: boolean): Option => {
      const truths: (Truth | undefined)[] = [];
      if (id === zone && territory !== undefined) truths[territory] = is ? TRUE : FALSE;
      for (const atom of atoms) {
        const leaf = agreement.leafOf(atom);
        if (leaf?.value === id) truths[atom] = (leaf.operator === 'contains') === is ? TRUE : FALSE;
      }
      return { value: is, truths };
    };
    return { slot, member: id, options: [inside(true), inside(false)], zone: true as const };
  });
}
