import type { Warning } from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';

/**
 * Whoever speaks may be anybody; but a name that the registry does not hold and that comes near one it does is likely a slip.
 * @returns no warning for a name that is known or near nothing
 */
export function partyWarnings(by: string, { registry }: Rulebook): Warning[] {
  if (registry.find(by) !== undefined) return [];
  const nearest = registry.nearestNames(by);
  if (nearest.length === 0) return [];
  const detail = `the registry holds no group of the name “${by}”; it is kept as written`;
  return [{ pointer: '/by', code: 'unknown-group', detail, nearest }];
}
