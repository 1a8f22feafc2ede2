import type { CompiledAgreement } from './compiled-agreement.js';
import type { Evaluator } from './evaluate.js';
import type { PartyName } from './outlook.js';
import type { ReadingPlan } from './plan.js';
import { View } from './view.js';

const askOf: Record<PartyName, string> = { actor: 'actor.id', target: 'target.id', holder: 'struck.holder' };

/** Found once for each agreement, role lists and stretch of time between two dates that anything hangs on. */
const known = new WeakMap<CompiledAgreement, Map<string, readonly string[]>>();

/**
 * Groups of the registry that the agreement's leaves can tell apart, one of each kind, in order of id: what an unknown
 * party may turn out to be.
 */
export function representatives(
  evaluator: Evaluator,
  plan: ReadingPlan,
  party: PartyName,
  actsFor: readonly string[],
): readonly string[] {
  const { agreement, situation } = evaluator;
  const { from, to, extent } = situation.occurrence;
  const era = (instant: number) => evaluator.boundaries().filter((each) => each <= instant).length;
  const key = JSON.stringify([party, plan.rolesKey, extent, era(from), era(to), actsFor]);
  const cache = known.get(agreement) ?? new Map<string, readonly string[]>();
  known.set(agreement, cache);
  const found = cache.get(key);
  if (found !== undefined) return found;
  const atoms = agreement.atoms.filter((atom) => atom.slot?.ask === askOf[party]);
  const bySignature = new Map<string, string>();
  for (const id of [...situation.registry.groups.keys()].sort()) {
    const parties = { [party]: { id, actsFor, principalsOpen: false, asWritten: undefined } };
    const view = new View(situation, 0, agreement, { roles: plan.roles, parties });
    const signature = atoms.map((atom) => view.truth(atom.index)).join('');
    if (!bySignature.has(signature)) bySignature.set(signature, id);
  }
  const groups = [...bySignature.values()];
  if (actsFor.length === 0) cache.set(key, groups);
  return groups;
}
