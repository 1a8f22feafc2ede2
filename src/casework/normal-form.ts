import type { Condition, Leaf } from '../domain/agreement.js';
import { KINDS } from '../domain/words.js';
import { OPERATORS } from '../engine/operators.js';

/**
 * Conditions in a form in which equal texts mean equal truths: `not` pushed down to the leaves, lists in order and without
 * repeats, references followed. Every step is a law of Kleene's logic, so it holds for unknown too.
 */

type Named = Readonly<Record<string, Condition>>;

interface Junction {
  readonly word: 'all' | 'any';
  readonly parts: readonly string[];
}

/** The normal form of conditions of one agreement. */
export class NormalForm {
  readonly #named: Named;
  readonly #junctions = new Map<string, Junction>();

  constructor(named: Named) {
    this.#named = named;
  }

  text(condition: Condition, positive = true): string {
    if ('not' in condition) return this.text(condition.not, !positive);
    if ('condition' in condition) {
      const named = this.#named[condition.condition];
      return named === undefined ? JSON.stringify([condition, positive]) : this.text(named, positive);
    }
    if ('fact' in condition) return leafText(condition, positive);
    const [word, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
    const turned = positive ? word : word === 'all' ? 'any' : 'all';
    return this.junction(
      turned,
      parts.map((part) => this.text(part, positive)),
    );
  }

  /** Parts under one word: nested ones opened, repeats and what another part already says left out. */
  junction(word: 'all' | 'any', texts: readonly string[]): string {
    const opened = texts.flatMap((text) => {
      const inner = this.#junctions.get(text);
      return inner?.word === word ? inner.parts : [text];
    });
    const once = [...new Set(withKindsMerged(opened, word))].sort();
    const parts = once.filter((text) => {
      const inner = this.#junctions.get(text);
      return inner === undefined || !inner.parts.some((part) => once.includes(part));
    });
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    const text = JSON.stringify([word, ...parts]);
    this.#junctions.set(text, { word, parts });
    return text;
  }
}

const OF_KINDS = '["act.kind",[],"in",';

/** Several leaves on the kind of act as one: an act that was of one of several kinds is judged by each of them in turn. */
function withKindsMerged(texts: readonly string[], word: 'all' | 'any'): string[] {
  const ofKinds = texts.filter((text) => text.startsWith(OF_KINDS));
  if (ofKinds.length < 2) return [...texts];
  const lists = ofKinds.map((text) => JSON.parse(text)[3] as string[]);
  const kinds = [...KINDS.keys()].filter((kind) =>
    word === 'all' ? lists.every((list) => list.includes(kind)) : lists.some((list) => list.includes(kind)),
  );
  return [...texts.filter((text) => !text.startsWith(OF_KINDS)), kindsText(kinds)];
}

const kindsText = (kinds: readonly string[]) => JSON.stringify(['act.kind', [], 'in', kinds, true]);

const NEGATIVE: Readonly<Record<string, string>> = {
  notEqual: 'equal',
  notIn: 'in',
  doesNotContain: 'contains',
  greaterThanInclusive: 'lessThan',
  greaterThan: 'lessThanInclusive',
};

function leafText({ fact, params, operator, value }: Leaf, positive: boolean): string {
  const turned = NEGATIVE[operator];
  let sign = turned === undefined ? positive : !positive;
  let asked = turned ?? operator;
  let wanted: unknown = Array.isArray(value) ? [...new Set(value)].sort() : value;
  if (Array.isArray(wanted) && wanted.length === 1) [asked, wanted] = ['equal', wanted[0]];
  if (asked === 'equal' && wanted === false) [wanted, sign] = [true, !sign];
  const kinds = fact === 'act.kind' || fact === 'act.classes' ? kindsOf(fact, asked, wanted) : undefined;
  const [name, what] = kinds === undefined ? [fact, wanted] : ['act.kind', sign ? kinds : others(kinds)];
  const sorted = Object.entries(params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, sorted, kinds === undefined ? asked : 'in', what, kinds === undefined ? sign : true]);
}

/** The kinds of act for which a leaf on the act is true. */
function kindsOf(fact: string, operator: string, value: unknown): string[] | undefined {
  if (!OPERATORS.has(operator)) return undefined;
  const wanted = [value].flat();
  return [...KINDS]
    .filter(([kind, classes]) => (fact === 'act.kind' ? wanted.includes(kind) : classes.includes(String(value))))
    .map(([kind]) => kind);
}
const others = (kinds: readonly string[]) => [...KINDS.keys()].filter((kind) => !kinds.includes(kind));
