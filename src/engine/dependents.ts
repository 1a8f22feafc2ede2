import type { Dependents } from './differing.js';
import type { Expression } from './expression.js';
import type { PartyName } from './outlook.js';
import type { Atom, Slot } from './view.js';
import { FACTS } from './vocabulary.js';

const partyOf = ({ name }: Slot): PartyName | undefined =>
  name.startsWith('actor.')
    ? 'actor'
    : name.startsWith('target.')
      ? 'target'
      : name.startsWith('struck.holder')
        ? 'holder'
        : undefined;
const readsRoles = ({ name, params }: Slot) =>
  /roles$/i.test(name) || params?.role !== undefined || params?.byRole !== undefined;
/** The agreement's own facts may be told of a single candidate. */
const readsCandidate = (slot: Slot) => !FACTS.has(slot.name) || partyOf(slot) === 'actor' || partyOf(slot) === 'target';

/** Works out what reads what, once everything of an agreement is compiled. */
export function dependentsOf(
  slots: readonly Slot[],
  atoms: readonly Atom[],
  expressions: readonly Expression[],
): Dependents {
  const expressionsAt = atoms.length;
  const slotsAt = expressionsAt + expressions.length;
  const ofAtom: number[][] = atoms.map((atom) => [atom.index]);
  for (const { index, atoms: read } of expressions) for (const atom of read) ofAtom[atom]?.push(expressionsAt + index);
  const ofSlot = slots.map((slot) => {
    const read = atoms.filter((atom) => atom.slot === slot).flatMap((atom) => ofAtom[atom.index] ?? []);
    return [...new Set([slotsAt + slot.index, ...read])];
  });
  const ofAll = (wanted: (slot: Slot) => boolean) => [
    ...new Set(slots.filter(wanted).flatMap((slot) => ofSlot[slot.index] ?? [])),
  ];
  return {
    size: slotsAt + slots.length,
    expressionsAt,
    slotsAt,
    ofSlot,
    ofAtom,
    ofParty: {
      actor: ofAll((slot) => partyOf(slot) === 'actor'),
      target: ofAll((slot) => partyOf(slot) === 'target'),
      holder: ofAll((slot) => partyOf(slot) === 'holder'),
    },
    ofRoles: ofAll(readsRoles),
    ofCandidate: ofAll(readsCandidate),
  };
}
