import type { Condition, Leaf } from '../domain/agreement.js';
import { inForce, union, type Window } from '../domain/time.js';
import { truthWord, UNKNOWN } from '../domain/truth.js';
import { type Expression, ExpressionTable } from './expression.js';
import { readerOf } from './facts.js';
import { OPERATORS } from './operators.js';
import type { Atom, Slot, View } from './view.js';
import { FACTS } from './vocabulary.js';

/** The slots and atoms of one agreement while it is compiled: equal leaves become one atom. */
export class AtomTable {
  readonly slots: Slot[] = [];
  readonly atoms: Atom[] = [];
  readonly #slotByKey = new Map<string, Slot>();
  readonly #atomByKey = new Map<string, number>();
  readonly #leaves = new Map<number, Leaf>();
  readonly #named = new Map<string, Expression>();
  readonly #expressions = new ExpressionTable();
  readonly #conditions: Readonly<Record<string, Condition>>;

  constructor(conditions: Readonly<Record<string, Condition>>) {
    this.#conditions = conditions;
  }

  /** The slot of a fact with its parameters. */
  slot(name: string, params?: Readonly<Record<string, string | number>>): Slot {
    const given = params !== undefined && Object.keys(params).length > 0 ? params : undefined;
    const sorted = Object.entries(given ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([name, sorted]);
    const known = this.#slotByKey.get(key);
    if (known !== undefined) return known;
    const slot: Slot = {
      index: this.slots.length,
      name,
      params: given,
      ask: FACTS.get(name)?.ask ?? name,
      read: readerOf(name, given),
    };
    this.slots.push(slot);
    this.#slotByKey.set(key, slot);
    return slot;
  }

  #add(key: string, make: (index: number) => Atom): number {
    const known = this.#atomByKey.get(key);
    if (known !== undefined) return known;
    const index = this.atoms.length;
    this.atoms.push(make(index));
    this.#atomByKey.set(key, index);
    return index;
  }

  leaf(leaf: Leaf): number {
    const slot = this.slot(leaf.fact, leaf.params);
    const operator = OPERATORS.get(leaf.operator);
    if (operator === undefined) throw new RangeError(`no operator ${leaf.operator}`);
    const { value } = leaf;
    const atom = this.#add(JSON.stringify([slot.index, leaf.operator, value]), (index) => ({
      index,
      slot,
      ask: slot.ask,
      test: (view) => operator.compare(view.fact(slot).value, value),
      describe: (view, truth) => {
        const { name, params } = slot;
        const is = view.shown(slot);
        const { from } = view.fact(slot);
        return params === undefined
          ? { fact: name, operator: leaf.operator, value, is, truth: truthWord(truth), from }
          : { fact: name, params: { ...params }, operator: leaf.operator, value, is, truth: truthWord(truth), from };
      },
    }));
    this.#leaves.set(atom, leaf);
    return atom;
  }

  /** The leaf behind an atom; undefined for windows, the territory and undecided exceptions. */
  leafOf(atom: number): Leaf | undefined {
    return this.#leaves.get(atom);
  }

  /** The leaves on each slot, by its index. */
  leavesBySlot(): Map<number, Leaf[]> {
    const bySlot = new Map<number, Leaf[]>();
    for (const [atom, leaf] of this.#leaves) {
      const slot = this.atoms[atom]?.slot;
      if (slot !== undefined) bySlot.set(slot.index, [...(bySlot.get(slot.index) ?? []), leaf]);
    }
    return bySlot;
  }

  /** Whether the act happened while a window was open (S4). */
  window(windows: readonly Window[]): number {
    const joined = union(windows);
    const value = joined.map(writtenWindow);
    return this.#add(JSON.stringify(['window', joined]), (index) => ({
      index,
      slot: undefined,
      ask: 'occurred',
      test: (view) => inForce(joined, view.situation.occurrence),
      describe: (view, truth) => ({
        fact: 'occurred',
        operator: 'within',
        value,
        is: writtenOccurrence(view),
        truth: truthWord(truth),
        from: 'report: /occurred',
      }),
    }));
  }

  /** Whether the place is in the territory (S5). */
  territory(zone: string): number {
    return this.#add(JSON.stringify(['territory', zone]), (index) => ({
      index,
      slot: undefined,
      ask: 'place',
      test: (view) => {
        const area = view.ground.zones.get(zone);
        return area === undefined ? UNKNOWN : view.situation.inZone(area);
      },
      describe: (view, truth) => ({
        fact: 'place',
        operator: 'inside',
        value: zone,
        is: writtenPlace(view),
        truth: truthWord(truth),
        from: 'report: /place',
      }),
    }));
  }

  /** An exception that a reading leaves undecided: nobody can say (S10). */
  undecided(exception: string): number {
    return this.#add(JSON.stringify(['undecided', exception]), (index) => ({
      index,
      slot: undefined,
      ask: `exception:${exception}`,
      test: () => UNKNOWN,
      describe: (_view, truth) => ({
        fact: `exception:${exception}`,
        operator: 'applies',
        value: true,
        is: null,
        truth: truthWord(truth),
        from: 'the reading leaves it undecided',
      }),
    }));
  }

  /** Compiles a condition; references are resolved once, and cycles among them were refused by the rulebook. */
  expression(condition: Condition): Expression {
    if ('all' in condition) return this.all(condition.all.map((each) => this.expression(each)));
    if ('any' in condition) return this.any(condition.any.map((each) => this.expression(each)));
    if ('not' in condition) return this.#expressions.not(this.expression(condition.not));
    if ('condition' in condition) return this.named(condition.condition);
    return this.atom(this.leaf(condition));
  }

  /** Every expression made so far, in order of index. */
  get expressions(): readonly Expression[] {
    return this.#expressions.expressions;
  }

  /** The named conditions that were referred to, by name. */
  get namedConditions(): ReadonlyMap<string, Expression> {
    return this.#named;
  }

  /** The expression of a single atom. */
  atom(atom: number): Expression {
    return this.#expressions.atom(atom);
  }

  all(parts: readonly Expression[]): Expression {
    return this.#expressions.all(parts);
  }

  any(parts: readonly Expression[]): Expression {
    return this.#expressions.any(parts);
  }

  named(name: string): Expression {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const condition = this.#conditions[name];
    if (condition === undefined) throw new RangeError(`no condition ${name}`);
    const expression = this.#expressions.named(name, this.expression(condition));
    this.#named.set(name, expression);
    return expression;
  }
}

const iso = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z');
const writtenWindow = (window: Window) => ({
  ...(Number.isFinite(window.from) ? { from: iso(window.from as number) } : {}),
  ...(Number.isFinite(window.until) ? { until: iso(window.until as number) } : {}),
});
const writtenOccurrence = (view: View) => {
  const { occurred } = view.situation.incident;
  return { from: occurred.from, to: occurred.to ?? occurred.from, extent: view.situation.occurrence.extent };
};
const writtenPlace = (view: View) => {
  const { disc, incident } = view.situation;
  const within = incident.place?.within ?? [];
  if (disc === undefined && within.length === 0) return null;
  return {
    ...(disc === undefined ? {} : { lon: disc.lon, lat: disc.lat, radiusKm: disc.radiusKm ?? null }),
    ...(within.length > 0 ? { within } : {}),
  };
};
