import type { Truth } from '../domain/truth.js';
import type { Fact } from './fact-value.js';
import type { RoleConfig } from './roles.js';
import type { Party } from './situation.js';

export type PartyName = 'actor' | 'target' | 'holder';

/** How a reading, or a what-if, sees the report: its role lists, and what it puts in the place of reported facts. */
export interface Outlook {
  readonly roles: RoleConfig;
  readonly parties?: Partial<Record<PartyName, Party>> | undefined;
  readonly slots?: ReadonlyMap<number, Fact> | undefined;
  /** Atoms that are supposed, whatever the facts say. */
  readonly atoms?: ReadonlyMap<number, Truth> | undefined;
}
