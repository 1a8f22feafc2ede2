import type { Condition, Reading } from '../domain/agreement.js';
import { FALSE, TRUE, UNKNOWN } from '../domain/truth.js';
import type { CompiledTerm } from '../engine/compiled-agreement.js';
import type { TermPart } from './goal.js';
import type { Original } from './mutant.js';
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
