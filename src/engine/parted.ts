import { FALSE } from '../domain/truth.js';
import type { Evaluator } from './evaluate.js';
import { type Acceptance, makePlan, type ReadingPlan, type ReadingShape } from './plan.js';
import { evaluateReading, type ReadingResult } from './reading.js';

/** S11: which differences of definition part two readings. */

/** A shape that is being changed. */
class Draft {
  readonly shape: { -readonly [Part in keyof ReadingShape]: ReadingShape[Part] };
  #acceptance: Map<number, Acceptance> | undefined;
  #terms: Set<number> | undefined;

  constructor(shape: ReadingShape) {
    this.shape = { ...shape };
  }

  accept(exception: number, acceptance: Acceptance | undefined): void {
    this.#acceptance ??= new Map(this.shape.acceptance);
    this.shape.acceptance = this.#acceptance;
    if (acceptance === undefined) this.#acceptance.delete(exception);
    else this.#acceptance.set(exception, acceptance);
  }

  count(term: number, counted: boolean): void {
    this.#terms ??= new Set(this.shape.terms);
    this.shape.terms = this.#terms;
    if (counted) this.#terms.add(term);
    else this.#terms.delete(term);
  }
}

/** One difference: how the earlier reading's shape becomes, in this one point, the later one's. */
interface Difference {
  readonly id: string;
  readonly apply: (draft: Draft) => void;
  /** Set for a difference over an exception: its index. */
  readonly exception?: number;
}

const acceptanceKey = (acceptance: Acceptance | undefined) =>
  acceptance === undefined ? '' : acceptance.kind === 'when' ? `when ${acceptance.key}` : acceptance.kind;

type Lists = 'roleChanges' | 'exceptionPresumptions' | 'factPresumptions' | 'doubts';

/** Differences between two lists of things that have ids: each missing one added, each surplus one taken out. */
function listDifferences(earlier: ReadingShape, later: ReadingShape, list: Lists): Difference[] {
  type Item = { readonly id: string };
  const [before, after]: [readonly Item[], readonly Item[]] = [earlier[list], later[list]];
  const change = (draft: Draft, items: (items: readonly Item[]) => readonly Item[]) =>
    Object.assign(draft.shape, { [list]: items(draft.shape[list]) });
  const added = after.filter((item) => !before.some((other) => other.id === item.id));
  const removed = before.filter((item) => !after.some((other) => other.id === item.id));
  return [
    ...added.map((item) => ({
      id: item.id,
      apply: (draft: Draft) => void change(draft, (items) => [...items, item]),
    })),
    ...removed.map((item) => ({
      id: item.id,
      apply: (draft: Draft) => void change(draft, (items) => items.filter((other) => other.id !== item.id)),
    })),
  ];
}

/** What parts two readings, with the mixtures of them that were tried. */
interface Parting {
  readonly differences: readonly Difference[];
  readonly mixtures: Map<string, ReadingPlan>;
}
const known = new WeakMap<ReadingShape, WeakMap<ReadingShape, Parting>>();
/** How much is kept of mixtures of one pair, counted in exceptions. */
const MOST_KEPT = 50_000;

/** The differences of two readings in order of id; worked out once for each pair. */
function partingOf(evaluator: Evaluator, earlier: ReadingShape, later: ReadingShape): Parting {
  const ofEarlier = known.get(earlier) ?? new WeakMap<ReadingShape, Parting>();
  known.set(earlier, ofEarlier);
  const found = ofEarlier.get(later) ?? {
    differences: findDifferences(evaluator, earlier, later),
    mixtures: new Map(),
  };
  ofEarlier.set(later, found);
  return found;
}

/** The earlier reading with some of the differences put into it. */
function mixtureOf(
  evaluator: Evaluator,
  earlier: ReadingShape,
  { mixtures }: Parting,
  chosen: readonly Difference[],
): ReadingPlan {
  const key = chosen.map(({ id }) => id).join('\n');
  const found = mixtures.get(key);
  if (found !== undefined) return found;
  const draft = new Draft(earlier);
  for (const difference of chosen) difference.apply(draft);
  const plan = makePlan(evaluator.agreement.definition, evaluator.situation.registry, draft.shape);
  if (mixtures.size * (evaluator.agreement.exceptions.length + 50) < MOST_KEPT) mixtures.set(key, plan);
  return plan;
}

function findDifferences(evaluator: Evaluator, earlier: ReadingShape, later: ReadingShape): Difference[] {
  const { exceptions, terms } = evaluator.agreement;
  const found: Difference[] = [];
  for (const { index, definition } of exceptions) {
    const wanted = later.acceptance.get(index);
    if (acceptanceKey(earlier.acceptance.get(index)) === acceptanceKey(wanted)) continue;
    found.push({
      id: `exception:${definition.id}`,
      exception: index,
      apply: (draft) => draft.accept(index, wanted),
    });
  }
  for (const { index, definition } of terms) {
    const wanted = later.terms.has(index);
    if (earlier.terms.has(index) === wanted) continue;
    found.push({ id: `term:${definition.id}`, apply: (draft) => draft.count(index, wanted) });
  }
  for (const list of ['roleChanges', 'exceptionPresumptions', 'factPresumptions', 'doubts'] as const)
    found.push(...listDifferences(earlier, later, list));
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Which differences could change anything in some mixture of the two readings. A difference over an exception cannot where
 * its own condition is false and reads nothing that the readings see differently, or where no term it shields forbids the
 * act; nor can a presumption or doubt that counts for no candidate, where roles do not differ. Leaving these out first
 * spares trying them; what is found is the same.
 */
function thatMatter(
  evaluator: Evaluator,
  earlier: ReadingResult,
  later: ReadingResult,
  found: readonly Difference[],
): Difference[] {
  const candidates = [...earlier.candidates, ...later.candidates];
  // In a mixture a doubt of one reading may open what a presumption of the other fills, and other roles what either hangs on.
  const doubted = earlier.plan.doubts.length + later.plan.doubts.length > 0;
  const rolesDiffer = doubted || found.some(({ id }) => id.startsWith('role:'));
  const counted = new Set(
    candidates.flatMap((each) =>
      [...each.factPresumptions, ...each.exceptionPresumptions, ...each.doubts].map(({ id }) => id),
    ),
  );
  const subjects = [earlier.plan, later.plan].flatMap((plan) => [...plan.factPresumptions, ...plan.doubts]);
  const seenDifferently = new Set<string>(rolesDiffer ? ROLE_READING_ASKS : []);
  for (const { id, subject } of subjects)
    if (rolesDiffer || counted.has(id))
      for (const slot of [subject.slot, ...subject.derived]) seenDifferently.add(slot.ask);
  const forbidding = new Set(candidates.flatMap((each) => each.terms));
  const settled = (exception: number): boolean => {
    const compiled = evaluator.agreement.exceptions[exception];
    if (compiled === undefined) return true;
    const shields = compiled.shields.some((term) => forbidding.has(term));
    if (!shields && compiled.definition.defeats === undefined) return true;
    if (candidates.some((each) => compiled.when.truth(each.view) !== FALSE)) return false;
    return !compiled.when.atoms.some((atom) => seenDifferently.has(evaluator.agreement.atoms[atom]?.ask ?? ''));
  };
  return found.filter(({ id, exception }) => {
    if (exception !== undefined) return !settled(exception);
    const held = id.startsWith('presumption:') || id.startsWith('doubt:');
    return !held || rolesDiffer || counted.has(id);
  });
}

/** What is asked for where a fact is read by role, of the parties or of those who claim or share ground. */
const ROLE_READING_ASKS = [
  'actor.id',
  'target.id',
  'struck.holder',
  'coLocation.natures',
  'claims.kinds',
  'claims.targets',
];

/**
 * An irreducible set of differences that, put into the earlier reading, give the later one's outcome.
 * Found by dropping in order of id until none can be left out, so always the same.
 */
export function partedBy(evaluator: Evaluator, earlier: ReadingResult, later: ReadingResult): string[] {
  const parting = partingOf(evaluator, earlier.plan, later.plan);
  const resultWith = (chosen: readonly Difference[]) =>
    evaluateReading(evaluator, mixtureOf(evaluator, earlier.plan, parting, chosen));
  let kept = thatMatter(evaluator, earlier, later, parting.differences);
  let result = resultWith(kept);
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    for (const difference of [...kept]) {
      const without = kept.filter((other) => other !== difference);
      const tried = indifferent(evaluator, result, difference) ? result : resultWith(without);
      if (tried.outcome !== later.outcome) continue;
      kept = without;
      result = tried;
    }
  }
  return kept.map((difference) => difference.id);
}

/** Whether it is an exception that no candidate's fold asked for, or whose own condition is false: then it changes nothing. */
function indifferent({ agreement }: Evaluator, result: ReadingResult, { exception }: Difference): boolean {
  if (exception === undefined) return false;
  const when = agreement.exceptions[exception]?.when;
  return result.candidates.every(
    ({ folded, view }) => !folded.holding.askedFor(exception) || when?.truth(view) === FALSE,
  );
}
