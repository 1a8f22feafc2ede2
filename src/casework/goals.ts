import type { Path } from '../authored/diagnostic.js';
import type { Condition, Reading } from '../domain/agreement.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { CompiledTerm } from '../engine/compiled-agreement.js';
import type { RuleDate } from './dates.js';
import { type Goal, type GoalKind, goalId, TERM_PARTS, type TermPart, TRUTHS, word } from './goal.js';
import { dateGoals } from './goals-of-dates.js';
import { leafGoals } from './goals-of-leaves.js';
import { heldGoals, readingGoals } from './goals-of-readings.js';
import { fileOf, type Original } from './mutant.js';
import { acceptingReadings, countingReadings } from './mutate-terms.js';
import { ANY_TRUTH, negated, type Truths, truthsOf, truthsOfAtoms, truthsTogether } from './possible-truths.js';

/** The truths that the parts of one agreement can have: what is asked of its cases, and what is not. */
export class Possible {
  readonly original: Original;
  readonly ofAtom: readonly Truths[];
  readonly #atomOfLeaf = new Map<string, number>();

  constructor(original: Original) {
    this.original = original;
    this.ofAtom = truthsOfAtoms(original);
    for (const atom of original.agreement.atoms) {
      const leaf = original.agreement.leafOf(atom.index);
      if (leaf !== undefined) this.#atomOfLeaf.set(leafKey(leaf), atom.index);
    }
  }

  atom(leaf: Parameters<typeof leafKey>[0]): number | undefined {
    return this.#atomOfLeaf.get(leafKey(leaf));
  }

  condition(condition: Condition): Truths {
    const named = this.original.agreement.definition.conditions ?? {};
    return truthsOf(condition, named, (leaf) => this.ofAtom[this.atom(leaf) ?? -1] ?? ANY_TRUTH);
  }

  #atoms(atoms: readonly number[], together: 'all' | 'any'): Truths {
    return truthsTogether(
      together,
      atoms.map((atom) => this.ofAtom[atom] ?? ANY_TRUTH),
    );
  }

  /** Whether an exception holds in a reading, by its acceptance, its condition and its limits. */
  exception(id: string, reading: Reading): Truths {
    const { exceptions = [] } = this.original.agreement.definition;
    const exception = exceptions.find((each) => each.id === id);
    const entry = reading.accepts.find((each) => (typeof each === 'string' ? each : each.exception) === id);
    const undecided = reading.undecided?.includes(id) === true;
    if (exception === undefined || (entry === undefined && !undecided)) return new Set([FALSE]);
    const compiled = this.original.agreement.exceptions.find((each) => each.definition.id === id);
    const windows = (compiled?.when.atoms ?? []).filter(
      (atom) =>
        this.original.agreement.atoms[atom]?.ask === 'occurred' && this.original.agreement.leafOf(atom) === undefined,
    );
    const parts = [this.condition(exception.when), this.#atoms(windows, 'all')];
    if (undecided) parts.push(new Set([UNKNOWN]));
    if (typeof entry === 'object') parts.push(this.condition(entry.when));
    for (const limit of exceptions)
      if (limit.defeats?.includes(id)) parts.push(negated(this.exception(limit.id, reading)));
    const found = new Set(truthsTogether('all', parts));
    for (const held of reading.presumes ?? [])
      if ('exception' in held && held.exception === id && found.has(UNKNOWN)) {
        found.add(held.is ? TRUE : FALSE);
        if (held.when === undefined && held.unless === undefined) found.delete(UNKNOWN);
      }
    return found;
  }

  /** The parts of a term in one reading, where it is not surely uncovered. */
  term(term: CompiledTerm, reading: Reading): Record<TermPart, Truths> {
    const { definition } = term;
    const { exceptions = [] } = this.original.agreement.definition;
    const bound = this.#boundOf(term);
    const covered = truthsTogether('all', [this.condition(definition.forbids), ANY_TRUTH, bound]);
    const { protects } = definition;
    const guarded =
      typeof protects === 'object' && 'condition' in protects
        ? this.condition({ condition: protects.condition })
        : this.#atoms(term.protects.atoms, protects === 'anyone' ? 'all' : 'any');
    const shields = exceptions.filter((each) => each.shields?.includes(definition.id));
    const lifted = truthsTogether(
      'any',
      shields.map((each) => this.exception(each.id, reading)),
    );
    const reached = new Set([...covered].filter((truth) => truth !== FALSE));
    return {
      covered,
      protected: guarded,
      lifted,
      breached: truthsTogether('all', [reached, guarded, negated(lifted)]),
    };
  }

  #boundOf(term: CompiledTerm): Truths {
    const roles = term.bound.atoms.filter((atom) => this.original.agreement.leafOf(atom) !== undefined);
    const windows = term.bound.atoms.filter((atom) => this.original.agreement.leafOf(atom) === undefined);
    return truthsTogether('all', [this.#atoms(roles, 'any'), this.#atoms(windows, 'all')]);
  }
}

const leafKey = ({
  fact,
  params,
  operator,
  value,
}: {
  fact: string;
  params?: unknown;
  operator: string;
  value: unknown;
}) => JSON.stringify([fact, Object.entries(params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)), operator, value]);

/** @returns everything that the cases of an agreement should show, with what they cannot. */
export function goalsOf(original: Original, dates: readonly RuleDate[]): Goal[] {
  const possible = new Possible(original);
  return [
    ...termGoals(possible),
    ...exceptionGoals(possible),
    ...conditionGoals(possible),
    ...leafGoals(possible),
    ...readingGoals(possible),
    ...heldGoals(original),
    ...dateGoals(dates),
  ];
}

const united = (sets: readonly Truths[]): Truths => new Set(sets.flatMap((each) => [...each]));

const BECAUSE_OF_ITS_PARTS = 'its parts can come to no such truth';

/** One goal for each truth of something. */
export function goalsForTruths(
  original: Original,
  kind: GoalKind,
  subject: string,
  path: Path,
  truths: Truths,
  about: { id: (truth: Truth) => string; wanted: (truth: Truth) => string; impossible?: string | undefined },
): Goal[] {
  return TRUTHS.map((truth) => ({
    id: about.id(truth),
    kind,
    subject,
    place: { file: fileOf(original), path },
    wanted: about.wanted(truth),
    impossible: truths.has(truth) ? undefined : (about.impossible ?? BECAUSE_OF_ITS_PARTS),
  }));
}

const PART_WORDS: Record<TermPart, Record<'true' | 'false' | 'unknown', string>> = {
  covered: { true: 'covers the act', false: 'surely does not cover the act', unknown: 'may cover the act' },
  protected: {
    true: 'protects the target',
    false: 'surely does not protect the target',
    unknown: 'may protect the target',
  },
  lifted: { true: 'is lifted', false: 'is surely not lifted', unknown: 'may be lifted' },
  breached: { true: 'is breached', false: 'covers the act and is surely not breached', unknown: 'may be breached' },
};

const WHY_NOT: Record<TermPart, string> = {
  covered: BECAUSE_OF_ITS_PARTS,
  protected: 'what it protects leaves no such question',
  lifted: 'no exception that shields it, in a reading that counts it, can be so',
  breached: BECAUSE_OF_ITS_PARTS,
};

function termGoals(possible: Possible): Goal[] {
  const { original } = possible;
  const { definition, terms } = original.agreement;
  return terms.flatMap((term) => {
    const { id } = term.definition;
    const readings = definition.readings.filter((reading) => countingReadings(definition, id).includes(reading.id));
    const found = readings.map((reading) => possible.term(term, reading));
    return TERM_PARTS.flatMap((part) =>
      goalsForTruths(original, 'term', id, ['terms', term.index], united(found.map((each) => each[part])), {
        id: (truth) => goalId.term(id, part, truth),
        wanted: (truth) => `\`${id}\` ${PART_WORDS[part][word(truth)]}`,
        impossible: readings.length === 0 ? 'no reading counts the term' : WHY_NOT[part],
      }),
    );
  });
}

function exceptionGoals(possible: Possible): Goal[] {
  const { original } = possible;
  const { definition } = original.agreement;
  return (definition.exceptions ?? []).flatMap((exception, index) => {
    const { id, kind } = exception;
    const accepting = acceptingReadings(definition, id);
    const readings = definition.readings.filter((reading) => accepting.includes(reading.id));
    const truths = united(readings.map((reading) => possible.exception(id, reading)));
    return goalsForTruths(original, kind === 'limit' ? 'limit' : 'exception', id, ['exceptions', index], truths, {
      id: (truth) => goalId.exception(id, truth),
      wanted: (truth) =>
        `\`${id}\` ${truth === TRUE ? 'holds' : truth === FALSE ? 'is in question and surely does not hold' : 'may hold or not'}, in a reading that accepts it`,
      ...(readings.length === 0 ? { impossible: 'no reading accepts it' } : {}),
    });
  });
}

function conditionGoals(possible: Possible): Goal[] {
  const { original } = possible;
  const { definition, conditions } = original.agreement;
  return Object.entries(definition.conditions ?? {}).flatMap(([name, condition]) =>
    goalsForTruths(original, 'condition', name, ['conditions', name], possible.condition(condition), {
      id: (truth) => goalId.condition(name, truth),
      wanted: (truth) => `\`${name}\` is ${word(truth)}`,
      ...(conditions.has(name) ? {} : { impossible: 'nothing that is judged refers to it' }),
    }),
  );
}
