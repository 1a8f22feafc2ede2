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

const atomsOf = (parts: readonly Expression[]) => [...new Set(parts.flatMap((part) => part.atoms))];

const liveOf =
  (parts: readonly Expression[], truth: (source: TruthSource) => Truth): Expression['live'] =>
  (source, into) => {
    if (truth(source) !== UNKNOWN) return;
    for (const part of parts) part.live(source, into);
  };

/** `all`: the least of its parts. An empty list is true. */
export function allOf(parts: readonly Expression[]): Expression {
  if (parts.length === 1) return parts[0] as Expression;
  const truth = (source: TruthSource) => {
    let least: Truth = TRUE;
    for (const part of parts) {
      const each = part.truth(source);
      if (each < least) least = each;
      if (least === FALSE) break;
    }
    return least;
  };
  return {
    truth,
    atoms: atomsOf(parts),
    live: liveOf(parts, truth),
    reason: remember((view) => {
      const whole = truth(view);
      return {
        all: parts.filter((part) => part.truth(view) === whole).map((part) => part.reason(view)),
        truth: truthWord(whole),
      };
    }),
  };
}

/** `any`: the greatest of its parts. An empty list is false. */
export function anyOf(parts: readonly Expression[]): Expression {
  if (parts.length === 1) return parts[0] as Expression;
  const truth = (source: TruthSource) => {
    let greatest: Truth = FALSE;
    for (const part of parts) {
      const each = part.truth(source);
      if (each > greatest) greatest = each;
      if (greatest === TRUE) break;
    }
    return greatest;
  };
  return {
    truth,
    atoms: atomsOf(parts),
    live: liveOf(parts, truth),
    reason: remember((view) => {
      const whole = truth(view);
      return {
        any: parts.filter((part) => part.truth(view) === whole).map((part) => part.reason(view)),
        truth: truthWord(whole),
      };
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
