import type { Truth } from '../domain/truth.js';
import { FALSE, TRUE } from '../domain/truth.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import type { Evaluated, Evaluator, WhatIf } from './evaluate.js';
import { closedSet, type Fact, type FactValue } from './fact-value.js';
import { liveAtoms } from './fold.js';
import type { PartyName } from './outlook.js';
import { representatives } from './representatives.js';
import { type Situation, situationOf } from './situation.js';
import type { Atom, Slot, View } from './view.js';

/** What is open about a candidate, and the answers worth trying: one for each way the rules could take it (S15). */
export interface Question {
  /** Equal keys are one question, whichever candidate or atom it came from. */
  readonly key: string;
  readonly fact: string;
  readonly params: Readonly<Record<string, string | number>> | undefined;
  readonly answers: (evaluated: Evaluated) => readonly Answer[];
}

/** One answer: what is supposed, and of which situation. */
export interface Answer {
  readonly evaluator: Evaluator;
  readonly whatIf: WhatIf | undefined;
}

const MOST_COMBINED = 3;
const partyOfAsk: Readonly<Record<string, PartyName>> = {
  'actor.id': 'actor',
  'target.id': 'target',
  'struck.holder': 'holder',
};

/** The questions that an undetermined candidate turns on. */
export function questionsOf(evaluator: Evaluator, evaluated: Evaluated): Question[] {
  const live = liveAtoms(evaluator.agreement, evaluated.plan, evaluated.view, evaluated.folded);
  const questions = new Map<string, Question>();
  for (const index of live) {
    const atom = evaluator.agreement.atoms[index];
    if (atom === undefined) continue;
    const question = questionOf(evaluator, atom, evaluated.view);
    if (!questions.has(question.key)) questions.set(question.key, question);
  }
  return [...questions.values()];
}

function questionOf(evaluator: Evaluator, atom: Atom, view: View): Question {
  const ask = atom.slot === undefined ? atom.ask : (view.fact(atom.slot).open ?? atom.ask);
  return questionAbout(evaluator, ask, atom.slot, atom);
}

/** A question by the name of what is asked for. */
export function questionAbout(
  evaluator: Evaluator,
  ask: string,
  slot: Slot | undefined,
  atom: Atom | undefined,
): Question {
  const plain = (answers: Question['answers']): Question => ({ key: ask, fact: ask, params: undefined, answers });
  const party = partyOfAsk[ask];
  if (party !== undefined) return plain((evaluated) => partyAnswers(evaluator, evaluated, party));
  if (ask === 'occurred') return plain(() => instantAnswers(evaluator));
  if (ask === 'place') return plain((evaluated) => placeAnswers(evaluator, evaluated));
  if (ask === 'act.kind')
    return plain(() => evaluator.situation.kinds.map((kind) => otherIncident(evaluator, { kind })));
  if (ask.startsWith('exception:') && atom !== undefined)
    return plain(() => [TRUE, FALSE].map((truth) => supposing(evaluator, new Map([[atom.index, truth]]))));
  if (slot === undefined) return plain(() => []);
  return {
    key: JSON.stringify([ask, slot.params ?? {}]),
    fact: ask,
    params: slot.params,
    answers: (evaluated) => slotAnswers(evaluator, evaluated, slot),
  };
}

/**
 * The parties that the rules can tell apart, one of each kind: who it may have been, or, where its own identity is known,
 * for whom it may have acted.
 */
function partyAnswers(evaluator: Evaluator, evaluated: Evaluated, party: PartyName): Answer[] {
  const before = evaluated.view.party(party);
  return representatives(evaluator, evaluated.plan, party, before.actsFor).map((id) => {
    const after =
      before.id === undefined
        ? { ...before, id, asWritten: undefined }
        : { ...before, actsFor: [...before.actsFor, id], principalsOpen: false };
    return { evaluator, whatIf: { parties: { [party]: after } } };
  });
}

function otherIncident(evaluator: Evaluator, change: Partial<Situation['incident']>): Answer {
  const { incident, registry } = evaluator.situation;
  return { evaluator: evaluator.of(situationOf({ ...incident, ...change }, registry)), whatIf: undefined };
}

/** The instants at which something begins or ends, and those on either side of them. */
function instantAnswers(evaluator: Evaluator): Answer[] {
  const { from, to, extent } = evaluator.situation.occurrence;
  const inside = evaluator.boundaries().filter((each) => from < each && each <= to);
  const instants = [...new Set([from, ...inside.flatMap((each) => [each - 1, each]), to])];
  return instants.map((instant) => {
    const at = new Date(instant).toISOString();
    return otherIncident(evaluator, { occurred: { from: at, to: at, extent } });
  });
}

/** Each way the place can lie to the zones that are open. */
function placeAnswers(evaluator: Evaluator, evaluated: Evaluated): Answer[] {
  const { agreement } = evaluator;
  const live = [...liveAtoms(agreement, evaluated.plan, evaluated.view, evaluated.folded)].filter(
    (index) => agreement.atoms[index]?.ask === 'place',
  );
  const reachable = new Map(live.map((index) => [index, waysToLie(evaluator, index)]));
  return choices(live)
    .map((chosen) => new Map(live.map((index): [number, Truth] => [index, chosen.has(index) ? TRUE : FALSE])))
    .filter((ways) => [...ways].every(([index, truth]) => reachable.get(index)?.includes(truth)))
    .map((ways) => supposing(evaluator, ways));
}

/** Which sides of a zone's border a closer place within the disc could be shown to lie on, given how well the border is known. */
function waysToLie(evaluator: Evaluator, index: number): readonly Truth[] {
  const { agreement, situation } = evaluator;
  const leaf = agreement.atoms[index]?.slot?.name === 'place.zones' ? agreement.leafOf(index) : undefined;
  const isTerritory = agreement.atoms[index]?.slot === undefined;
  const zone = agreement.ground.zones.get(isTerritory ? agreement.definition.territory.zone : String(leaf?.value));
  const { disc } = situation;
  if (zone === undefined || disc?.radiusKm === undefined) return [TRUE, FALSE];
  const { inside, distance } = zone.border([disc.lon, disc.lat]);
  const far = distance.max + disc.radiusKm > zone.accuracyKm;
  const across = disc.radiusKm - distance.min > zone.accuracyKm;
  const within = inside ? far : across;
  const without = inside ? across : far;
  const ways = [...(within ? [TRUE] : []), ...(without ? [FALSE] : [])];
  return leaf?.operator === 'doesNotContain' ? ways.map((way) => (way === TRUE ? FALSE : TRUE)) : ways;
}

const supposing = (evaluator: Evaluator, atoms: ReadonlyMap<number, Truth>): Answer => ({
  evaluator,
  whatIf: { atoms },
});

/** Every subset of a short list; of a long one none, each alone, and all. */
function choices<Item>(items: readonly Item[]): Set<Item>[] {
  if (items.length > MOST_COMBINED) return [new Set(), ...items.map((item) => new Set([item])), new Set(items)];
  let sets: Set<Item>[] = [new Set()];
  for (const item of items) sets = [...sets, ...sets.map((set) => new Set([...set, item]))];
  return sets;
}

function slotAnswers(evaluator: Evaluator, evaluated: Evaluated, slot: Slot): Answer[] {
  const reported = evaluated.view.fact(slot).value;
  return answersFor(evaluator.agreement, slot, reported).map((answer) => {
    const value = slot.name === 'coLocation.groups' ? withWholes(evaluator, answer) : answer;
    const fact: Fact = { value, from: 'supposed' };
    return { evaluator, whatIf: { slots: evaluator.withDerived(slot, fact, evaluated.view) } };
  });
}

/** Who shares the ground brings with it every group that it is surely part of. */
function withWholes({ situation }: Evaluator, value: FactValue): FactValue {
  if (value.is !== 'set') return value;
  const { registry, occurrence } = situation;
  const wholes = [...value.certain].flatMap((id) =>
    [...registry.groupsOf(id, occurrence)].filter(([, sure]) => sure === TRUE),
  );
  return closedSet([...value.certain, ...wholes.map(([id]) => id)]);
}

/** One value for each way the leaves on a fact can come out, within what is known of it: as a report could tell it, or as it was. */
export function answersFor(
  agreement: CompiledAgreement,
  slot: Slot,
  reported: FactValue,
  of: 'report' | 'world' = 'report',
): FactValue[] {
  const leaves = agreement.leavesOn.get(slot.index) ?? [];
  const mentioned = [...new Set(leaves.flatMap((leaf) => (Array.isArray(leaf.value) ? leaf.value : [leaf.value])))];
  switch (agreement.factTypes(slot.name)) {
    case 'boolean':
      return [true, false].map((value) => ({ is: 'value', value }));
    case 'number': {
      const { min, max } =
        reported.is === 'range' ? reported : { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
      const points = (mentioned as number[]).flatMap((each) => [each - 1, each - 1e-6, each, each + 1e-6, each + 1]);
      const ends = [min, max].filter(Number.isFinite);
      return [...new Set([...ends, ...points])]
        .filter((each) => min <= each && each <= max)
        .map((each) => ({ is: 'range', min: each, max: each }));
    }
    case 'text': {
      const values = reported.is === 'oneOf' ? reported.values : [...(mentioned as string[]), OTHER];
      return values.map((value) => ({ is: 'value', value }));
    }
    case 'set': {
      const certain = reported.is === 'set' ? reported.certain : new Set<string>();
      const open = (mentioned as string[]).filter((each) => {
        if (reported.is !== 'set') return true;
        if (certain.has(each)) return false;
        return reported.possible === 'anything' ? !reported.except?.has(each) : reported.possible.has(each);
      });
      // Of the holders of a role no report's list is ever whole: one more may always have been there.
      if (of === 'report' && slot.params?.role !== undefined && reported.is === 'set')
        return choices(open)
          .filter((chosen) => chosen.size > 0)
          .map((chosen) => ({ ...reported, certain: new Set([...certain, ...chosen]) }));
      return choices(open).map((chosen) => closedSet([...certain, ...chosen]));
    }
  }
}

/** A value that no rule speaks of. */
const OTHER = '(another)';
