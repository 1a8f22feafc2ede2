import type { RulebookSource } from '../engine/rulebook.js';
import { compose } from './compose.js';
import { type Effect, effectOf, same } from './effect.js';
import { type Unit, unitsOf } from './units.js';

/** The edits that lead from one rulebook to another, each of which can be made or left out. */

export interface RuleEdit {
  readonly id: string;
  readonly agreement: string | undefined;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly effect: Effect;
  /** The unit it is about; undefined where it is not there, and for an order. */
  readonly before: Unit | undefined;
  readonly after: Unit | undefined;
  /** Every unit that it takes away and every one that it brings, with what stands in them. */
  readonly takes: readonly Unit[];
  readonly brings: readonly Unit[];
  /** Set where only the order of things differs: what stood and stands first among the readings, if that changed. */
  readonly order?: { readonly headline?: readonly [string, string] };
}

/** Lists whose order a verdict shows: what its reasons list, and which reading is the headline. */
const ORDERED: ReadonlySet<Unit['kind']> = new Set(['term', 'exception', 'reading', 'presumption', 'doubt', 'zone']);

export class RuleEdits {
  /** In order of id. */
  readonly edits: readonly RuleEdit[];
  readonly #before: readonly Unit[];
  readonly #after: readonly Unit[];
  /** The edit that each unit which differs belongs to. */
  readonly #ownerOf = new Map<string, string>();

  /** Where each unit stands when those of both are put in the order of the earlier rulebook, and of the later one. */
  readonly #ranks: readonly [ReadonlyMap<string, number>, ReadonlyMap<string, number>];

  constructor(before: RulebookSource, after: RulebookSource) {
    this.#before = unitsOf(before);
    this.#after = unitsOf(after);
    this.#ranks = [merged(this.#before, this.#after), merged(this.#after, this.#before)];
    this.edits = this.#find().sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The units of both rulebooks. */
  get units(): readonly Unit[] {
    return [...this.#before, ...this.#after];
  }

  #find(): RuleEdit[] {
    const before = new Map(this.#before.map((unit) => [unit.id, unit]));
    const after = new Map(this.#after.map((unit) => [unit.id, unit]));
    const drafts = new Map<string, { takes: Unit[]; brings: Unit[] }>();
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(id), after.get(id)];
      const whole = this.#ownerOf.get((is ?? was)?.parent ?? '');
      // What stands in a thing that is added or removed whole goes with it; a parent comes before its children.
      const joins = whole !== undefined && !(before.has(whole) && after.has(whole)) ? whole : undefined;
      if (joins === undefined && was !== undefined && is !== undefined && same(was.value, is.value)) continue;
      const owner = joins ?? id;
      this.#ownerOf.set(id, owner);
      const draft = drafts.get(owner) ?? { takes: [], brings: [] };
      drafts.set(owner, draft);
      if (was !== undefined) draft.takes.push(was);
      if (is !== undefined) draft.brings.push(is);
    }
    const edits = [...drafts].map(([id, draft]): RuleEdit => {
      const [was, is] = [before.get(id), after.get(id)];
      return {
        id,
        agreement: (is ?? was)?.agreement,
        kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
        effect: effectOf(was, is),
        before: was,
        after: is,
        ...draft,
      };
    });
    return [...edits, ...this.#reorderings(before, after)];
  }

  #reorderings(before: ReadonlyMap<string, Unit>, after: ReadonlyMap<string, Unit>): RuleEdit[] {
    const agreements = this.#after.filter((unit) => unit.kind === 'agreement' && before.has(unit.id));
    return agreements.flatMap(({ id }): RuleEdit[] => {
      const sequence = (units: readonly Unit[], others: ReadonlyMap<string, Unit>) =>
        units.filter((unit) => unit.agreement === id && ORDERED.has(unit.kind) && others.has(unit.id));
      const [was, is] = [sequence(this.#before, after), sequence(this.#after, before)];
      // Lists stand apart: only the order within one kind counts.
      const text = (units: readonly Unit[]) =>
        [...ORDERED].map((kind) =>
          units
            .filter((u) => u.kind === kind)
            .map((u) => u.id)
            .join(),
        );
      if (same(text(was), text(is))) return [];
      const first = (units: readonly Unit[]) => units.find((unit) => unit.kind === 'reading')?.name ?? '';
      const headline = [first(was), first(is)] as const;
      const order = headline[0] === headline[1] ? {} : { headline };
      const none: readonly Unit[] = [];
      return [
        {
          id: `${id}.order`,
          agreement: id,
          kind: 'changed',
          effect: 'reasons',
          before: undefined,
          after: undefined,
          takes: none,
          brings: none,
          order,
        },
      ];
    });
  }

  /**
   * The earlier rulebook with some of the edits made.
   * @param made ids of edits. All of them give the later rulebook, none the earlier one
   * @param only units of this agreement and the groups, where the rest is not asked for
   */
  with(made: ReadonlySet<string>, only?: string): RulebookSource {
    const [first, later] = this.#ranks;
    const reordered = (agreement: string | undefined) => made.has(`${agreement}.order`);
    const chosen = [
      ...this.#before.filter((unit) => !made.has(this.#ownerOf.get(unit.id) ?? '')),
      ...this.#after.filter((unit) => made.has(this.#ownerOf.get(unit.id) ?? '')),
    ].filter((unit) => only === undefined || unit.agreement === undefined || unit.agreement === only);
    const rank = ({ id, agreement }: Unit) => (reordered(agreement) ? later : first).get(id) ?? 0;
    const ranked = chosen.map((unit) => ({ unit, rank: rank(unit) }));
    return compose(ranked.sort((a, b) => a.rank - b.rank).map(({ unit }) => unit));
  }
}

/** The units in the order of some, each of the others after the one that it follows. */
function merged(units: readonly Unit[], others: readonly Unit[]): ReadonlyMap<string, number> {
  const known = new Set(units.map(({ id }) => id));
  const following = new Map<string, string[]>();
  let anchor = '';
  for (const { id } of others) {
    if (known.has(id)) anchor = id;
    else {
      const list = following.get(anchor) ?? [];
      following.set(anchor, list);
      list.push(id);
    }
  }
  const order = [...(following.get('') ?? []), ...units.flatMap(({ id }) => [id, ...(following.get(id) ?? [])])];
  return new Map(order.map((id, index) => [id, index]));
}
