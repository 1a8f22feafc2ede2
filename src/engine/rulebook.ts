import type { Agreement, Exception, Leaf, Term } from '../domain/agreement.js';
import type { Group, Registry } from '../domain/group.js';
import { makeRegistry } from '../domain/group.js';
import { compileAgreement } from './compile.js';
import type { Expression } from './expression.js';
import type { ReadingPlan, ReadingShape } from './plan.js';
import type { Atom, Ground, Slot } from './view.js';
import type { FactType } from './vocabulary.js';

/** A rulebook as parsed: what is hashed and stored whole. */
export interface RulebookSource {
  readonly groups: readonly Group[];
  readonly agreements: readonly AgreementSource[];
}

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
  readonly defeatedBy: readonly number[];
  readonly undecided: Expression;
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
  readonly inForce: Expression;
  readonly territory: Expression;
  readonly terms: readonly CompiledTerm[];
  readonly exceptions: readonly CompiledException[];
  readonly readings: readonly CompiledReading[];
  /** The leaves that read each slot. */
  readonly leavesOn: ReadonlyMap<number, readonly Leaf[]>;
  /** The type of a fact of the vocabulary or of the agreement's own. */
  factTypes(name: string): FactType;
  /** For each kind of act, the terms that may forbid it. */
  readonly forbidding: ReadonlyMap<string, readonly number[]>;
}

/** All rule files, compiled; immutable, and known by the hash of their content (S19). */
export interface Rulebook {
  readonly hash: string;
  readonly registry: Registry;
  readonly agreements: ReadonlyMap<string, CompiledAgreement>;
  readonly source: RulebookSource;
}

/**
 * Compiles a checked rulebook.
 * @param source has passed the checks of src/rulebook; a reference that does not resolve throws a RangeError.
 * @param hash as made by hashOf over the source.
 */
export function compileRulebook(source: RulebookSource, hash: string): Rulebook {
  const registry = makeRegistry(source.groups);
  const sorted = [...source.agreements].sort((a, b) => (a.definition.id < b.definition.id ? -1 : 1));
  return {
    hash,
    registry,
    source,
    agreements: new Map(sorted.map((each) => [each.definition.id, compileAgreement(each, registry)])),
  };
}
