import type { Outlook, PartyName } from './outlook.js';

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
