import { KINDS } from '../domain/words.js';
import { UNKNOWN_VALUE } from '../engine/fact-value.js';
import { answersFor } from '../engine/questions.js';
import type { Slot } from '../engine/view.js';
import { FACTS } from '../engine/vocabulary.js';
import { type Move, RANKS, type Searched } from './move.js';

/** Changes of what the report itself says: the act, what was struck, weapon, response, access, harm and own facts. */

const sections = /^(struck\.(objects|civilian)|weapon|response|access|harm)/;

/** Every value that the leaves on a fact can tell apart, as a change of the report. */
export function reportMoves(searched: Searched): Move[] {
  const { agreement } = searched.evaluator;
  return [
    ...kindMoves(searched),
    ...agreement.slots.flatMap((slot) => {
      if (sections.test(slot.name)) return slotMoves(searched, slot, `/${slot.name.replace('.', '/')}`, undefined);
      return FACTS.has(slot.name) ? [] : ownMoves(searched, slot);
    }),
    ...civilianMoves(searched),
  ];
}

/** What is said at a pointer; undefined and null are nothing. */
export function saidAt(document: unknown, pointer: string): unknown {
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((holder, step) => (holder as Record<string, unknown> | null | undefined)?.[step], document);
  return found ?? null;
}

function kindMoves({ evaluator }: Searched): Move[] {
  const { incident, kinds } = evaluator.situation;
  const open = kinds.length > 1;
  const all = [...kinds, ...[...KINDS.keys()].filter((each) => !kinds.includes(each))];
  return all
    .filter((kind) => open || kind !== kinds[0])
    .map((kind) => {
      const learned = open && kinds.includes(kind);
      return {
        ...{ key: '/kind', fact: 'act.kind', kind: learned ? 'learned' : 'changed', pointer: '/kind' },
        ...{ from: incident.kind, to: kind, rank: learned ? RANKS.learned : RANKS.changed },
      };
    });
}

/** An agreement's own fact stands with the report, or with each candidate that has it for itself. */
function ownMoves(searched: Searched, slot: Slot): Move[] {
  const { candidates } = searched.evaluator.situation.incident;
  const apart = candidates.flatMap(({ facts }, index) => (facts?.[slot.name] === undefined ? [] : [index]));
  const shared = apart.length < candidates.length ? slotMoves(searched, slot, `/facts/${slot.name}`, undefined) : [];
  return [
    ...shared,
    ...apart.flatMap((index) => slotMoves(searched, slot, `/candidates/${index}/facts/${slot.name}`, index)),
  ];
}

/** Objects alone can say that something civilian was struck, so that it is asked even where no rule names the objects. */
function civilianMoves(searched: Searched): Move[] {
  const { agreement, situation } = searched.evaluator;
  const slot = agreement.slots.find(({ name }) => name === 'struck.civilian');
  const objects = situation.incident.struck?.objects;
  if (slot === undefined || objects == null || situation.incident.struck?.civilian != null) return [];
  return [true, false].map((to) => ({
    ...{ key: '/struck/civilian', fact: 'struck.civilian', kind: 'changed', pointer: '/struck/civilian' },
    ...{ from: null, to, rank: RANKS.changed },
  }));
}

function slotMoves(searched: Searched, slot: Slot, pointer: string, candidate: number | undefined): Move[] {
  const { agreement, situation } = searched.evaluator;
  const from = saidAt(situation.incident, pointer);
  const type = agreement.factTypes(slot.name);
  if (type === 'set') return setMoves(searched, slot, pointer, candidate, from);
  // What follows from the objects is not left open by the report.
  if (slot.name === 'struck.civilian' && from === null && situation.incident.struck?.objects != null) return [];
  return answersFor(agreement, slot, UNKNOWN_VALUE).flatMap((answer): Move[] => {
    const told = answer.is === 'value' ? answer.value : answer.is === 'range' ? answer.min : undefined;
    const to = typeof told === 'string' ? fitting(told, slot, searched) : told;
    if (to === undefined || to === from) return [];
    if (typeof to === 'number' && (!Number.isFinite(to) || (to < 0 && FACTS.has(slot.name)))) return [];
    const learned = from === null || (typeof to === 'number' && within(to, from));
    return [moveOf(slot, pointer, candidate, from, to, learned)];
  });
}

/** A list as reported with one thing more, or one less; where nothing is said, none or one of what the rules name. */
function setMoves(
  { evaluator }: Searched,
  slot: Slot,
  pointer: string,
  candidate: number | undefined,
  from: unknown,
): Move[] {
  const mentioned = mentionedOn(evaluator.agreement.leavesOn.get(slot.index) ?? []);
  const said = Array.isArray(from) ? from.map(String) : undefined;
  if (said === undefined)
    return [[], ...mentioned.map((each) => [each])].map((to) => moveOf(slot, pointer, candidate, from, to, true));
  return mentioned.map((each) => {
    const to = said.includes(each) ? said.filter((other) => other !== each) : [...said, each];
    // Each member is a fact of its own: several may be otherwise at once, but not by one list in place of another.
    return moveOf(slot, pointer, candidate, from, to, false);
  });
}

export const mentionedOn = (leaves: readonly { readonly value: unknown }[]): string[] => [
  ...new Set(leaves.flatMap(({ value }) => (Array.isArray(value) ? value : [value])).map(String)),
];

function moveOf(
  slot: Slot,
  pointer: string,
  candidate: number | undefined,
  from: unknown,
  to: unknown,
  learned: boolean,
): Move {
  return {
    key: pointer,
    kind: learned ? 'learned' : 'changed',
    fact: slot.name,
    ...(slot.params === undefined ? {} : { params: { ...slot.params } }),
    ...(candidate === undefined ? {} : { candidate }),
    ...{ pointer, from, to, rank: learned ? RANKS.learned : RANKS.changed },
  };
}

/** A text as a report may hold it: of a closed list one that no rule speaks of, where any other is meant. */
function fitting(text: string, slot: Slot, { evaluator }: Searched): string | undefined {
  const { agreement } = evaluator;
  const values = FACTS.get(slot.name)?.values ?? agreement.ground.ownFacts.get(slot.name)?.values;
  if (values === undefined) return text === '(another)' ? 'another' : text;
  if (values.includes(text)) return text;
  const mentioned = mentionedOn(agreement.leavesOn.get(slot.index) ?? []);
  return values.find((each) => !mentioned.includes(each));
}

const within = (value: number, from: unknown): boolean => {
  if (typeof from !== 'object' || from === null) return false;
  const { min, max } = from as { min?: number | null; max?: number | null };
  return (min ?? Number.NEGATIVE_INFINITY) <= value && value <= (max ?? Number.POSITIVE_INFINITY);
};
