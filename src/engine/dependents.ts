import type { Expression } from './expression.js';
import type { Atom, Outlook, PartyName, Slot } from './view.js';
import { FACTS } from './vocabulary.js';

/**
 * What reads what in one agreement, so that a view which differs from another in a few points looks only at those anew.
 * Everything a view remembers has a place: atoms first, then expressions, then slots.
 */
export interface Dependents {
  readonly size: number;
  readonly expressionsAt: number;
  readonly slotsAt: number;
  /** The places that change with a slot, by its index. */
  readonly ofSlot: readonly (readonly number[])[];
  /** The places that change with an atom, by its index. */
  readonly ofAtom: readonly (readonly number[])[];
  readonly ofParty: Readonly<Record<PartyName, readonly number[]>>;
  readonly ofRoles: readonly number[];
  readonly ofCandidate: readonly number[];
}

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

interface Seen {
  readonly candidate: number;
  readonly outlook: Outlook;
}

/** Marks every place at which a view differs, or may differ, from another view of the same situation. */
export function differing(dependents: Dependents, view: Seen, base: Seen): Uint8Array {
  const marks = new Uint8Array(dependents.size);
  const mark = (places: readonly number[] | undefined) => {
    for (const place of places ?? []) marks[place] = 1;
  };
  const { roles, parties, slots, atoms } = view.outlook;
  const before = base.outlook;
  if (view.candidate !== base.candidate) mark(dependents.ofCandidate);
  if (roles !== before.roles) mark(dependents.ofRoles);
  for (const name of ['actor', 'target', 'holder'] as const)
    if (parties?.[name] !== before.parties?.[name]) mark(dependents.ofParty[name]);
  if (slots !== before.slots) {
    for (const [slot, fact] of slots ?? []) if (before.slots?.get(slot) !== fact) mark(dependents.ofSlot[slot]);
    for (const slot of before.slots?.keys() ?? []) if (!slots?.has(slot)) mark(dependents.ofSlot[slot]);
  }
  if (atoms !== before.atoms)
    for (const atom of [...(atoms?.keys() ?? []), ...(before.atoms?.keys() ?? [])]) mark(dependents.ofAtom[atom]);
  return marks;
}
