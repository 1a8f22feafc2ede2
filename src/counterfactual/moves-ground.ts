import { inForce } from '../domain/time.js';
import { FALSE } from '../domain/truth.js';
import { rolesHeld } from '../engine/roles.js';
import type { Slot } from '../engine/view.js';
import { type Move, RANKS, type Searched } from './move.js';
import { mentionedOn } from './moves-report.js';

/** Changes of who shared the ground, how, and of what was claimed. */
export function groundMoves(searched: Searched): Move[] {
  const { slots } = searched.evaluator.agreement;
  return [
    ...slots.flatMap((slot) => {
      if (slot.name === 'coLocation.natures') return natureMoves(searched, slot);
      if (slot.name === 'coLocation.groups') return sharingMoves(searched, slot);
      if (slot.name === 'coLocation.distanceKm') return distanceMoves(searched, slot);
      if (slot.name === 'coLocation.denied') return denialMoves(searched, slot);
      if (slot.name === 'coLocation.reported') return silenceMoves(searched);
      if (slot.name.startsWith('claims.')) return claimMoves(searched, slot);
      return [];
    }),
  ];
}

/** A group that holds a role at the time: one of the report's own where there is one. */
function holderOf(role: string, { evaluator, plan }: Searched): string | undefined {
  const { registry, occurrence, candidates } = evaluator.situation;
  const holds = (id: string) => rolesHeld(plan.roles, registry, id, occurrence).certain.has(role);
  const own = candidates.flatMap(({ actor, target }) => [actor.id, target.id]).filter((id) => id !== undefined);
  const listed = [...(plan.roles.get(role)?.listed ?? [])]
    .filter(([, windows]) => inForce(windows, occurrence) !== FALSE)
    .map(([id]) => id);
  return [...own, ...listed].find(holds);
}

const groupOf = (slot: Slot, searched: Searched): string | undefined => {
  const { group, role } = slot.params ?? {};
  return group !== undefined ? String(group) : role !== undefined ? holderOf(String(role), searched) : undefined;
};

/** The entry of a group itself, or where the next one would stand. */
function entryOf({ evaluator }: Searched, group: string) {
  const { coLocation } = evaluator.situation;
  const index = coLocation?.findIndex((each) => each.group === group) ?? -1;
  return { index, entry: index < 0 ? undefined : coLocation?.[index]?.entry };
}

/** One field of a group's entry: told where nothing is said of it, otherwise where it is. */
function fieldMove(searched: Searched, slot: Slot, group: string, field: string, to: unknown): Move[] {
  const { index, entry } = entryOf(searched, group);
  const from = (entry as Record<string, unknown> | undefined)?.[field] ?? null;
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const learned = from === null;
  return [
    {
      ...{
        key: `coLocation ${group} ${field}`,
        fact: slot.name,
        params: { group },
        kind: learned ? 'learned' : 'changed',
      },
      pointer: index < 0 ? '/coLocation/-' : `/coLocation/${index}/${field}`,
      ...{ from, to: index < 0 ? { group, [field]: to } : to, rank: learned ? RANKS.learned : RANKS.changed },
    },
  ];
}

function natureMoves(searched: Searched, slot: Slot): Move[] {
  const { evaluator } = searched;
  const group = groupOf(slot, searched);
  const natures = [...mentionedOn(evaluator.agreement.leavesOn.get(slot.index) ?? []), 'none'];
  const own = group === undefined ? [] : natures.flatMap((to) => fieldMove(searched, slot, group, 'nature', to));
  // Entries of other groups, such as its members, may speak for it too.
  const others = (evaluator.situation.coLocation ?? []).flatMap(({ entry, group: id }, index): Move[] =>
    id === group || entry.nature === 'none' || id === undefined
      ? []
      : [
          {
            ...{ key: `coLocation ${id} nature`, fact: 'coLocation.natures', params: { group: id }, kind: 'changed' },
            ...{ pointer: `/coLocation/${index}/nature`, from: entry.nature ?? null, to: 'none', rank: RANKS.changed },
          },
        ],
  );
  return [...own, ...others];
}

const sharingMoves = (searched: Searched, slot: Slot): Move[] =>
  mentionedOn(searched.evaluator.agreement.leavesOn.get(slot.index) ?? []).flatMap((group) =>
    ['same-area', 'none'].flatMap((to) =>
      fieldMove(searched, { ...slot, name: 'coLocation.natures' }, group, 'nature', to),
    ),
  );

function distanceMoves(searched: Searched, slot: Slot): Move[] {
  const group = groupOf(slot, searched);
  if (group === undefined) return [];
  const bounds = mentionedOn(searched.evaluator.agreement.leavesOn.get(slot.index) ?? []).map(Number);
  return [...new Set(bounds.flatMap((each) => [each, each + 1, Math.max(0, each - 1)]))].flatMap((to) =>
    fieldMove(searched, slot, group, 'distanceKm', to),
  );
}

function denialMoves(searched: Searched, slot: Slot): Move[] {
  const group = groupOf(slot, searched);
  if (group === undefined) return [];
  return [['a source that denies it'], []].flatMap((to) => fieldMove(searched, slot, group, 'deniedBy', to));
}

/** Where the rules ask whether co-location was reported at all: a report that says nothing of a group. */
const silenceMoves = ({ evaluator }: Searched): Move[] =>
  (evaluator.situation.coLocation ?? []).map(({ entry, group }, index) => ({
    ...{ key: `coLocation ${group ?? entry.group} nature`, fact: 'coLocation.reported', kind: 'changed' },
    ...{ params: { group: group ?? entry.group }, pointer: `/coLocation/${index}`, from: entry, to: null },
    rank: RANKS.changed,
  }));

/** A claim that is not listed has not been made: one more is a change, and so is one less. */
function claimMoves(searched: Searched, slot: Slot): Move[] {
  const { evaluator } = searched;
  const { by, byRole } = slot.params ?? {};
  const { candidates, incident } = evaluator.situation;
  const speaker =
    by !== undefined
      ? String(by)
      : byRole !== undefined
        ? holderOf(String(byRole), searched)
        : (candidates[0]?.actor.id ?? candidates[0]?.target.id);
  const said = (incident.claims ?? []).map(
    (claim, index): Move => ({
      ...{ key: `/claims/${index}`, fact: slot.name, kind: 'changed', pointer: `/claims/${index}` },
      ...{ from: claim, to: null, rank: RANKS.changed },
    }),
  );
  if (speaker === undefined) return said;
  const made = mentionedOn(evaluator.agreement.leavesOn.get(slot.index) ?? []).map((value): Move => {
    const claim = slot.name === 'claims.kinds' ? { kind: value } : { kind: 'target', target: value };
    return {
      ...{ key: `claim ${speaker} ${value}`, fact: slot.name, kind: 'changed', pointer: '/claims/-', from: null },
      ...(slot.params === undefined ? {} : { params: { ...slot.params } }),
      ...{ to: { by: speaker, ...claim }, rank: RANKS.changed },
    };
  });
  return [...made, ...said];
}
