import { FALSE } from '../domain/truth.js';
import type { OutcomeOrOpen } from '../domain/words.js';
import type { Evaluator } from './evaluate.js';
import { type Acceptance, makePlan, type ReadingPlan, type ReadingShape } from './plan.js';
import { evaluateReading, type ReadingResult } from './reading.js';

/** S11: which differences of definition part two readings. */

/** One difference: how the earlier reading's shape becomes, in this one point, the later one's. */
interface Difference {
  readonly id: string;
  readonly apply: (shape: ReadingShape) => ReadingShape;
  /** Set for a difference over an exception: its index. */
  readonly exception?: number;
}

const acceptanceKey = (acceptance: Acceptance | undefined) =>
  acceptance === undefined ? '' : acceptance.kind === 'when' ? `when ${acceptance.key}` : acceptance.kind;

/** Differences between two lists of things that have ids: each missing one added, each surplus one taken out. */
function listDifferences<Item extends { readonly id: string }>(
  earlier: readonly Item[],
  later: readonly Item[],
  put: (shape: ReadingShape, change: (items: readonly Item[]) => readonly Item[]) => ReadingShape,
): Difference[] {
  const added = later.filter((item) => !earlier.some((other) => other.id === item.id));
  const removed = earlier.filter((item) => !later.some((other) => other.id === item.id));
  return [
    ...added.map((item) => ({ id: item.id, apply: (shape: ReadingShape) => put(shape, (items) => [...items, item]) })),
    ...removed.map((item) => ({
      id: item.id,
      apply: (shape: ReadingShape) => put(shape, (items) => items.filter((other) => other.id !== item.id)),
    })),
  ];
}

/** What parts two readings, with the mixtures of them that were tried. */
interface Parting {
  readonly differences: readonly Difference[];
  readonly mixtures: Map<string, ReadingPlan>;
}
const known = new WeakMap<ReadingShape, WeakMap<ReadingShape, Parting>>();
const MOST_MIXTURES = 1_000;

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
  const shape = chosen.reduce((mixed: ReadingShape, difference) => difference.apply(mixed), earlier);
  const plan = makePlan(evaluator.agreement.definition, evaluator.situation.registry, shape);
  if (mixtures.size < MOST_MIXTURES) mixtures.set(key, plan);
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
      apply: (shape) => {
        const acceptance = new Map(shape.acceptance);
        if (wanted === undefined) acceptance.delete(index);
        else acceptance.set(index, wanted);
        return { ...shape, acceptance };
      },
    });
  }
  for (const { index, definition } of terms) {
    const wanted = later.terms.has(index);
    if (earlier.terms.has(index) === wanted) continue;
    found.push({
      id: `term:${definition.id}`,
      apply: (shape) => {
        const counted = new Set(shape.terms);
        if (wanted) counted.add(index);
        else counted.delete(index);
        return { ...shape, terms: counted };
      },
    });
  }
  found.push(
    ...listDifferences(earlier.roleChanges, later.roleChanges, (shape, change) => ({
      ...shape,
      roleChanges: change(shape.roleChanges),
    })),
    ...listDifferences(earlier.exceptionPresumptions, later.exceptionPresumptions, (shape, change) => ({
      ...shape,
      exceptionPresumptions: change(shape.exceptionPresumptions),
    })),
    ...listDifferences(earlier.factPresumptions, later.factPresumptions, (shape, change) => ({
      ...shape,
      factPresumptions: change(shape.factPresumptions),
    })),
    ...listDifferences(earlier.doubts, later.doubts, (shape, change) => ({ ...shape, doubts: change(shape.doubts) })),
  );
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
  const outcomeWith = (chosen: readonly Difference[]): OutcomeOrOpen =>
    evaluateReading(evaluator, mixtureOf(evaluator, earlier.plan, parting, chosen)).outcome;
  let kept = thatMatter(evaluator, earlier, later, parting.differences);
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    for (const difference of [...kept]) {
      const without = kept.filter((other) => other !== difference);
      if (outcomeWith(without) === later.outcome) kept = without;
    }
  }
  return kept.map((difference) => difference.id);
}
