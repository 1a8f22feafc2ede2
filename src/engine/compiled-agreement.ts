import type { Agreement, Exception, Leaf, Term } from '../domain/agreement.js';
import type { LiftingReason } from '../domain/verdict.js';
import type { Dependents } from './differing.js';
import type { Expression } from './expression.js';
import type { ReadingPlan, ReadingShape } from './plan.js';
import type { Atom, Ground, Slot } from './view.js';
import type { FactType } from './vocabulary.js';

/** What an agreement is before and after it is compiled. */

export interface AgreementSource {
  readonly definition: Agreement;
  /** Parsed GeoJSON of zones and, where there is any, of sightings. */
  readonly zones: unknown;
  readonly presence?: unknown;
}

export interface CompiledTerm {
  readonly index: number;
  readonly definition: Term;
  readonly bound: Expression;
  /** The roles it binds, as one text: equal for terms that bind the same. */
  readonly boundRoles: string;
  readonly forbids: Expression;
  readonly protects: Expression;
  /** The exceptions that shield it. */
  readonly exceptions: readonly number[];
}

export interface CompiledException {
  readonly index: number;
  readonly definition: Exception;
  /** Its own condition and its dates. */
  readonly when: Expression;
  /** The terms it shields. */
  readonly shields: readonly number[];
  readonly defeatedBy: readonly number[];
  readonly undecided: Expression;
  /** What is said of it in a verdict. */
  readonly lifting: (said: Pick<LiftingReason, 'truth' | 'accepted' | 'holds' | 'because'>) => LiftingReason;
}

export interface CompiledReading {
  readonly id: string;
  readonly shape: ReadingShape;
  readonly plan: ReadingPlan;
}

export interface CompiledAgreement {
  readonly definition: Agreement;
  readonly ground: Ground;
  readonly zones: { readonly geojson: unknown };
  readonly slots: readonly Slot[];
  readonly atoms: readonly Atom[];
  readonly dependents: Dependents;
  readonly inForce: Expression;
  readonly territory: Expression;
  readonly terms: readonly CompiledTerm[];
  readonly exceptions: readonly CompiledException[];
  readonly readings: readonly CompiledReading[];
  /** The named conditions that anything refers to, by name. */
  readonly conditions: ReadonlyMap<string, Expression>;
  /** The leaves that read each slot. */
  readonly leavesOn: ReadonlyMap<number, readonly Leaf[]>;
  /** The leaf behind an atom; undefined for windows, the territory and undecided exceptions. */
  leafOf(atom: number): Leaf | undefined;
  /** The type of a fact of the vocabulary or of the agreement's own. */
  factTypes(name: string): FactType;
  /** For each kind of act, the terms that may forbid it. */
  readonly forbidding: ReadonlyMap<string, readonly number[]>;
}
