import type { Group, Registry } from '../domain/group.js';
import { makeRegistry } from '../domain/group.js';
import { compileAgreement } from './compile.js';
import type { AgreementSource, CompiledAgreement } from './compiled-agreement.js';

/** A rulebook as parsed: what is hashed and stored whole. */
export interface RulebookSource {
  readonly groups: readonly Group[];
  readonly agreements: readonly AgreementSource[];
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
