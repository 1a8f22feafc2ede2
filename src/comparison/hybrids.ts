import { makeRegistry, type Registry } from '../domain/group.js';
import { compileAgreement } from '../engine/compile.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import type { RuleEdit, RuleEdits } from './rule-edits.js';

/** One agreement of a rulebook in which some of the edits were made. */
export interface Hybrid {
  readonly registry: Registry;
  /** Undefined where it has no such agreement. */
  readonly agreement: CompiledAgreement | undefined;
}

/**
 * How many hybrids of one agreement are held compiled, some 200 KB each. Incidents that flip alike ask for the same ones:
 * a few, or some 150 where one rulebook has an agreement that the other lacks.
 */
const MOST_HELD = 250;
const MOST_REGISTRIES = 20;

/** Hybrids of one agreement, compiled when first asked for; those asked for last are held. */
export class Hybrids {
  readonly #edits: RuleEdits;
  readonly #agreement: string;
  readonly #ofGroups: readonly RuleEdit[];
  readonly #held = new Map<string, Hybrid>();
  readonly #registries = new Map<string, Registry>();

  /** @param registry of the earlier rulebook; that of every hybrid, where no group differs */
  constructor(edits: RuleEdits, agreement: string, registry: Registry) {
    this.#edits = edits;
    this.#agreement = agreement;
    this.#registries.set('', registry);
    this.#ofGroups = edits.edits.filter((edit) => edit.agreement === undefined);
  }

  /** @param made ids of edits in order; a set that leaves nothing dangling */
  get(made: readonly string[]): Hybrid {
    const key = made.join('\n');
    const held = this.#held.get(key);
    this.#held.delete(key);
    const hybrid = held ?? this.#make(new Set(made));
    this.#held.set(key, hybrid);
    dropOldest(this.#held, MOST_HELD);
    return hybrid;
  }

  #make(made: ReadonlySet<string>): Hybrid {
    const source = this.#edits.with(made, this.#agreement);
    const key = this.#ofGroups
      .filter(({ id }) => made.has(id))
      .map(({ id }) => id)
      .join('\n');
    const registry = this.#registries.get(key) ?? makeRegistry(source.groups);
    this.#registries.set(key, registry);
    dropOldest(this.#registries, MOST_REGISTRIES);
    const [agreement] = source.agreements;
    return { registry, agreement: agreement === undefined ? undefined : compileAgreement(agreement, registry) };
  }
}

function dropOldest(held: Map<string, unknown>, most: number): void {
  if (held.size > most) held.delete(held.keys().next().value as string);
}
