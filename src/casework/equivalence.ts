import type { Path } from '../authored/diagnostic.js';
import { valueAt } from '../authored/raw.js';
import {
  type Agreement,
  type Condition,
  type Leaf,
  type Reading,
  type RoleEntry,
  roleList,
  type Term,
} from '../domain/agreement.js';
import { type Group, type Registry, windowOf } from '../domain/group.js';
import { union } from '../domain/time.js';
import { FALSE } from '../domain/truth.js';
import { KINDS } from '../domain/words.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { OPERATORS } from '../engine/operators.js';
import { seesAlike } from './group-signature.js';
import { followsFromBinding } from './implied.js';
import type { Mutant } from './mutant.js';
import { acceptingReadings, countingReadings } from './mutate-terms.js';
import { NormalForm } from './normal-form.js';
import { ANY_TRUTH, type Truths, truthsOf } from './possible-truths.js';

/** Mutants that no case can tell from the original. Only what is proven is called equal; the rest is put to the cases. */

interface Rules {
  readonly agreement: CompiledAgreement;
  readonly registry: Registry;
}

/**
 * @returns why no report of an act within the time in force can be answered otherwise under the mutant, as to what is
 * possible in any reading; undefined where that is not proven. (A report whose time reaches across the end of the time in
 * force is not spoken of: what a group was years before the start may then leave open what was not open.)
 */
export function provenEqual(original: Rules, mutated: Rules, mutant: Mutant): string | undefined {
  if (mutant.change.of === 'zones' || mutant.change.of === 'presence') return undefined;
  const before = original.agreement.definition;
  const after = mutated.agreement.definition;
  if (mutant.change.of === 'definition' && formOf(before) !== formOf(after)) return undefined;
  if (mutant.change.of === 'definition' && JSON.stringify(rolesOf(before)) === JSON.stringify(rolesOf(after)))
    return 'every reading comes to the same conditions on the same terms';
  for (const group of concerned(original, mutated, mutant)) if (!seesAlike(original, mutated, group)) return undefined;
  return 'no group stands otherwise at any time in force, as far as the agreement asks';
}

const rolesOf = (definition: Agreement) => [definition.roles, definition.readings.map((reading) => reading.roles)];

/** The groups that a change of lists can reach: those it names, those listed, and all that were ever part of them. */
function concerned({ agreement, registry }: Rules, mutated: Rules, { place, change }: Mutant): string[] {
  const ids = [...registry.groups.keys()];
  if (change.of === 'groups') {
    const named = String(place.path[1]);
    return ids.filter((id) => registry.everPartOf(id, named) || mutated.registry.everPartOf(id, named));
  }
  const heads = groupsOfEntry(agreement.definition, place.path, registry);
  return heads === undefined ? ids : ids.filter((id) => heads.some((head) => registry.everPartOf(id, head)));
}

/** The groups that an entry of a role list stands for; undefined where the path leads to no single entry. */
function groupsOfEntry(definition: Agreement, path: Path, registry: Registry): string[] | undefined {
  const at = path.indexOf('roles');
  const entry = valueAt(definition, path.slice(0, at + (at === 0 ? 3 : 4))) as string | RoleEntry | undefined;
  if (at < 0 || entry === undefined) return undefined;
  if (typeof entry === 'string') return [entry];
  if ('group' in entry) return [entry.group];
  if (!('listedBy' in entry)) return undefined;
  const listed = ({ listings = [] }: Group) => listings.some(({ by }) => by === entry.listedBy);
  return [...registry.groups.values()].filter(listed).map(({ id }) => id);
}

/**
 * What an agreement asks, reading by reading, without the role lists: the terms that count, each with its conditions and
 * the exceptions that may lift it.
 */
function formOf(definition: Agreement): string {
  const named = definition.conditions ?? {};
  const normal = new NormalForm(named);
  const windows = (dated: { from?: string | undefined; until?: string | undefined }) => union([windowOf(dated)]);
  const acceptance = (reading: Reading, id: string, term: Term) => {
    const entry = reading.accepts.find((each) => (typeof each === 'string' ? each : each.exception) === id);
    if (typeof entry !== 'object' || followsFromBinding(entry.when, term, normal)) return '';
    return normal.text(entry.when);
  };
  const exceptionsOf = (reading: Reading, term: Term) =>
    (definition.exceptions ?? [])
      .filter(({ id, shields }) => shields?.includes(term.id) && acceptingReadings(definition, id).includes(reading.id))
      .filter(({ when }) => mayMeet(when, term.forbids, named))
      .map(({ id }) => [id, acceptance(reading, id, term)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const readings = definition.readings.map((reading) => {
    const terms = definition.terms
      .filter((term) => countingReadings(definition, term.id).includes(reading.id))
      .map((term) => ({
        id: term.id,
        binds: [...new Set(roleList(term.binds))].sort(),
        protects:
          typeof term.protects === 'object' && 'condition' in term.protects
            ? normal.text({ condition: term.protects.condition })
            : [...new Set(roleList(term.protects))].sort(),
        forbids: normal.text(term.forbids),
        windows: windows(term),
        lifted: exceptionsOf(reading, term),
      }));
    const live = withLimits(definition, reading, new Set(terms.flatMap((term) => term.lifted.map(([id]) => id))));
    return {
      id: reading.id,
      terms,
      exceptions: (definition.exceptions ?? [])
        .filter(({ id }) => live.has(id))
        .map((exception) => ({
          id: exception.id,
          when: normal.text(exception.when),
          windows: windows(exception),
          defeats: (exception.defeats ?? []).filter((each) => live.has(each)).sort(),
        })),
      limits: reading.accepts
        .map((entry) => (typeof entry === 'string' ? [entry] : [entry.exception, normal.text(entry.when)]))
        .filter(([id]) => definition.exceptions?.some((each) => each.id === id && each.defeats?.length))
        .sort(),
      undecided: (reading.undecided ?? []).filter((id) => live.has(id)).sort(),
      presumes: (reading.presumes ?? [])
        .filter((held) => !('exception' in held) || live.has(held.exception))
        .map((held) => heldForm(held, normal)),
      doubts: (reading.doubts ?? []).map((held) => heldForm(held, normal)),
    };
  });
  return JSON.stringify([definition.inForce.map(windowOf), definition.territory, definition.vocabulary, readings]);
}

function heldForm(
  held: NonNullable<Reading['presumes']>[number] | NonNullable<Reading['doubts']>[number],
  normal: NormalForm,
) {
  const { when, unless, why: _why, ...rest } = held;
  return { ...rest, when: when && normal.text(when), unless: unless && normal.text(unless) };
}

/** The exceptions that lift something in a reading, and the accepted limits that bear on them. */
function withLimits(definition: Agreement, reading: Reading, lifting: ReadonlySet<string>): ReadonlySet<string> {
  const live = new Set(lifting);
  for (let before = -1; before !== live.size; ) {
    before = live.size;
    for (const { id, defeats } of definition.exceptions ?? [])
      if (defeats?.some((each) => live.has(each)) && acceptingReadings(definition, id).includes(reading.id))
        live.add(id);
  }
  return live;
}

/** Whether some kind of act leaves both conditions open or true: otherwise an exception and a term never meet. */
function mayMeet(when: Condition, forbids: Condition, named: Readonly<Record<string, Condition>>): boolean {
  return [...KINDS].some(([kind, classes]) => {
    const may = (condition: Condition) =>
      [...truthsOf(condition, named, (leaf) => truthForKind(leaf, kind, classes))].some((truth) => truth !== FALSE);
    return may(when) && may(forbids);
  });
}

function truthForKind({ fact, operator, value }: Leaf, kind: string, classes: readonly string[]): Truths {
  const compare = OPERATORS.get(operator)?.compare;
  if (compare === undefined || (fact !== 'act.kind' && fact !== 'act.classes')) return ANY_TRUTH;
  const set = new Set(classes);
  return new Set([
    compare(fact === 'act.kind' ? { is: 'value', value: kind } : { is: 'set', certain: set, possible: set }, value),
  ]);
}
