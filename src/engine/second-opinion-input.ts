import { windowOf } from '../domain/group.js';
import { inForce, type Occurrence, type Window } from '../domain/time.js';
import { TRUE } from '../domain/truth.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import type { Completion } from './completions.js';
import type { FactValue } from './fact-value.js';

/**
 * All that json-rules-engine is told of a completed candidate. Its answer hangs on this and on the rules alone, so that
 * equal inputs need be run once only.
 */
export interface RulesInput {
  /** Every fact that the agreement reads: its name, its parameters as paramsKey writes them, its value. */
  readonly facts: readonly (readonly [name: string, params: string, value: unknown])[];
  /** What stands beside the facts: time, territory, disproof, exceptions that are undecided. */
  readonly given: Readonly<Record<string, boolean>>;
}

/** Parameters of a fact as one text, whatever the order they were written in. */
export const paramsKey = (params: Readonly<Record<string, string | number>> | undefined): string =>
  JSON.stringify(Object.entries(params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A completed fact as json-rules-engine reads it. Sets are sorted: the order of their members says nothing. */
function plain(value: FactValue): unknown {
  if (value.is === 'value') return value.value;
  if (value.is === 'range') return value.min;
  if (value.is === 'oneOf') return value.values[0];
  return value.is === 'set' ? [...value.certain].sort() : undefined;
}

interface Prepared {
  /** The keys of the parameters of each slot. */
  readonly params: readonly string[];
  readonly inForce: readonly Window[];
  readonly dated: readonly (readonly [fact: string, windows: readonly Window[]])[];
}
const prepared = new WeakMap<CompiledAgreement, Prepared>();

/** What is the same for every completion of an agreement; parsing its dates anew for each would take longer than all else. */
function preparedOf(agreement: CompiledAgreement): Prepared {
  const known = prepared.get(agreement);
  if (known !== undefined) return known;
  const { terms, exceptions = [], inForce: windows } = agreement.definition;
  const made: Prepared = {
    params: agreement.slots.map(({ params }) => paramsKey(params)),
    inForce: windows.map(windowOf),
    dated: [
      ...terms.map((term) => [`dates:term:${term.id}`, [windowOf(term)]] as const),
      ...exceptions.map((exception) => [`dates:exception:${exception.id}`, [windowOf(exception)]] as const),
    ],
  };
  prepared.set(agreement, made);
  return made;
}

/** @param completion of a candidate of this agreement, with nothing left open */
export function inputOf(agreement: CompiledAgreement, { view, undecided }: Completion): RulesInput {
  const { definition, slots, ground } = agreement;
  const { params, inForce: windows, dated } = preparedOf(agreement);
  const { occurrence, incident } = view.situation;
  const territory = ground.zones.get(definition.territory.zone);
  const lies = (within: readonly Window[], when: Occurrence) => inForce(within, when) === TRUE;
  const given: Record<string, boolean> = {
    always: true,
    disproved: incident.happened === 'disproved',
    inForce: lies(windows, occurrence),
    inTerritory: territory !== undefined && view.situation.inZone(territory) === TRUE,
  };
  for (const [fact, within] of dated) given[fact] = lies(within, occurrence);
  for (const [exception, applies] of undecided)
    given[`undecided:${definition.exceptions?.[exception]?.id ?? ''}`] = applies;
  return {
    facts: slots.map((slot, index) => [slot.name, params[index] ?? '', plain(view.fact(slot).value)]),
    given,
  };
}
