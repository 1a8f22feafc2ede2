import { definedBy, namedBy, spellingsOf } from './references.js';
import type { RuleEdit } from './rule-edits.js';
import type { Unit } from './units.js';

/**
 * Which edits cannot be made without which others: what is added before what names it, what names a thing no longer before
 * the thing is removed, a name given up before another takes it, and the edits that would otherwise close a circle together.
 */
export class Requirements {
  readonly #of = new Map<string, Set<string>>();
  readonly #by = new Map<string, Set<string>>();

  /** @param units all of both rulebooks */
  constructor(edits: readonly RuleEdit[], units: readonly Unit[]) {
    this.#references(edits);
    this.#spellings(edits);
    this.#circles(edits, units);
  }

  #require(edit: string, other: string): void {
    if (edit === other) return;
    add(this.#of, edit, other);
    add(this.#by, other, edit);
  }

  /** Everything that the edits need, themselves included. */
  withNeeded(edits: Iterable<string>): Set<string> {
    return reach(edits, this.#of);
  }

  /** Everything that cannot be without the edit, itself included. */
  dependentsOf(edit: string): Set<string> {
    return reach([edit], this.#by);
  }

  #references(edits: readonly RuleEdit[]): void {
    const taken = owners(edits, 'takes');
    const brought = owners(edits, 'brings');
    for (const edit of edits) {
      for (const name of edit.brings.flatMap((unit) => [...namedBy(unit)])) {
        const owner = brought.get(name);
        if (owner === undefined) continue;
        if (!taken.has(name)) this.#require(edit.id, owner.id);
        // A fact of another type: the conditions that compare it change with it.
        else if (owner.effect === 'outcomes' && name.includes('/fact:')) this.#both(edit.id, owner.id);
      }
      for (const name of edit.takes.flatMap((unit) => [...namedBy(unit)])) {
        const owner = taken.get(name);
        if (owner === undefined) continue;
        if (!brought.has(name)) this.#require(owner.id, edit.id);
        else if (owner.effect === 'outcomes' && name.includes('/fact:')) this.#both(edit.id, owner.id);
      }
    }
  }

  #both(one: string, other: string): void {
    this.#require(one, other);
    this.#require(other, one);
  }

  #spellings(edits: readonly RuleEdit[]): void {
    const given = new Map<string, string>();
    for (const { id, takes } of edits) for (const spelling of takes.flatMap(spellingsOf)) given.set(spelling, id);
    for (const { id, brings } of edits)
      for (const spelling of brings.flatMap(spellingsOf)) {
        const owner = given.get(spelling);
        if (owner !== undefined) this.#require(id, owner);
      }
  }

  /** Conditions, memberships and limits may not run in circles: edits on one circle of both rulebooks taken together go together. */
  #circles(edits: readonly RuleEdit[], units: readonly Unit[]): void {
    const edges = new Map<string, Set<string>>();
    for (const unit of units) {
      const name = definedBy(unit);
      if (name === undefined) continue;
      for (const other of namedBy(unit)) if (spaceOf(other) === spaceOf(name)) add(edges, name, other);
    }
    const editOf = new Map<string, string>();
    for (const edit of edits)
      for (const unit of [...edit.takes, ...edit.brings]) {
        const name = definedBy(unit);
        if (name !== undefined) editOf.set(name, edit.id);
      }
    const reached = new Map([...editOf.keys()].map((name) => [name, reach(edges.get(name) ?? [], edges)]));
    for (const [name, others] of reached)
      for (const other of others)
        if (name !== other && reached.get(other)?.has(name) === true)
          this.#both(editOf.get(name) as string, editOf.get(other) as string);
  }
}

const spaceOf = (name: string) => name.slice(0, name.indexOf(':'));

function owners(edits: readonly RuleEdit[], side: 'takes' | 'brings'): Map<string, RuleEdit> {
  const found = new Map<string, RuleEdit>();
  for (const edit of edits)
    for (const unit of edit[side] as readonly Unit[]) {
      const name = definedBy(unit);
      if (name !== undefined) found.set(name, edit);
    }
  return found;
}

function add(to: Map<string, Set<string>>, key: string, value: string): void {
  const known = to.get(key);
  if (known === undefined) to.set(key, new Set([value]));
  else known.add(value);
}

function reach(from: Iterable<string>, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set(from);
  for (const each of found) for (const next of edges.get(each) ?? []) found.add(next);
  return found;
}
