import { FALSE, not, TRUE, type Truth, truthWord, UNKNOWN } from '../domain/truth.js';
import type { Reason } from '../domain/verdict.js';
import type { TruthSource, View } from './view.js';

/** A condition compiled to closures over atoms; its reasons are read from the same atoms (S18). */
export interface Expression {
  readonly truth: (source: TruthSource) => Truth;
  /** The atoms it may read. */
  readonly atoms: readonly number[];
  /** Adds the unknown atoms that leave it unknown; nothing where it is settled. */
  readonly live: (source: TruthSource, into: Set<number>) => void;
  /** The branches that decided it. */
  readonly reason: (view: View) => Reason;
}

const remember = (write: (view: View) => Reason): ((view: View) => Reason) => {
  const key = {};
  return (view) => {
    const known = view.written.get(key) as Reason | undefined;
    if (known !== undefined) return known;
    const reason = write(view);
    view.written.set(key, reason);
    return reason;
  };
};

/** A single atom. */
export const atomExpression = (atom: number): Expression => ({
  truth: (source) => source.truth(atom),
  atoms: [atom],
  live: (source, into) => {
    if (source.truth(atom) === UNKNOWN) into.add(atom);
  },
  reason: remember((view) => {
    const described = view.atoms[atom];
    if (described === undefined) throw new RangeError(`no atom ${atom}`);
    return described.describe(view, view.truth(atom));
  }),
});

/** `all`: the least of its parts. An empty list is true. */
export function allOf(parts: readonly Expression[]): Expression {
  return junction(parts, 'all', (source) => {
    let least: Truth = TRUE;
    for (const part of parts) {
      const each = part.truth(source);
      if (each < least) least = each;
      if (least === FALSE) break;
    }
    return least;
  });
}

/** `any`: the greatest of its parts. An empty list is false. */
export function anyOf(parts: readonly Expression[]): Expression {
  return junction(parts, 'any', (source) => {
    let greatest: Truth = FALSE;
    for (const part of parts) {
      const each = part.truth(source);
      if (each > greatest) greatest = each;
      if (greatest === TRUE) break;
    }
    return greatest;
  });
}

/** Parts under one word; its reasons are those of the parts that came out as the whole did. */
function junction(parts: readonly Expression[], word: 'all' | 'any', truth: Expression['truth']): Expression {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return {
    truth,
    atoms: [...new Set(parts.flatMap((part) => part.atoms))],
    live: (source, into) => {
      if (truth(source) === UNKNOWN) for (const part of parts) part.live(source, into);
    },
    reason: remember((view) => {
      const whole = truth(view);
      const deciding = parts.filter((part) => part.truth(view) === whole).map((part) => part.reason(view));
      return word === 'all' ? { all: deciding, truth: truthWord(whole) } : { any: deciding, truth: truthWord(whole) };
    }),
  };
}

export function notOf(part: Expression): Expression {
  const truth = (source: TruthSource) => not(part.truth(source));
  return {
    truth,
    atoms: part.atoms,
    live: part.live,
    reason: remember((view) => ({ not: part.reason(view), truth: truthWord(truth(view)) })),
  };
}

/** A named condition keeps its name in the reasons. */
export function namedExpression(name: string, part: Expression): Expression {
  return {
    ...part,
    reason: remember((view) => ({ condition: name, because: part.reason(view), truth: truthWord(part.truth(view)) })),
  };
}
