import { FALSE, TRUE, UNKNOWN } from '../domain/truth.js';
import type { Evaluated, Evaluator } from './evaluate.js';
import type { Fact, FactValue } from './fact-value.js';
import { isKnown } from './fact-value.js';
import { civilianFromObjects } from './facts-report.js';
import type { PartyName } from './outlook.js';
import { answersFor } from './questions.js';
import { representatives } from './representatives.js';
import { occurrenceOf, type Party, type Situation } from './situation.js';
import { type Slot, View } from './view.js';

/**
 * Ways of filling in what a candidate leaves unknown (S12): parties, instant, kind, zones, numbers and all else that the
 * rules read. Presumed facts stay as the reading presumes them, and are taken from the view that was judged.
 */

/** One thing that is open, and the values it may take, as changes to a world under construction. */
interface Choice {
  readonly name: string;
  readonly options: readonly ((world: World) => void)[];
}

interface World {
  occurred: { from: string; to: string; extent: 'within' | 'throughout' } | undefined;
  kind: string | undefined;
  readonly parties: Partial<Record<PartyName, Party>>;
  readonly slots: Map<number, Fact>;
  readonly zones: Map<string, boolean>;
  readonly undecided: Map<number, boolean>;
}

/** A world with nothing left open. */
export interface Completion {
  readonly view: View;
  /** For each exception that the reading leaves undecided, whether it is taken to apply. */
  readonly undecided: ReadonlyMap<number, boolean>;
}

const partyNames: readonly PartyName[] = ['actor', 'target', 'holder'];
const derivedNames = /^(actor\.|target\.|struck\.holder|place\.zones|time\.)/;

/** Everything that is open about a candidate as it was judged. */
function choicesOf(evaluator: Evaluator, evaluated: Evaluated): Choice[] {
  const { agreement, situation } = evaluator;
  const { view, plan } = evaluated;
  const choices: Choice[] = [];
  const { occurrence, kinds } = situation;
  if (occurrence.extent === 'within' && occurrence.from !== occurrence.to) {
    const inside = evaluator.boundaries().filter((each) => occurrence.from < each && each <= occurrence.to);
    const instants = [...new Set([occurrence.from, ...inside.flatMap((each) => [each - 1, each]), occurrence.to])];
    choices.push({
      name: 'occurred',
      options: instants.map((instant) => (world) => {
        const at = new Date(instant).toISOString();
        world.occurred = { from: at, to: at, extent: 'within' };
      }),
    });
  }
  if (kinds.length > 1)
    choices.push({
      name: 'act.kind',
      options: kinds.map((kind) => (world) => {
        world.kind = kind;
      }),
    });
  for (const name of partyNames) {
    const party = view.party(name);
    if (party.id !== undefined) continue;
    const ids = representatives(evaluator, plan, name, party.actsFor);
    choices.push({
      name,
      options: ids.map((id) => (world) => {
        world.parties[name] = { ...party, id, principalsOpen: false, asWritten: undefined };
      }),
    });
  }
  for (const zone of agreement.ground.zones.values())
    if (situation.inZone(zone) === UNKNOWN)
      choices.push({
        name: zone.id,
        options: [true, false].map((inside) => (world) => void world.zones.set(zone.id, inside)),
      });
  for (const slot of agreement.slots) {
    if (derivedNames.test(slot.name)) continue;
    if (kinds.length > 1 && slot.name.startsWith('act.')) continue;
    const { value } = view.fact(slot);
    if (isKnown(value)) continue;
    const values = answersFor(agreement, slot, value, 'world');
    choices.push({
      name: slot.name,
      options: values.map((each) => (world) => void world.slots.set(slot.index, supposed(each))),
    });
  }
  for (const [exception, acceptance] of plan.acceptance)
    if (acceptance.kind === 'undecided')
      choices.push({
        name: `exception ${exception}`,
        options: [true, false].map((applies) => (world) => void world.undecided.set(exception, applies)),
      });
  return choices.filter((choice) => choice.options.length > 0);
}

const supposed = (value: FactValue): Fact => ({ value, from: 'supposed' });

/** How many completions a candidate has, and the n-th of them. */
export interface Completions {
  readonly count: number;
  at(index: number): Completion;
}

/** @param evaluated a candidate as judged; its presumptions stay. */
export function completionsOf(evaluator: Evaluator, evaluated: Evaluated): Completions {
  const choices = choicesOf(evaluator, evaluated);
  const count = choices.reduce(
    (product, choice) => Math.min(product * choice.options.length, Number.MAX_SAFE_INTEGER),
    1,
  );
  return {
    count,
    at(index) {
      const world: World = {
        occurred: undefined,
        kind: undefined,
        parties: {},
        slots: new Map(),
        zones: new Map(),
        undecided: new Map(),
      };
      let rest = index;
      for (const choice of choices) {
        choice.options[rest % choice.options.length]?.(world);
        rest = Math.floor(rest / choice.options.length);
      }
      return complete(evaluator, evaluated, world);
    },
  };
}

function complete(evaluator: Evaluator, evaluated: Evaluated, world: World): Completion {
  const { agreement, situation } = evaluator;
  const { outlook } = evaluated.view;
  const incident = {
    ...situation.incident,
    ...(world.occurred === undefined ? {} : { occurred: world.occurred }),
    ...(world.kind === undefined ? {} : { kind: world.kind }),
  };
  // Of a situation only the time and the kind hang on what was filled in of them: names need not be looked up again.
  const { occurred } = world;
  const filled: Situation = {
    ...situation,
    incident,
    occurrence: occurred === undefined ? situation.occurrence : occurrenceOf(occurred),
    kinds: world.kind === undefined ? situation.kinds : [world.kind],
    inZone: (zone) => {
      const chosen = world.zones.get(zone.id);
      return chosen === undefined ? situation.inZone(zone) : chosen ? TRUE : FALSE;
    },
  };
  const slots = new Map([...(outlook.slots ?? []), ...world.slots]);
  civilianFollows(agreement.slots, evaluated.view, world, slots);
  const parties = { ...outlook.parties, ...world.parties };
  const view = new View(filled, evaluated.candidate, agreement, { roles: outlook.roles, parties, slots });
  return { view, undecided: world.undecided };
}

/** Objects that were filled in settle whether anything civilian was struck, where the report did not say so itself. */
function civilianFollows(all: readonly Slot[], view: View, world: World, slots: Map<number, Fact>): void {
  const objects = all.find((slot) => slot.name === 'struck.objects');
  const civilian = all.find((slot) => slot.name === 'struck.civilian');
  if (objects === undefined || civilian === undefined || !world.slots.has(civilian.index)) return;
  if (view.situation.incident.struck?.civilian != null) return;
  const value = world.slots.get(objects.index)?.value;
  const follows = value?.is === 'set' ? civilianFromObjects([...value.certain]) : undefined;
  if (follows !== undefined) slots.set(civilian.index, supposed({ is: 'value', value: follows }));
}
