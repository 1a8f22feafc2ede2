import { and, FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import { closedSet, type Fact } from './fact-value.js';
import { rolesHeld } from './roles.js';
import type { View } from './view.js';

/** Facts of claims: what parties say, kept apart from what was established. */

/** The claims made by a group, its members, or the holders of a role; a claim that is not listed has not been made. */
function claimsBy(view: View, by: string | undefined, byRole: string | undefined) {
  const { registry, occurrence, claims } = view.situation;
  return claims.map(({ entry, group }) => {
    let truth: Truth = TRUE;
    if (by !== undefined)
      truth = and(truth, group === undefined ? UNKNOWN : (registry.groupsOf(group, occurrence).get(by) ?? FALSE));
    if (byRole !== undefined)
      truth = and(
        truth,
        group === undefined
          ? UNKNOWN
          : (rolesHeld(view.outlook.roles, registry, group, occurrence).roles.get(byRole)?.truth ?? FALSE),
      );
    return { entry, truth };
  });
}

const NO_CLAIMS: Fact = { value: closedSet([]), from: 'report: /claims', open: undefined };

export function claimsKinds(view: View, by: string | undefined, byRole: string | undefined): Fact {
  if (view.situation.claims.length === 0) return NO_CLAIMS;
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const { entry, truth } of claimsBy(view, by, byRole)) {
    if (truth === FALSE) continue;
    possible.add(entry.kind);
    if (truth === TRUE) certain.add(entry.kind);
  }
  return {
    value: { is: 'set', certain, possible },
    from: 'report: /claims',
    open: possible.size > certain.size ? 'claims.kinds' : undefined,
  };
}

export function claimsTargets(view: View, by: string | undefined, byRole: string | undefined): Fact {
  const { registry, occurrence } = view.situation;
  const certain = new Set<string>();
  const possible = new Set<string>();
  let anything = false;
  for (const { entry, truth } of claimsBy(view, by, byRole)) {
    if (truth === FALSE || entry.target == null) continue;
    const target = registry.find(entry.target)?.id;
    if (target === undefined) anything = true;
    else
      for (const [group, sure] of registry.groupsOf(target, occurrence)) {
        possible.add(group);
        if (sure === TRUE && truth === TRUE) certain.add(group);
      }
  }
  const open = anything || possible.size > certain.size ? 'claims.targets' : undefined;
  return { value: { is: 'set', certain, possible: anything ? 'anything' : possible }, from: 'report: /claims', open };
}
