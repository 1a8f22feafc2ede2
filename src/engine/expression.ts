import { FALSE, not, TRUE, type Truth, truthWord, UNKNOWN } from '../domain/truth.js';
import type { Reason } from '../domain/verdict.js';
import type { TruthSource, View } from './view.js';

/** Unknown atoms, gathered in order until there are enough of them. */
export class LiveAtoms extends Set<number> {
  readonly #most: number;
  constructor(most: number) {
    super();
    this.#most = most;
  }
  get enough(): boolean {
    return this.size >= this.#most;
  }
}

/** A condition compiled to closures over atoms; its reasons are read from the same atoms (S18). */
export interface Expression {
  /** Its place among the expressions of its agreement; what a view remembers of it is kept there. */
  readonly index: number;
  readonly truth: (source: TruthSource) => Truth;
  /** The atoms it may read. */
  readonly atoms: readonly number[];
  /** Adds the unknown atoms that leave it unknown; nothing where it is settled. */
  readonly live: (source: TruthSource, into: LiveAtoms) => void;
  /** The branches that decided it. Written once for each view, and shared by whoever asks: not to be changed. */
  readonly reason: (view: View) => Reason;
}

const remember =
  (index: number, write: (view: View) => Reason): ((view: View) => Reason) =>
  (view) =>
    view.reason(index, write);

/** The expressions of one agreement while it is compiled: equal expressions become one. */
export class ExpressionTable {
  readonly #known = new Map<string, Expression>();

  /** Every expression made so far, in order of index. */
  get expressions(): readonly Expression[] {
    return [...this.#known.values()];
  }

  #one(key: string, make: (index: number) => Expression): Expression {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const expression = make(this.#known.size);
    this.#known.set(key, expression);
    return expression;
  }

  /** A single atom. */
  atom(atom: number): Expression {
    return this.#one(`atom ${atom}`, (index) => atomExpression(index, atom));
  }

  /** `all`: the least of its parts. An empty list is true. */
  all(parts: readonly Expression[]): Expression {
    return this.#junction(parts, 'all', leastOf(parts));
  }

  /** `any`: the greatest of its parts. An empty list is false. */
  any(parts: readonly Expression[]): Expression {
    return this.#junction(parts, 'any', greatestOf(parts));
  }

  #junction(parts: readonly Expression[], word: 'all' | 'any', truth: Expression['truth']): Expression {
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    const key = `${word} ${parts.map((part) => part.index).join(' ')}`;
    return this.#one(key, (index) => junction(index, parts, word, truth));
  }

  not(part: Expression): Expression {
    return this.#one(`not ${part.index}`, (index) => notOf(index, part));
  }

  /** A named condition keeps its name in the reasons. */
  named(name: string, part: Expression): Expression {
    return this.#one(`named ${name}`, (index) => ({
      ...part,
      index,
      reason: remember(index, (view) => ({
        condition: name,
        because: part.reason(view),
        truth: truthWord(part.truth(view)),
      })),
    }));
  }
}

const atomExpression = (index: number, atom: number): Expression => ({
  index,
  truth: (source) => source.truth(atom),
  atoms: [atom],
  live: (source, into) => {
    if (source.truth(atom) === UNKNOWN) into.add(atom);
  },
  reason: remember(index, (view) => {
    const described = view.atoms[atom];
    if (described === undefined) throw new RangeError(`no atom ${atom}`);
    return described.describe(view, view.truth(atom));
  }),
});

const leastOf = (parts: readonly Expression[]) => (source: TruthSource) => {
  let least: Truth = TRUE;
  for (const part of parts) {
    const each = part.truth(source);
    if (each < least) least = each;
    if (least === FALSE) break;
  }
  return least;
};

const greatestOf = (parts: readonly Expression[]) => (source: TruthSource) => {
  let greatest: Truth = FALSE;
  for (const part of parts) {
    const each = part.truth(source);
    if (each > greatest) greatest = each;
    if (greatest === TRUE) break;
  }
  return greatest;
};

/** Parts under one word; its reasons are those of the parts that came out as the whole did. */
function junction(
  index: number,
  parts: readonly Expression[],
  word: 'all' | 'any',
  find: Expression['truth'],
): Expression {
  const truth = (source: TruthSource) => source.whole(index, find);
  return {
    index,
    truth,
    atoms: [...new Set(parts.flatMap((part) => part.atoms))],
    live: (source, into) => {
      if (truth(source) !== UNKNOWN) return;
      for (const part of parts) {
        part.live(source, into);
        if (into.enough) return;
      }
    },
    reason: remember(index, (view) => {
      const whole = truth(view);
      const deciding: Reason[] = [];
      for (const part of parts) if (part.truth(view) === whole) deciding.push(part.reason(view));
      return word === 'all' ? { all: deciding, truth: truthWord(whole) } : { any: deciding, truth: truthWord(whole) };
    }),
  };
}

function notOf(index: number, part: Expression): Expression {
  const truth = (source: TruthSource) => not(part.truth(source));
  return {
    index,
    truth,
    atoms: part.atoms,
    live: part.live,
    reason: remember(index, (view) => ({ not: part.reason(view), truth: truthWord(truth(view)) })),
  };
}
