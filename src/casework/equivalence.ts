import { type Agreement, type Reading, roleList } from '../domain/agreement.js';
import { type Registry, windowOf } from '../domain/group.js';
import { union } from '../domain/time.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { seesAlike } from './group-signature.js';
import type { Mutant } from './mutant.js';
import { acceptingReadings, countingReadings } from './mutate-terms.js';
import { NormalForm } from './normal-form.js';

/** Mutants that no case can tell from the original. Only what is proven is called equal; the rest is put to the cases. */

interface Rules {
  readonly agreement: CompiledAgreement;
  readonly registry: Registry;
}

/** @returns why no incident can be judged otherwise under the mutant; undefined where that is not proven. */
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
function concerned({ registry }: Rules, mutated: Rules, { place, change, says }: Mutant): string[] {
  const ids = [...registry.groups.keys()];
  if (change.of === 'groups') {
    const named = String(place.path[1]);
    return ids.filter((id) => registry.everPartOf(id, named) || mutated.registry.everPartOf(id, named));
  }
  const heads = ids.filter(
    (id) => says.includes(`\`${id}\``) || (says.includes('listed by') && registry.groups.get(id)?.listings !== undefined),
  );
  return ids.filter((id) => heads.some((head) => registry.everPartOf(id, head)));
}

/**
 * What an agreement asks, reading by reading, without the role lists: the terms that count, each with its conditions and
 * the exceptions that may lift it.
 */
function formOf(definition: Agreement): string {
  const normal = new NormalForm(definition.conditions ?? {});
  const windows = (dated: { from?: string | undefined; until?: string | undefined }) => union([windowOf(dated)]);
  const exceptionsOf = (reading: Reading, term: string) =>
    (definition.exceptions ?? [])
      .filter(({ id, shields }) => shields?.includes(term) && acceptingReadings(definition, id).includes(reading.id))
      .map(({ id }) => id)
      .sort();
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
        lifted: exceptionsOf(reading, term.id),
      }));
    const live = withLimits(definition, reading, new Set(terms.flatMap((term) => term.lifted)));
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
      accepts: reading.accepts
        .filter((entry) => live.has(typeof entry === 'string' ? entry : entry.exception))
        .map((entry) => (typeof entry === 'string' ? [entry] : [entry.exception, normal.text(entry.when)]))
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

function heldForm(held: NonNullable<Reading['presumes']>[number] | NonNullable<Reading['doubts']>[number], normal: NormalForm) {
  const { when, unless, why: _why, ...rest } = held;
  return { ...rest, when: when && normal.text(when), unless: unless && normal.text(unless) };
}

/** The exceptions that lift something in a reading, and the accepted limits that bear on them. */
function withLimits(definition: Agreement, reading: Reading, lifting: ReadonlySet<string>): ReadonlySet<string> {
  const live = new Set(lifting);
  for (let before = -1; before !== live.size; ) {
    before = live.size;
    for (const { id, defeats } of definition.exceptions ?? [])
      if (defeats?.some((each) => live.has(each)) && acceptingReadings(definition, id).includes(reading.id)) live.add(id);
  }
  return live;
}
