import type { Agreement } from '../domain/agreement.js';
import type { Registry } from '../domain/group.js';
import type { Expression } from './expression.js';
import type { PartyName } from './outlook.js';
import { type RoleChange, type RoleConfig, roleConfig } from './roles.js';
import type { Slot } from './view.js';

/** A reading as a set of named differences from the bare agreement, so that readings can be compared and mixed (S11). */

export type Acceptance =
  | { readonly kind: 'always' | 'undecided' }
  | { readonly kind: 'when'; readonly when: Expression; readonly key: string };

interface Held {
  /** Names it in `partedBy`; equal ids are the same presumption or doubt. */
  readonly id: string;
  readonly why: string;
  readonly when: Expression | undefined;
  readonly unless: Expression | undefined;
}

/** What a presumption or doubt speaks of: a party's identity, or slots. */
export interface Subject {
  readonly fact: string;
  readonly params: Readonly<Record<string, string | number>> | undefined;
  readonly party: PartyName | undefined;
  readonly slot: Slot;
  /** Slots whose value follows from it: classes from the kind, civilian from the objects. */
  readonly derived: readonly Slot[];
}

export interface ExceptionPresumption extends Held {
  readonly exception: number;
  readonly is: boolean;
}
export interface FactPresumption extends Held {
  readonly subject: Subject;
  readonly value: { readonly is: string | number | boolean } | { readonly contains: string };
}
export interface CompiledDoubt extends Held {
  readonly subject: Subject;
}

export interface ReadingShape {
  readonly acceptance: ReadonlyMap<number, Acceptance>;
  readonly roleChanges: readonly RoleChange[];
  readonly terms: ReadonlySet<number>;
  readonly exceptionPresumptions: readonly ExceptionPresumption[];
  readonly factPresumptions: readonly FactPresumption[];
  readonly doubts: readonly CompiledDoubt[];
}

/** A reading ready to be folded. */
export interface ReadingPlan extends ReadingShape {
  readonly roles: RoleConfig;
  /** Equal keys see parties in equal roles, so their views can be shared. */
  readonly rolesKey: string;
}

/** Role lists follow from the agreement and from the groups: one definition may be compiled with other groups. */
const configs = new WeakMap<Registry, WeakMap<Agreement, Map<string, RoleConfig>>>();

/** Makes a plan of a shape; role lists are built once per distinct set of changes. */
export function makePlan(agreement: Agreement, registry: Registry, shape: ReadingShape): ReadingPlan {
  const rolesKey =
    shape.roleChanges.length === 0
      ? ''
      : shape.roleChanges
          .map((change) => change.id)
          .sort()
          .join(' ');
  const ofRegistry = configs.get(registry) ?? new WeakMap<Agreement, Map<string, RoleConfig>>();
  configs.set(registry, ofRegistry);
  const known = ofRegistry.get(agreement) ?? new Map<string, RoleConfig>();
  ofRegistry.set(agreement, known);
  const roles = known.get(rolesKey) ?? roleConfig(agreement, registry, shape.roleChanges);
  known.set(rolesKey, roles);
  return { ...shape, roles, rolesKey };
}
